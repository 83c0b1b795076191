import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useMay, useMe } from '../../lib/me.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { type RangeName, type Span, spanOf } from '../../lib/range.ts';
import type { CostsSearch } from './search.ts';
import { zoneOf } from './zones.ts';
import { type Dimension, filterNames, type FilterName, nextOf } from './words.ts';

const route = getRouteApi('/shell/costs');
export type Filters = Readonly<Partial<Record<FilterName, readonly string[]>>>;

/** What the page shows, out of its address. */
export interface CostsView {
  readonly search: CostsSearch;
  /** Whose days these are; an IANA name. */
  readonly zone: string;
  readonly span: Span;
  /** Until now where the span goes on: what lies ahead has no costs yet. */
  readonly elapsed: Span;
  readonly isRunning: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The time before that it is compared with; null when it is not. */
  readonly before: Span | null;
  readonly by: Dimension;
  readonly next: Dimension;
  readonly filters: Filters;
  go(changes: Partial<CostsSearch>): void;
  /** Opens one line; all else stays as it was read. */
  open(place: string | undefined): void;
}

export const otherwise: RangeName = 'this-month';

export function useCostsView(): CostsView {
  const search: CostsSearch = route.useSearch();
  const navigate = route.useNavigate();
  const { language } = usePreferences();
  // One moment for all of a view: what is compared and what is listed are of the same time.
  const [now, setNow] = useState(Date.now);
  const zone = zoneOf(search.tz, useMe()?.report_time_zone);
  const seesOthers = useMay('users:read');
  return useMemo(() => {
    const span = spanOf(search, otherwise, zone, language, now);
    const isRunning = Date.parse(span.to) > now + 60_000;
    const elapsed = isRunning ? { from: span.from, to: new Date(now).toISOString() } : span;
    const { by = 'model' } = search;
    const filters: Filters = {
      ...Object.fromEntries(filterNames.map((name) => [name, search[name]]).filter(([, value]) => value)),
      ...(search.kind && { route: [search.kind === 'internal' ? 'secure' : 'external'] }),
    };
    return {
      search,
      zone,
      span,
      elapsed,
      isRunning,
      before: search.compare === 'none' ? null : spanBefore(search, span, elapsed, zone, language),
      now,
      by,
      next: search.and && search.and !== by ? search.and : nextOf(by, seesOthers),
      filters,
      open: (open) => void navigate({ search: (before) => ({ ...before, open }), replace: true, resetScroll: false }),
      go(changes) {
        setNow(Date.now());
        void navigate({ search: (before) => ({ ...before, open: undefined, ...changes }) });
      },
    };
  }, [search, zone, seesOthers, language, now, navigate]);
}

/** Where a calendar range of before is looked for: as the one that runs at its last moment. */
const running: Partial<Record<RangeName, RangeName>> = {
  today: 'today',
  yesterday: 'today',
  'this-week': 'this-week',
  'last-week': 'this-week',
  'this-month': 'this-month',
  'last-month': 'this-month',
  'this-year': 'this-year',
};

/** As much of the span before as has passed of this one: half a month is compared with half a month. */
function spanBefore(search: CostsSearch, span: Span, elapsed: Span, zone: string, language: string): Span {
  const passed = Date.parse(elapsed.to) - Date.parse(span.from);
  const name = search.range ?? (search.from === undefined ? otherwise : undefined);
  const calendar = name && running[name];
  const fromMs = Date.parse(span.from);
  const whole = calendar
    ? spanOf({ range: calendar }, calendar, zone, language, fromMs - 1)
    : { from: new Date(fromMs - (Date.parse(span.to) - fromMs)).toISOString(), to: span.from };
  const to = Math.min(Date.parse(whole.to), Date.parse(whole.from) + passed);
  const isWhole = elapsed.to === span.to;
  return { from: whole.from, to: isWhole ? whole.to : new Date(to).toISOString() };
}

/** How the API is asked for a span and what it is narrowed to. */
export function asked({ filters }: Pick<CostsView, 'filters'>, span: Span) {
  return { ...(filters as Record<string, string[]>), from: span.from, to: span.to };
}
