import type { paths } from './api.ts';
import { formatOf } from './format.ts';
import { preferences } from './preferences.ts';
import { endsNow, type RangeName, spanOf } from './range.ts';
import { decimal, many, manyOf, one, oneOf, rangeSearch, searchOf } from './search-schema.ts';

type InvocationQuery = NonNullable<paths['/api/invocations']['get']['parameters']['query']>;

export const routeNames = ['external', 'secure'] as const;
export const decisionNames = ['passed', 'redacted', 'rerouted', 'blocked'] as const;
export const statusNames = ['completed', 'open', 'blocked', 'denied', 'failed', 'aborted', 'interrupted'] as const;

type Absent = NonNullable<InvocationQuery['without']>[number];
const absent: Record<Absent, true> = {
  user: true,
  instance: true,
  key: true,
  model: true,
  provider: true,
  route: true,
  session_id: true,
  trace_id: true,
  cost_centre: true,
  price: true,
  decision: true,
};

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
  policy_version: many,
  cost_centre: many,
  without: manyOf(Object.keys(absent) as Absent[]),
  not_user: many,
  not_instance: many,
  not_model: many,
  not_provider: many,
  not_route: manyOf(routeNames),
  not_status: manyOf(statusNames),
  not_decision: manyOf(decisionNames),
  not_rule: many,
};

const singles = {
  found: oneOf(['some', 'none'] as const),
  estimated_usage: oneOf(['true'] as const),
  text: one,
  cost_min: decimal,
  currency: one,
  latency_min_ms: decimal,
};

/** Whatever the API filters by: a key that is missing here would be left out of every link. */
const filters = { ...lists, ...singles } satisfies Record<
  Exclude<keyof InvocationQuery, 'limit' | 'cursor' | 'from' | 'to'>,
  unknown
>;

/** `validateSearch` of `/traffic`. */
export const trafficSearch = searchOf({
  ...rangeSearch,
  ...filters,
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
type NotKey = Extract<ListKey, `not_${string}`>;
/** What calls are found by; what they are not to be has the name of one of these. */
export type PlainKey = Exclude<ListKey, NotKey>;

/** The key that excludes what this one finds; null where there is none. */
export function exclusionOf(key: ListKey): ListKey | null {
  return listKeys.find((one) => one === `not_${key}`) ?? null;
}

/** The key that a key is about, and whether it excludes. */
export function plainOf(key: ListKey): { readonly plain: PlainKey; readonly isNot: boolean } {
  return { plain: key.replace(/^not_/, '') as PlainKey, isNot: key.startsWith('not_') };
}
export type Filter = Pick<TrafficSearch, keyof typeof filters>;
export const filterKeys = Object.keys(filters) as (keyof Filter)[];

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
