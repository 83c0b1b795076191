import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { answer, api, type paths } from '../../lib/api.ts';
import type { Call } from '../../lib/call-query.ts';
import { endsNow } from '../../lib/range.ts';
import { filterOf, queryOf, type TrafficSearch } from '../../lib/traffic-search.ts';

type List = paths['/api/invocations']['get']['responses']['200']['content']['application/json'];
type Query = ReturnType<typeof queryOf>;

/** A page, with the search that it belongs to: a relative range stays where it was when the list was read. */
interface CallPage extends List {
  readonly query: Query;
  readonly readAt: number;
}

type Place = { readonly cursor: string; readonly query: Query } | null;
type Pages = InfiniteData<CallPage, Place>;

const pageSize = 100;
const pollMs = 3000;
const freshMs = 2000;
/** So long a search that takes long goes on by itself. */
const patienceMs = 10_000;

/** What a list of calls is known by: its range as it was asked for, not the moment that this meant. */
const keyOf = (search: TrafficSearch) =>
  ['calls', filterOf(search), search.range ?? null, search.from ?? null, search.to ?? null] as const;

/** The calls of a search, page after page, with the newest as they come. */
export function useCalls(search: TrafficSearch, isHeld: boolean) {
  const client = useQueryClient();
  const key = keyOf(search);
  const list = useInfiniteQuery({
    queryKey: key,
    initialPageParam: null as Place,
    queryFn: async ({ pageParam, signal }): Promise<CallPage> => {
      const query = pageParam?.query ?? queryOf(search);
      const asked = { ...query, limit: pageSize, ...(pageParam && { cursor: pageParam.cursor }) };
      const page = await answer(api.GET('/api/invocations', { params: { query: asked }, signal }));
      return { ...page, query, readAt: Date.now() };
    },
    getNextPageParam: ({ next_cursor: cursor, query }): Place => (cursor === null ? null : { cursor, query }),
    placeholderData: keepPreviousData,
    // What was read stays as it was read; what is newer comes by `live`.
    staleTime: Infinity,
  });
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const first = list.isPlaceholderData ? undefined : list.data?.pages[0];
  const mayBeLive = endsNow(search) && search.text === undefined;

  const live = useQuery({
    queryKey: [...key, 'live'],
    enabled: mayBeLive && search.live !== 'off' && first !== undefined,
    refetchInterval: pollMs,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<CallPage> => {
      const query = first?.query ?? queryOf(search);
      const asked = { ...query, limit: pageSize, cursor: first?.live_cursor ?? '' };
      const page = await answer(api.GET('/api/invocations', { params: { query: asked }, signal }));
      return { ...page, query, readAt: Date.now() };
    },
  });

  const polled = live.data?.items ?? [];
  // Rows are in the order of time: those that were polled can stand among the first ones only.
  const known = new Map<string, Call>();
  const oldest = polled.at(-1)?.request_id ?? '';
  for (const row of polled.length > 0 ? rows : []) {
    if (row.request_id < oldest) break;
    known.set(row.request_id, row);
  }
  const lastId = list.hasNextPage ? (rows.at(-1)?.request_id ?? '') : '';
  const came = polled.filter(({ request_id: id }) => !known.has(id) && id > lastId);
  // Between these and the rows there may be more.
  const isGap = came.length === pageSize;
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const put = (calls: readonly Call[]): void => {
    client.setQueryData<Pages>(key, (data) => data && { ...data, pages: withCalls(data.pages, calls) });
    setFresh(new Set(calls.map(({ request_id: id }) => id)));
    void client.invalidateQueries({ queryKey: ['facets', ...key] });
  };
  const takeWaiting = (): void => {
    const page = live.data;
    if (!isGap || page === undefined) return put(came);
    // The list begins anew with the newest page, which leads on by itself.
    client.setQueryData<Pages>(key, { pages: [page], pageParams: [null] });
    void client.invalidateQueries({ queryKey: ['facets', ...key] });
  };
  const takes = useRef({ put, takeWaiting });
  takes.current = { put, takeWaiting };
  const settled = polled.filter((call) => {
    const before = known.get(call.request_id);
    return before?.status === 'open' && call.status !== 'open';
  });
  const idsOf = (calls: readonly Call[]): string => calls.map(({ request_id: id }) => id).join();
  const [settledIds, cameIds] = [idsOf(settled), isHeld ? '' : idsOf(came)];
  useEffect(() => {
    if (settledIds !== '') takes.current.put(settled);
    if (cameIds !== '') takes.current.takeWaiting();
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settledIds, cameIds]);
  useEffect(() => {
    if (fresh.size === 0) return undefined;
    const timer = setTimeout(() => setFresh(new Set()), freshMs);
    return () => clearTimeout(timer);
  }, [fresh]);

  const { hasNextPage, isFetching, fetchNextPage } = list;
  const last = list.data?.pages.at(-1);
  // A page that is not full was cut: it took long, and what it looked at goes on from there.
  const isCut = last !== undefined && last.next_cursor !== null && last.items.length < pageSize;
  const [since, setSince] = useState(0);
  const isStopped = isCut && last.readAt - Math.max(since, first?.readAt ?? 0) > patienceMs;
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetching && !isStopped) void fetchNextPage();
  }, [hasNextPage, isFetching, isStopped, fetchNextPage]);
  useEffect(() => {
    if (isCut) goOn();
  }, [isCut, goOn]);

  return {
    ...list,
    goOn,
    /** How far a search has come that was cut, and whether it waits for a word to go on. */
    cut: isCut ? { searchedTo: last.searched_to, isStopped } : null,
    searchOn: () => {
      setSince(Date.now());
      void fetchNextPage();
    },
    rows,
    first,
    mayBeLive,
    fresh,
    /** How many calls came while the list was held still; null when they are more than a page. */
    waiting: isGap ? null : came.length,
    takeWaiting,
    isAway: live.isError,
  };
}

/** Puts calls where they belong in time, and in place of what is known of them. Pages without any stay the same. */
function withCalls(pages: readonly CallPage[], calls: readonly Call[]): CallPage[] {
  let left = calls;
  return pages.map((page, index) => {
    const last = index === pages.length - 1 ? '' : (page.items.at(-1)?.request_id ?? '');
    const here = new Map(left.filter(({ request_id: id }) => id >= last).map((call) => [call.request_id, call]));
    if (here.size === 0) return page;
    left = left.filter(({ request_id: id }) => !here.has(id));
    const items = page.items.map((item) => {
      const now = here.get(item.request_id);
      here.delete(item.request_id);
      return now ?? item;
    });
    return { ...page, items: [...here.values(), ...items].toSorted((a, b) => (a.request_id < b.request_id ? 1 : -1)) };
  });
}

type FacetsQuery = NonNullable<paths['/api/invocations/facets']['get']['parameters']['query']>;

/** What the calls of a search are, counted. Texts cannot be counted: then there is none. */
export function useFacets(search: TrafficSearch, first: CallPage | undefined) {
  return useQuery({
    queryKey: ['facets', ...keyOf(search), first?.live_cursor ?? null],
    enabled: first !== undefined && search.text === undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    queryFn: ({ signal }) => {
      const query = { ...first?.query, cursor: first?.live_cursor } as FacetsQuery;
      return answer(api.GET('/api/invocations/facets', { params: { query }, signal }));
    },
  });
}

export type Facets = NonNullable<ReturnType<typeof useFacets>['data']>;
