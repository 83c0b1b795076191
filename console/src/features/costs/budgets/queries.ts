import { queryOptions } from '@tanstack/react-query';
import { answer, api, type paths } from '../../../lib/api.ts';
import { compareAmounts, sumOf } from '../../../lib/decimal.ts';
import { all } from '../choices.ts';

export type Budget = paths['/api/budgets/{id}']['get']['responses']['200']['content']['application/json'];
export type Usage = paths['/api/budgets/{id}/usage']['get']['responses']['200']['content']['application/json'];
export type Counter = Usage['items'][number];

export const budgetsQuery = queryOptions({
  queryKey: ['budgets'],
  queryFn: () => all((query) => answer(api.GET('/api/budgets', { params: { query } }))),
});

export function usageQuery(id: string) {
  return queryOptions({
    queryKey: ['budgets', id, 'usage'],
    queryFn: () =>
      answer(api.GET('/api/budgets/{id}/usage', { params: { path: { id }, query: { limit: 200, periods: 12 } } })),
    refetchInterval: 15_000,
  });
}

/** What is used and what running calls have reserved: what the limit counts. */
export const takenOf = ({ spent, reserved }: Pick<Counter, 'spent' | 'reserved'>): string => sumOf([spent, reserved]);

/** The counter that is nearest its end; null while nothing was used. */
export function fullest({ items }: Usage): Counter | null {
  return items.reduce<Counter | null>(
    (most, counter) => (most === null || compareAmounts(takenOf(counter), takenOf(most)) > 0 ? counter : most),
    null,
  );
}
