import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type paths } from '../../lib/api.ts';
import type { Span } from '../../lib/range.ts';
import { asked, type CostsView } from './view.ts';
import { isTime, type Dimension, type Unit } from './words.ts';

export type Summary = paths['/api/costs/summary']['get']['responses']['200']['content']['application/json'];
export type Report = paths['/api/costs/by/{key}']['get']['responses']['200']['content']['application/json'];
export type Line = Report['items'][number];
export type Cost = Summary['costs'][number];
export type Ledger = Exclude<
  paths['/api/costs/ledger']['get']['responses']['200']['content']['application/json'],
  string
>;
type Query = NonNullable<paths['/api/costs/by/{key}']['get']['parameters']['query']>;
type Key = paths['/api/costs/by/{key}']['get']['parameters']['path']['key'];

/** Totals of a span; with what they come to in a further currency where that is asked for. */
export function summaryQuery(view: CostsView, span: Span | null) {
  const { also, rates } = view.search;
  const query = span && { ...asked(view, span), ...(also && { currency: also, rates }) };
  return queryOptions({
    queryKey: ['costs', 'summary', query],
    queryFn: () => answer(api.GET('/api/costs/summary', { params: { query: query ?? {} } })),
    enabled: query !== null,
    placeholderData: keepPreviousData,
  });
}

/** Lines by one thing, the most first, page by page; `currency` is what amounts are compared in. */
export function linesQuery(view: CostsView, key: Dimension, more: Query) {
  const { also, rates, sort = 'amount' } = view.search;
  const currency = also ?? more.currency;
  const query: Query = {
    ...asked(view, view.span),
    ...(isTime(key) && { time_zone: view.zone }),
    ...more,
    ...(currency && { currency, rates }),
    sort: isTime(key) ? 'key' : sort === 'amount' && currency === undefined ? 'calls' : sort,
  };
  return infiniteQueryOptions({
    queryKey: ['costs', 'by', key, query],
    queryFn: ({ pageParam }) => page(key, { ...query, limit: 50, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

const page = (key: Key, query: Query): Promise<Report> =>
  answer(api.GET('/api/costs/by/{key}', { params: { path: { key }, query } })) as Promise<Report>;

/** All lines of a report. */
export async function allLines(key: Key, query: Query): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | null = '';
  do {
    const next: Report = await page(key, { ...query, limit: 200, ...(cursor !== '' && { cursor }) });
    lines.push(...next.items);
    cursor = next.next_cursor;
  } while (cursor !== null);
  return lines;
}

export interface Trend {
  /** The dearest, the first of them the lowest in the stack. */
  readonly top: readonly Line[];
  readonly byTop: readonly Line[];
  readonly totals: readonly Line[];
}

const seriesMax = 7;

/** What a chart needs: the dearest of a dimension, each with its amount by hour, day or month, and the totals of these. */
export function trendQuery(view: CostsView, unit: Unit, stack: Dimension, filter: string, currency: string | null) {
  const query = { ...asked(view, view.span) };
  return queryOptions({
    queryKey: ['costs', 'trend', unit, stack, currency, view.zone, query],
    enabled: currency !== null,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<Trend> => {
      const dearest = await page(stack, { ...query, sort: 'amount', currency: currency ?? '', limit: seriesMax });
      const top = dearest.items.filter(
        (line) => line.key !== null && line.costs.some((cost) => cost.currency === currency),
      );
      const time_zone = view.zone;
      const keys = top.map(({ key }) => key as string);
      const [totals, byTop] = await Promise.all([
        allLines(unit, { ...query, time_zone }),
        keys.length === 0 ? [] : allLines(unit, { ...query, time_zone, [filter]: keys, and: stack }),
      ]);
      return { top, byTop, totals };
    },
  });
}

/** The latest entry of the ledger, whenever it was: where there is something to see. */
export const latestQuery = queryOptions({
  queryKey: ['costs', 'latest'],
  queryFn: async () =>
    ((await answer(api.GET('/api/costs/ledger', { params: { query: { limit: 1 } } }))) as Ledger).items.at(0) ?? null,
});

/** How people call what a filter has by its id: reports name it. */
export function lineOfOne(key: Dimension, filter: string, value: string) {
  return queryOptions({
    queryKey: ['costs', 'name', key, value],
    queryFn: async () => (await page(key, { [filter]: [value], limit: 1 })).items.at(0) ?? null,
    staleTime: 300_000,
  });
}
