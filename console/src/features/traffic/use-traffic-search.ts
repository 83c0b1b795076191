import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { parseSearch } from '../../lib/search-params.ts';
import { trafficRange, trafficSearch, type TrafficSearch } from '../../lib/traffic-search.ts';

type Changes = Partial<TrafficSearch>;
export type ChangeSearch = (
  changes: Changes | ((search: TrafficSearch) => Changes),
  how?: { readonly replace?: boolean },
) => void;

/** What may change without the list becoming another view. */
const besideView: readonly string[] = ['call', 'live', 'view'];

/** What the address says of the list, and how to change it. */
export function useTrafficSearch(): { readonly search: TrafficSearch; readonly change: ChangeSearch } {
  const raw = useSearch({ from: '/shell/traffic' });
  const text = JSON.stringify(raw);
  // oxlint-disable-next-line react/exhaustive-deps
  const search = useMemo(() => trafficSearch(raw), [text]);
  const navigate = useNavigate();
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  }, [search]);
  const change = useCallback<ChangeSearch>(
    (changes, { replace = false } = {}) => {
      const changed = typeof changes === 'function' ? changes(latest.current) : changes;
      const isView = 'view' in changed || Object.keys(changed).every((key) => besideView.includes(key));
      const next = { ...latest.current, ...changed, ...(!isView && { view: undefined }) };
      if (next.range === trafficRange) next.range = undefined;
      latest.current = next;
      void navigate({ to: '/traffic', search: next, replace });
    },
    [navigate],
  );
  return { search, change };
}

/** Keys and values of the address that were not understood: the list is not filtered by them. */
export function notUnderstood(): string[] {
  const raw = parseSearch(window.location.search);
  const known: Record<string, unknown> = trafficSearch({ ...raw });
  return Object.keys(raw).filter((key) => known[key] === undefined);
}
