import type { paths } from './api.ts';
import { formatOf } from './format.ts';
import { preferences } from './preferences.ts';
import { endsNow, type RangeName, spanOf } from './range.ts';
import { decimal, many, manyOf, one, oneOf, rangeSearch, searchOf } from './search-schema.ts';

type InvocationQuery = NonNullable<paths['/api/invocations']['get']['parameters']['query']>;

export const routeNames = ['external', 'secure'] as const;
export const decisionNames = ['passed', 'redacted', 'rerouted', 'blocked'] as const;
export const statusNames = ['completed', 'open', 'blocked', 'denied', 'failed', 'aborted', 'interrupted'] as const;

/** What the calls are filtered by, as the API calls it: each of these keys may be repeated. */
const lists = {
  user: many,
  instance: many,
  key: many,
  model: many,
  provider: many,
  route: manyOf(routeNames),
  status: manyOf(statusNames),
  decision: manyOf(decisionNames),
  rule: many,
  error_code: many,
  session_id: many,
  trace_id: many,
  request_id: many,
  cost_centre: many,
  without: manyOf([
    'user',
    'instance',
    'key',
    'model',
    'provider',
    'route',
    'session_id',
    'trace_id',
    'cost_centre',
  ] as const),
};

const singles = {
  found: oneOf(['some', 'none'] as const),
  text: one,
  cost_min: decimal,
  currency: one,
  latency_min_ms: decimal,
};

/** `validateSearch` of `/traffic`. */
export const trafficSearch = searchOf({
  ...rangeSearch,
  ...lists,
  ...singles,
  /** Columns, when they are not the usual ones. */
  cols: one,
  /** The saved view that this began as. */
  view: one,
  live: oneOf(['off']),
  /** The call whose panel is open. */
  call: one,
});

export type TrafficSearch = ReturnType<typeof trafficSearch>;
export type ListKey = keyof typeof lists;
export const listKeys = Object.keys(lists) as ListKey[];
export type Filter = Pick<TrafficSearch, ListKey | keyof typeof singles>;
export const filterKeys = [...listKeys, ...Object.keys(singles)] as (keyof Filter)[];

export const trafficRange: RangeName = '7d';

/** What of a search says which calls there are, whatever their time. */
export function filterOf(search: TrafficSearch): Filter {
  return Object.fromEntries(
    filterKeys.map((key) => [key, search[key]]).filter(([, value]) => value !== undefined),
  ) as Filter;
}

/** A search without any of its filters. */
export const noFilter = Object.fromEntries(filterKeys.map((key) => [key, undefined])) as Partial<TrafficSearch>;

/** A filter with the times of a range, seen from now, as the API takes it. A range that ends now is open at its end. */
export function queryOf(search: TrafficSearch): InvocationQuery {
  const { language, zone } = preferences();
  const { from, to } = spanOf(search, trafficRange, formatOf({ language, zone }).zone, language);
  const isOpen = search.from === undefined && /^\d/.test(search.range ?? trafficRange) && endsNow(search);
  const { latency_min_ms: latency, ...filter } = filterOf(search);
  return {
    ...(filter as InvocationQuery),
    ...(latency !== undefined && { latency_min_ms: Number(latency) }),
    from,
    ...(!isOpen && { to }),
  };
}
