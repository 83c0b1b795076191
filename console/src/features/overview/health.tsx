import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { CountLink, Name, Time } from '../../components/figures.tsx';
import { callAt, callsOf } from '../../lib/calls.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './overview.module.css';
import type { Overview } from './overview-query.ts';

/** How far the record is. */
export function RecordNow({ record }: { readonly record: Overview['record'] }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (
    <section className={classes.section}>
      <h2>{t('record')}</h2>
      <dl className={classes.facts}>
        <dt>{t('lastCall')}</dt>
        <dd>
          <Time at={record.last_call_at} as="ago" />
        </dd>
        <dt>{t('waiting')}</dt>
        <dd>{format.count(record.backlog_events)}</dd>
        <dt>{t('running')}</dt>
        <dd>
          <CountLink {...callsOf({ status: 'open' })} label={t('runningCalls', { count: record.open_calls })}>
            {format.count(record.open_calls)}
          </CountLink>
        </dd>
        <dt>{t('checkpoint')}</dt>
        <dd>
          {record.checkpoint ? (
            <CountLink
              to="/record"
              search={{ tab: 'checkpoints', checkpoint: record.checkpoint.id }}
              label={t('checkpointOf', { at: format.time(record.checkpoint.at) })}
            >
              <Time at={record.checkpoint.at} />
            </CountLink>
          ) : (
            t('noCheckpoint')
          )}
        </dd>
        <dt>{t('verifiedUntil')}</dt>
        <dd>
          <CountLink to="/record">
            <Verified verified={record.verified} />
          </CountLink>
        </dd>
      </dl>
    </section>
  );
}

/** How far the last verification read the chains, and whether they held. */
function Verified({ verified }: Pick<Overview['record'], 'verified'>) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  if (verified === null) return t('neverVerified');
  const at = format.minute(verified.until);
  return verified.findings === 0 ? (
    <Chip tone="good" icon={IconCheck}>
      {at}
    </Chip>
  ) : (
    <Chip tone="fault" icon={IconAlertTriangle}>
      {t('verifiedFound', { at, count: verified.findings })}
    </Chip>
  );
}

interface ProvidersNowProps {
  readonly providers: NonNullable<Overview['providers']>;
  readonly overview: Overview;
}

/** How providers answered in the window. */
export function ProvidersNow({ providers, overview: { from, to } }: ProvidersNowProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (
    <section className={classes.section}>
      <h2>{t('providers')}</h2>
      {providers.length === 0 && <p className={classes.quiet}>{t('noProviders')}</p>}
      <ul className={classes.providers}>
        {providers.map((provider) => {
          const { id, name, calls, failed } = provider;
          return (
            <li key={id}>
              <span className={classes.provider}>
                <Name>{name}</Name>
                <span className={classes.quiet}>
                  {t('median', { latency: format.duration(provider.latency_p50_ms) })}
                </span>
              </span>
              <span className={classes.provider}>
                <span>
                  <CountLink {...callsOf({ from, to, provider: name })}>{t('callsCount', { count: calls })}</CountLink>
                  {' · '}
                  {t('completedShare', {
                    share: format.percent(calls === 0 ? null : provider.completed / calls),
                  })}
                </span>
                {failed > 0 && (
                  <CountLink {...callsOf({ from, to, provider: name, status: 'failed' })}>
                    {t('failedCount', { count: failed })}
                  </CountLink>
                )}
              </span>
              {provider.last_failure && (
                <Link {...callAt(provider.last_failure.request_id)} className={classes.failure}>
                  {t('lastFailure', {
                    at: format.minute(provider.last_failure.at),
                    code: provider.last_failure.error_code ?? '–',
                  })}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
