import { Button, Progress, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/empty.tsx';
import { CountLink } from '../../../components/figures.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import { type Backtest, backtestQuery } from './backtest-data.ts';
import { ComparedDecisions, ComparedRules } from './compared.tsx';
import classes from './backtest.module.css';

const route = getRouteApi('/shell/risk/backtests/$id');

/** One run: how far it is, and what would be decided otherwise. */
export function BacktestPage() {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const { id } = route.useParams();
  const backtest = useQuery(backtestQuery(id));
  const { data } = backtest;
  const window =
    data && t('backtest.window', { from: format.minute(data.request.from), to: format.minute(data.request.to) });
  return (
    <Page
      title={t('backtest.one')}
      about={window}
      actions={<CountLink to="/risk/backtests">{t('backtest.all')}</CountLink>}
    >
      {backtest.error ? (
        <ProblemNotice error={backtest.error} onRetry={() => void backtest.refetch()} />
      ) : data === undefined ? (
        <Waiting lines={8} />
      ) : (
        <>
          <State backtest={data} />
          {data.result && data.progress.calls_compared > 0 ? (
            <>
              <ComparedDecisions backtest={data} />
              <ComparedRules backtest={data} />
            </>
          ) : (
            data.state !== 'running' && <Empty>{t('backtest.nothing')}</Empty>
          )}
        </>
      )}
    </Page>
  );
}

function State({ backtest: { id, state, progress, reason } }: { readonly backtest: Backtest }) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const mayCancel = useMay('rules:backtest');
  const cancel = useMutation({
    mutationFn: () => answer(api.DELETE('/api/rules/backtests/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['backtests'] }),
  });
  const {
    calls_total: total,
    calls_looked_at: looked,
    calls_compared: compared,
    calls_skipped: skipped,
    calls_gone: gone,
  } = progress;
  return (
    <div className={classes.state} role="status">
      <strong>{t(`backtest.state.${state}`)}</strong>
      {state === 'running' && (
        <Progress
          className={classes.progress ?? ''}
          value={total === null || total === 0 ? 0 : (looked / total) * 100}
          aria-label={t('backtest.progress')}
          animated
        />
      )}
      <Text size="sm">
        {t('backtest.figures', {
          looked: format.count(looked),
          total: format.count(total),
          compared: format.count(compared),
          skipped: format.count(skipped),
          gone: format.count(gone),
        })}
      </Text>
      {reason !== null && <Text size="sm">{reason}</Text>}
      {state === 'running' && mayCancel && (
        <Button onClick={() => cancel.mutate()} loading={cancel.isPending}>
          {common('act.cancel')}
        </Button>
      )}
      {cancel.error && <ProblemNotice error={cancel.error} />}
    </div>
  );
}
