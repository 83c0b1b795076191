import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type paths } from '../../../lib/api.ts';
import type { Span } from '../../../lib/range.ts';
import type { Ledger } from '../queries.ts';
import type { LedgerSearch } from './search.ts';

export type Entry = Ledger['items'][number];
export type LedgerQuery = NonNullable<paths['/api/costs/ledger']['get']['parameters']['query']>;
export type Correction =
  paths['/api/price-corrections']['get']['responses']['200']['content']['application/json']['items'][number];

const read = async (query: LedgerQuery): Promise<Ledger> =>
  (await answer(api.GET('/api/costs/ledger', { params: { query } }))) as Ledger;

/** How the API is asked for what the address says. */
export function ledgerQuery(search: LedgerSearch, span: Span): LedgerQuery {
  const { user, instance, model, provider, session_id, request_id, kind, entry, currency } = search;
  const chosen = { user, instance, model, provider, session_id, request_id };
  return {
    ...(chosen as object),
    ...(kind && { kind: [kind] }),
    ...(entry && { entry: [entry] }),
    ...(currency && { currency: [currency] }),
    from: span.from,
    to: span.to,
  };
}

export function entriesQuery(query: LedgerQuery) {
  return infiniteQueryOptions({
    queryKey: ['ledger', query],
    queryFn: ({ pageParam }) => read({ ...query, limit: 100, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** All entries of one call, the charge first. */
export function callQuery(requestId: string) {
  return queryOptions({
    queryKey: ['ledger', 'call', requestId],
    queryFn: async () => inOrder((await read({ request_id: [requestId], limit: 200 })).items),
  });
}

const inOrder = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted(
    (a, b) =>
      Number(a.entry === 'correction') - Number(b.entry === 'correction') || (a.booked_at < b.booked_at ? -1 : 1),
  );

/** Entries of the latest calls first, each call's corrections below its charge. */
export function besideTheirCharge(entries: readonly Entry[]): Entry[] {
  const calls = new Map<string, Entry[]>();
  for (const entry of entries) calls.set(entry.request_id, [...(calls.get(entry.request_id) ?? []), entry]);
  return [...calls.values()].flatMap(inOrder);
}

export const correctionsQuery = infiniteQueryOptions({
  queryKey: ['price-corrections'],
  queryFn: ({ pageParam }) =>
    answer(
      api.GET('/api/price-corrections', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } }),
    ),
  initialPageParam: '',
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isGoingOn)) ? 2000 : false),
});

export const isGoingOn = ({ state }: Pick<Correction, 'state'>): boolean => state === 'waiting' || state === 'running';
