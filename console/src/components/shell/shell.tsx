import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { keepFocus } from '../../lib/keep-focus.ts';
import { Header } from './header.tsx';
import { BottomBar, SideNavigation } from './navigation-list.tsx';
import { SessionEnded } from './session-ended.tsx';
import classes from './shell.module.css';
import { Shortcuts } from './shortcuts.tsx';

/** What stands around every page for who is signed in. */
export function Shell() {
  const { t } = useTranslation();
  useEffect(keepFocus, []);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {t('header.skip')}
      </a>
      <SideNavigation />
      <div className={classes.right}>
        <Header />
        <main id="content" className={classes.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <Shortcuts />
      <SessionEnded />
    </div>
  );
}
