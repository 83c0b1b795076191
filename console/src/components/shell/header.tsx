import { ActionIcon, Button, Kbd, Menu } from '@mantine/core';
import {
  IconCircleCheck,
  IconAlertTriangle,
  IconMoon,
  IconSearch,
  IconSun,
  IconSunMoon,
  IconUser,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../../i18n/i18n.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import { prefer, usePreferences } from '../../lib/preferences.ts';
import { signOut } from '../../lib/sign-out.ts';
import classes from './shell.module.css';
import { openPalette, openShortcuts, paletteKeys } from './shortcuts.tsx';

export function Header() {
  const { t } = useTranslation();
  const { zone } = usePreferences();
  const format = useFormat();
  return (
    <header className={classes.header}>
      <Button
        className={classes.search}
        variant="default"
        leftSection={<IconSearch size={16} />}
        onClick={openPalette}
        aria-keyshortcuts="Control+K Meta+K"
      >
        {t('header.search')}{' '}
        <Kbd ml="sm" className={classes.wide}>
          {paletteKeys}
        </Kbd>
      </Button>
      <RecordHealth />
      <Button
        className={classes.wide}
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={() => prefer({ zone: zone === 'utc' ? 'local' : 'utc' })}
        aria-label={t('header.zone', { zone: format.zoneName })}
      >
        {format.zoneName}
      </Button>
      <LanguageButton />
      <ColoursButton />
      <MyMenu />
    </header>
  );
}

interface Readiness {
  readonly status: string;
  readonly reasons?: readonly string[];
  readonly notices?: readonly string[];
}

/** Whether calls can be governed and recorded, on every page: amber with a reason when not. */
function RecordHealth() {
  const { t } = useTranslation();
  const { data, isError } = useQuery({
    queryKey: ['readiness'],
    queryFn: async ({ signal }): Promise<Readiness> =>
      (await fetch('/readyz', { signal })).json() as Promise<Readiness>,
    refetchInterval: 15_000,
  });
  if (data === undefined && !isError) return null;
  const notices = [...(data?.reasons ?? []), ...(data?.notices ?? [])];
  const isHealthy = !isError && data?.status === 'ready' && notices.length === 0;
  const told = isError ? t('header.gatewayAway') : isHealthy ? t('header.recordHealthy') : t('header.recordTrouble');
  const Mark = isHealthy ? IconCircleCheck : IconAlertTriangle;
  return (
    <span
      className={classes.health}
      data-tone={isHealthy ? 'good' : 'fault'}
      role="status"
      title={notices.join('\n') || told}
    >
      <Mark size={16} aria-hidden /> <span className={isHealthy ? classes.wide : undefined}>{told}</span>
    </span>
  );
}

export function LanguageButton() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      lang={other}
      title={t('header.languageLabel')}
      onClick={() => {
        prefer({ language: other });
        void changeLanguage(other);
      }}
    >
      {t('header.language')}
    </Button>
  );
}

const colours = {
  system: ['light', 'coloursSystem', IconSunMoon],
  light: ['dark', 'coloursLight', IconSun],
  dark: ['system', 'coloursDark', IconMoon],
} as const;

export function ColoursButton() {
  const { t } = useTranslation();
  const [next, word, Mark] = colours[usePreferences().colours];
  const label = t('header.colours', { now: t(`header.${word}`) });
  return (
    <ActionIcon onClick={() => prefer({ colours: next })} aria-label={label} title={label}>
      <Mark size={18} />
    </ActionIcon>
  );
}

function MyMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const name = me?.user?.name || me?.user?.email || '';
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconUser size={18} />}
          aria-label={t('header.me', { name })}
        >
          <bdi className={classes.wide}>{name}</bdi>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/me">
          {t('header.profile')}
        </Menu.Item>
        <Menu.Item onClick={openShortcuts}>{t('header.shortcuts')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut().then(() => navigate({ to: '/sign-in' }))}>
          {t('header.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
