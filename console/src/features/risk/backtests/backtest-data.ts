import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type paths } from '../../../lib/api.ts';

export type Backtest = paths['/api/rules/backtests/{id}']['get']['responses']['200']['content']['application/json'];
export type BacktestRequest = NonNullable<
  paths['/api/rules/backtest']['post']['requestBody']
>['content']['application/json'];

const pollMs = 700;

/** A backtest, read again and again while it runs. */
export const backtestQuery = (id: string) =>
  queryOptions({
    queryKey: ['backtests', id],
    queryFn: () => answer(api.GET('/api/rules/backtests/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? pollMs : false),
  });

export function useStartBacktest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BacktestRequest) => answer(api.POST('/api/rules/backtest', { body })),
    onSuccess: (started) => {
      client.setQueryData(backtestQuery(started.id).queryKey, started);
      return client.invalidateQueries({ queryKey: ['backtests'], exact: true });
    },
  });
}

/** Decisions that would be others than they were. */
export function changedCalls({ result }: Pick<Backtest, 'result'>): number {
  return (result?.decisions ?? [])
    .filter(({ before, after }) => before !== after)
    .reduce((sum, { calls }) => sum + calls, 0);
}
