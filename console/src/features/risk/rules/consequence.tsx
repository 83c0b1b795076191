import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountLink } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useFormat } from '../../../lib/format.ts';
import { backtestQuery, type BacktestRequest, changedCalls, useStartBacktest } from '../backtests/backtest-data.ts';

export interface ConsequenceProps {
  readonly rule: NonNullable<BacktestRequest['rules']>[number];
}

const dayMs = 86_400_000;

/** What the rule as it is typed would have done within the last day, in numbers, before it is saved. */
export function Consequence({ rule }: ConsequenceProps) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const [id, setId] = useState<string | null>(null);
  const start = useStartBacktest();
  const backtest = useQuery({ ...backtestQuery(id ?? ''), enabled: id !== null });
  const { data } = backtest;
  const own = data?.result?.rules.find((one) => one.rule === rule.id);
  const run = (): void =>
    start.mutate(
      { from: new Date(Date.now() - dayMs).toISOString(), to: new Date().toISOString(), rules: [rule] },
      { onSuccess: (started) => setId(started.id) },
    );
  return (
    <div role="status">
      <Group gap="sm">
        <Button size="compact-sm" onClick={run} loading={start.isPending || data?.state === 'running'}>
          {t('backtest.yesterday')}
        </Button>
        {data && (
          <CountLink to="/risk/backtests/$id" params={{ id: data.id }}>
            {t('backtest.whole')}
          </CountLink>
        )}
      </Group>
      {data?.state === 'running' && <Progress mt="xs" value={50} animated aria-label={t('backtest.progress')} />}
      {data?.state === 'done' && (
        <Text size="sm" mt={4}>
          {t('backtest.changed', { count: changedCalls(data), all: format.count(data.progress.calls_compared) })}
          {' · '}
          {t('backtest.yesterdayHits', {
            before: format.count(own?.calls_before ?? 0),
            after: format.count(own?.calls_after ?? 0),
          })}
        </Text>
      )}
      {(start.error ?? backtest.error) && <ProblemNotice error={start.error ?? backtest.error} />}
    </div>
  );
}
