import { IconMenu2 } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/me.ts';
import { navigation, type NavigationGroup } from './navigation.ts';
import classes from './shell.module.css';

/** Its code comes when it is opened for the first time. */
const NavigationDrawer = lazy(async () => ({ default: (await import('./navigation-drawer.tsx')).NavigationDrawer }));

/** The pages that who is signed in may see. */
export function useNavigation(): readonly NavigationGroup[] {
  const permissions = useMe()?.permissions ?? [];
  return navigation
    .map((group) => ({ ...group, items: group.items?.filter(({ permission }) => permissions.includes(permission)) }))
    .filter((group) => permissions.includes(group.permission) || (group.items?.length ?? 0) > 0)
    .filter(({ unless }) => unless === undefined || !permissions.includes(unless))
    .map((group) => {
      const [first] = group.items ?? [];
      return permissions.includes(group.permission) || first === undefined ? group : { ...group, to: first.to };
    });
}

export function SideNavigation() {
  return (
    <nav className={classes.side} aria-label={useTranslation().t('nav.label')}>
      <Link to="/" className={classes.brand}>
        <img src="/favicon.svg" alt="" width={24} height={24} /> Tollgate
      </Link>
      <NavigationList />
    </nav>
  );
}

/** The pages under their groups. */
export function NavigationList() {
  const { t } = useTranslation();
  return (
    <ul className={classes.list}>
      {useNavigation().map(({ label, to, icon: Mark, items = [] }) => (
        <li key={label}>
          <Link
            to={to as LinkProps['to']}
            className={items.some((item) => item.to === to) ? `${classes.item} ${classes.parent}` : classes.item}
            activeOptions={{ exact: to === '/' || items.length > 0, includeSearch: false }}
          >
            <Mark size={18} stroke={1.75} aria-hidden /> {t(label)}
          </Link>
          {items.length > 0 && (
            <ul className={classes.sublist}>
              {items.map((item) => (
                <li key={item.label}>
                  <Link
                    to={item.to as LinkProps['to']}
                    className={classes.item}
                    activeOptions={{
                      exact: items.some(({ to: other }) => other.startsWith(`${item.to}/`)),
                      includeSearch: false,
                    }}
                  >
                    {t(item.label)}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** In place of the list at the side, on narrow screens. */
export function BottomBar() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <nav className={classes.bottom} aria-label={t('nav.label')}>
        {useNavigation()
          .filter(({ isMain }) => isMain)
          .map(({ label, to, icon: Mark }) => (
            <Link key={label} to={to as LinkProps['to']} activeOptions={{ exact: to === '/', includeSearch: false }}>
              <Mark size={20} stroke={1.75} aria-hidden /> {t(label)}
            </Link>
          ))}
        <button type="button" onClick={() => setOpen(true)} aria-haspopup="dialog">
          <IconMenu2 size={20} stroke={1.75} aria-hidden /> {t('nav.more')}
        </button>
      </nav>
      <Suspense fallback={null}>
        {isOpen !== null && <NavigationDrawer opened={isOpen} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
