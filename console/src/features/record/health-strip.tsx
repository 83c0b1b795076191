import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { Time } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useFormat } from '../../lib/format.ts';
import { type Health, healthQuery } from './queries.ts';
import classes from './record.module.css';

/** Whether calls can be recorded and arrive, at a glance. */
export function HealthStrip() {
  const { t } = useTranslation('record');
  const format = useFormat();
  const health = useQuery(healthQuery);
  if (health.error && !health.data) {
    return <ProblemNotice error={health.error} onRetry={() => void health.refetch()} />;
  }
  if (!health.data) return <Waiting lines={2} />;
  const { journal, is_database_there, last_recorded_at, damaged_ranges, broken_chains, rejected_events } = health.data;
  const lost = damaged_ranges + broken_chains + rejected_events;
  return (
    <dl className={classes.strip}>
      <Fact label={t('health.state')}>
        <StateWord health={health.data} />
      </Fact>
      <Fact label={t('health.journal')}>
        {t('health.bytes', { bytes: format.bytes(journal.bytes), max: format.bytes(journal.bytes_max) })}
      </Fact>
      <Fact label={t('health.waiting')}>{t('health.events', { count: journal.waiting_events })}</Fact>
      <Fact label={t('health.database')}>
        {is_database_there ? t('health.databaseThere') : <Attention>{t('health.databaseAway')}</Attention>}
      </Fact>
      <Fact label={t('health.last')}>
        <Time at={last_recorded_at} />
      </Fact>
      <Fact label={t('health.lost')}>
        {lost === 0 ? (
          t('health.nothingLost')
        ) : (
          <Attention>
            {t('health.lostCounts', { damaged: damaged_ranges, broken: broken_chains, rejected: rejected_events })}
          </Attention>
        )}
      </Fact>
    </dl>
  );
}

function StateWord({ health }: { readonly health: Health }) {
  const { t } = useTranslation('record');
  const { journal, is_database_there, broken_chains, damaged_ranges, rejected_events, verification } = health;
  if (!journal.is_writable) return <Attention>{t('health.stopped', { reason: journal.reason ?? '' })}</Attention>;
  if ((verification?.report?.findings.length ?? 0) > 0) return <Attention>{t('health.doesNotHold')}</Attention>;
  if (!is_database_there || broken_chains + damaged_ranges + rejected_events > 0) {
    return <Attention>{t('health.look')}</Attention>;
  }
  return (
    <Chip tone="good" icon={IconCheck}>
      {t('health.healthy')}
    </Chip>
  );
}

function Attention({ children }: { readonly children: ReactNode }) {
  return (
    <Chip tone="fault" icon={IconAlertTriangle}>
      {children}
    </Chip>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
