import { MantineThemeProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';

/** The toasts, each with a button that has a name. */
export function ToastList() {
  const { t } = useTranslation();
  const closeButtonProps = { 'aria-label': t('act.close') };
  return (
    <MantineThemeProvider theme={{ components: { Notification: { defaultProps: { closeButtonProps } } } }}>
      <Notifications position="bottom-left" />
    </MantineThemeProvider>
  );
}
