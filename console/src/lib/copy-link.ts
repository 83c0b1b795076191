import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';

/** Copies a link and says so; where the browser refuses, the link is shown to be copied by hand. */
export function useCopyLink(): (link: string) => Promise<void> {
  const { t } = useTranslation();
  return async (link) => {
    try {
      await navigator.clipboard.writeText(link);
      notifications.show({ message: t('link.copied') });
    } catch {
      notifications.show({ message: t('link.refused', { link }), autoClose: false });
    }
  };
}
