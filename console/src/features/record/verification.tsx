import { Button, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconShieldCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { CountLink, Time } from '../../components/figures.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { callAt } from '../../lib/calls.ts';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useAct } from '../../lib/use-act.ts';
import { healthQuery, newestVerificationQuery, type Verification } from './queries.ts';
import classes from './record.module.css';

/** Verifies the whole record in the background. */
export function VerifyButton() {
  const { t } = useTranslation('record');
  const newest = useQuery(newestVerificationQuery).data;
  const start = useAct(() => answer(api.POST('/api/audit/verify')));
  if (!useMay('audit:verify')) return null;
  return (
    <Button
      variant="filled"
      leftSection={<IconShieldCheck size={16} />}
      onClick={() => start.mutate(undefined)}
      loading={start.isPending}
      disabled={newest?.state === 'running'}
    >
      {t('verify.now')}
    </Button>
  );
}

/** How far the verification is that runs, else what the last one found. */
export function VerificationState() {
  const { t } = useTranslation('record');
  const newest = useQuery(newestVerificationQuery);
  const client = useQueryClient();
  const endedAt = newest.data?.ended_at;
  // How far each chain is verified stands with the health of the record, which is asked for less often.
  useEffect(() => {
    if (endedAt) void client.invalidateQueries({ queryKey: healthQuery.queryKey });
  }, [client, endedAt]);
  if (newest.error) return <ProblemNotice error={newest.error} onRetry={() => void newest.refetch()} />;
  if (newest.data === undefined) return null;
  if (newest.data === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('verify.never')}
      </Text>
    );
  }
  return (
    <section className={classes.box} aria-label={t('verify.label')} role="status">
      {newest.data.state === 'running' ? <Running run={newest.data} /> : <Ended run={newest.data} />}
    </section>
  );
}

function Running({ run }: { readonly run: Verification }) {
  const { t } = useTranslation('record');
  const { t: common } = useTranslation();
  const format = useFormat();
  const cancel = useAct(() =>
    answer(api.DELETE('/api/audit/verifications/{id}', { params: { path: { id: run.id } } })),
  );
  const share = run.events_total === 0 ? 0 : run.events_read / run.events_total;
  return (
    <>
      <div className={classes.row}>
        <Progress
          className={classes.grow}
          value={share * 100}
          aria-label={t('verify.progress', { share: format.percent(share) })}
        />
        <span>{t('verify.progress', { share: format.percent(share) })}</span>
        <Button onClick={() => cancel.mutate(undefined)} loading={cancel.isPending}>
          {common('act.cancel')}
        </Button>
      </div>
      {cancel.error && <ProblemNotice error={cancel.error} />}
    </>
  );
}

function Ended({ run }: { readonly run: Verification }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const { report, state } = run;
  if (report === null) {
    return (
      <div className={classes.row}>
        <Chip tone={state === 'failed' ? 'fault' : 'caller'} icon={IconAlertTriangle}>
          {t(`verify.${state}`)}
        </Chip>
        <Time at={run.ended_at} as="minute" /> {run.reason}
      </div>
    );
  }
  const findings = report.findings.length + report.more_findings;
  return (
    <>
      <div className={classes.row}>
        {findings === 0 ? (
          <Chip tone="good" icon={IconCheck}>
            {t('verify.holds')}
          </Chip>
        ) : (
          <Chip tone="blocked" icon={IconAlertTriangle}>
            {t('verify.found', { count: findings })}
          </Chip>
        )}
        <Time at={run.ended_at} as="minute" />
        <span>{t('verify.by', { who: run.actor.email ?? t(`actor.${run.actor.kind}`, run.actor.kind) })}</span>
      </div>
      <Text size="sm">
        {t('verify.compared', {
          chains: format.count(report.chains),
          events: format.count(report.events),
          calls: format.count(report.calls),
          contents: format.count(report.contents),
          checkpoints: format.count(report.checkpoints),
        })}{' '}
        {report.is_signed ? t('verify.signed') : t('verify.unsigned')}{' '}
        {report.uncovered > 0 && t('verify.uncovered', { count: report.uncovered })}{' '}
        {report.gone > 0 && t('verify.gone', { count: report.gone })}{' '}
        {report.unopened > 0 && t('verify.unopened', { count: report.unopened })}
      </Text>
      {findings > 0 && (
        <ul className={classes.findings}>
          {report.findings.map(({ journal_id, sequence, request_id, message }) => (
            <li key={`${journal_id} ${sequence} ${request_id} ${message}`}>
              <code>{[journal_id, sequence].filter(Boolean).join(' #')}</code> {message}{' '}
              {request_id !== null && <CountLink {...callAt(request_id)}>{request_id}</CountLink>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
