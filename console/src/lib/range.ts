/** Spans of time that a view is of. Relative ones stay relative in an address; a link that is sent holds the absolute one. */
export const rangeNames = [
  '15m',
  '1h',
  '24h',
  '7d',
  '30d',
  '90d',
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-year',
] as const;
export type RangeName = (typeof rangeNames)[number];

export interface Span {
  /** RFC 3339, UTC. */
  readonly from: string;
  /** RFC 3339, UTC; not included. */
  readonly to: string;
}

export interface RangeSearch {
  readonly range?: RangeName | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const minute = 60_000;
const lengths: Partial<Record<RangeName, number>> = {
  '15m': 15 * minute,
  '1h': 60 * minute,
  '24h': 1440 * minute,
  '7d': 7 * 1440 * minute,
  '30d': 30 * 1440 * minute,
  '90d': 90 * 1440 * minute,
};

/** The offset of a zone from UTC at a moment, in ms. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(at / 1000) * 1000;
}

/** The moment at which a zone's clock shows midnight of a day; days beyond a month's end go on into the next. */
export function midnight(year: number, month: number, day: number, zone: string): number {
  const shown = Date.UTC(year, month, day);
  const guess = shown - offsetAt(shown, zone);
  return shown - offsetAt(guess, zone);
}

/** The week's first day in a language: 0 Sunday, 1 Monday. */
function firstWeekday(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  return (locale.getWeekInfo?.().firstDay ?? 1) % 7;
}

/** From when to when a range reaches, seen at `now` on the clock of `zone`. */
export function spanOf(
  search: RangeSearch,
  otherwise: RangeName,
  zone: string,
  language: string,
  now = Date.now(),
): Span {
  const iso = (at: number): string => new Date(at).toISOString();
  if (search.range === undefined && search.from !== undefined && search.to !== undefined) {
    return { from: search.from, to: search.to };
  }
  const name = search.range ?? otherwise;
  const length = lengths[name];
  // A moment on: calls that come while it is read are within it.
  if (length !== undefined) return { from: iso(now - length), to: iso(now + minute) };
  const here = new Date(now + offsetAt(now, zone));
  const [year, month, day] = [here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate()];
  const weekStart = day - ((here.getUTCDay() - firstWeekday(language) + 7) % 7);
  const at = (y: number, m: number, d: number): number => midnight(y, m, d, zone);
  const spans: Partial<Record<RangeName, readonly [number, number]>> = {
    today: [at(year, month, day), at(year, month, day + 1)],
    yesterday: [at(year, month, day - 1), at(year, month, day)],
    'this-week': [at(year, month, weekStart), at(year, month, weekStart + 7)],
    'last-week': [at(year, month, weekStart - 7), at(year, month, weekStart)],
    'this-month': [at(year, month, 1), at(year, month + 1, 1)],
    'last-month': [at(year, month - 1, 1), at(year, month, 1)],
    'this-year': [at(year, 0, 1), at(year + 1, 0, 1)],
  };
  const [from, to] = spans[name] ?? [now, now];
  return { from: iso(from), to: iso(to) };
}

/** Whether a range ends now, so that new calls belong to it. */
export function endsNow(search: RangeSearch): boolean {
  return search.from === undefined && !['yesterday', 'last-week', 'last-month'].includes(search.range ?? '');
}
