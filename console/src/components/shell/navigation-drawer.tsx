import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOnceMounted } from '../../lib/use-once-mounted.ts';
import { NavigationList } from './navigation-list.tsx';

export interface NavigationDrawerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** All pages, on narrow screens. */
export function NavigationDrawer({ opened, onClose }: NavigationDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={useOnceMounted(opened)}
      onClose={onClose}
      position="bottom"
      size="85%"
      title="Tollgate"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a')) onClose();
      }}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <NavigationList />
    </Drawer>
  );
}
