import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { About } from './about.tsx';
import { Environment } from './environment.tsx';
import { RiskSettings } from './risk-settings.tsx';
import classes from './settings.module.css';

const retention = [
  'TOLLGATE_RETENTION_PAYLOADS_DAYS',
  'TOLLGATE_RETENTION_METADATA_DAYS',
  'TOLLGATE_REPORT_TIME_ZONE',
  'TOLLGATE_RECORD',
  'TOLLGATE_JOURNAL_BYTES_MAX',
] as const;
const secure = ['TOLLGATE_SECURE_HOSTS', 'TOLLGATE_SECURE_CIDRS', 'TOLLGATE_RISK_PLACEHOLDERS'] as const;
const signIn = [
  'TOLLGATE_PUBLIC_URL',
  'TOLLGATE_ADMIN_HOST',
  'TOLLGATE_ADMIN_PORT',
  'TOLLGATE_TRUSTED_PROXIES',
  'TOLLGATE_ADMIN_TOKEN',
  'TOLLGATE_OIDC_ISSUER',
  'TOLLGATE_OIDC_CLIENT_ID',
  'TOLLGATE_OIDC_CLIENT_SECRET',
  'TOLLGATE_OIDC_NAME',
  'TOLLGATE_OIDC_ROLES',
  'TOLLGATE_OIDC_GROUPS_CLAIM',
  'TOLLGATE_OIDC_ONLY',
] as const;

const sections = ['retention', 'risk', 'sign-in', 'about'] as const;
type Section = (typeof sections)[number];

/** What the gateway does in general, and who says so: this page, a file, or the environment. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { section } = useParams({ strict: false });
  const open: Section = sections.find((name) => name === section) ?? 'retention';
  return (
    <Page title={t('title')}>
      <nav className={classes.sections} aria-label={t('sections')}>
        {sections.map((name) => (
          <Link
            key={name}
            to="/settings/$section"
            params={{ section: name }}
            className={classes.section}
            aria-current={name === open ? 'page' : undefined}
          >
            {t(`section.${name}`)}
          </Link>
        ))}
      </nav>
      {open === 'retention' && (
        <>
          <p className={classes.note}>{t('retention.help')}</p>
          <Environment names={retention} />
          <p className={classes.note}>
            <Link to="/record" search={{ tab: 'holds' }}>
              {t('retention.holds')}
            </Link>{' '}
            ·{' '}
            <Link to="/record" search={{ tab: 'erasures' }}>
              {t('retention.erasures')}
            </Link>
          </p>
        </>
      )}
      {open === 'risk' && (
        <>
          <RiskSettings />
          <Environment names={secure} />
        </>
      )}
      {open === 'sign-in' && (
        <>
          <p className={classes.note}>{t('signIn.help')}</p>
          <Environment names={signIn} />
        </>
      )}
      {open === 'about' && <About />}
    </Page>
  );
}
