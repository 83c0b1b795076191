import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from './page.tsx';
import classes from './side-panel.module.css';

export interface SidePanelProps {
  readonly title: ReactNode;
  readonly label: string;
  readonly actions?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What was opened, beside the list that it was opened from; at 390 px it covers the list. `Esc` closes it. */
export function SidePanel({ title, label, actions, onClose, children }: SidePanelProps) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('[role=dialog],[role=menu]'))
        return;
      onClose();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <aside ref={panel} className={classes.panel} aria-label={label}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {actions}
        <ActionIcon onClick={onClose} aria-label={t('act.close')}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <div className={classes.content}>{children}</div>
    </aside>
  );
}

/**
 * A list and, when one of its rows is open, the panel beside it. While the panel's code or texts come, the list stays as
 * it is, with the focus.
 */
export function WithPanel({ children, panel }: { readonly children: ReactNode; readonly panel: ReactNode }) {
  return (
    <div className={classes.pair}>
      <div className={classes.main}>{children}</div>
      <Suspense
        fallback={
          <aside className={classes.panel}>
            <div className={classes.content}>
              <Waiting />
            </div>
          </aside>
        }
      >
        {panel}
      </Suspense>
    </div>
  );
}
