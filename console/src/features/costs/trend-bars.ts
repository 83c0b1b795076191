import type { Bar, BarSegment, Series } from '../../components/time-bars.tsx';
import { callsIn } from '../../lib/calls.ts';
import { heightOf, isZero, minus, sumOf } from '../../lib/decimal.ts';
import { midnight, type Span } from '../../lib/range.ts';
import type { Line, Trend } from './queries.ts';
import type { Unit } from './words.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What a chart of a span is cut into: some dozens of bars. */
export function unitOf({ from, to }: Span): Unit {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  return days <= 2.1 ? 'hour' : days <= 93 ? 'day' : 'month';
}

export interface Bucket {
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** All hours, days or months of a span that have begun, as the API writes them. */
export function bucketsOf({ from, to }: Span, unit: Unit, zone: string, nowMs: number): Bucket[] {
  const endMs = Math.min(Date.parse(to), nowMs);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const buckets: Bucket[] = [];
  for (let fromMs = startOf(Date.parse(from), unit, zone, day); fromMs < endMs;) {
    const text = day.format(fromMs);
    const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
    const toMs =
      unit === 'hour'
        ? fromMs + hourMs
        : unit === 'day'
          ? midnight(year, month - 1, date + 1, zone)
          : midnight(year, month, 1, zone);
    const key =
      unit === 'hour' ? `${new Date(fromMs).toISOString().slice(0, 19)}Z` : text.slice(0, unit === 'day' ? 10 : 7);
    buckets.push({ key, fromMs, toMs });
    fromMs = toMs;
  }
  return buckets;
}

function startOf(atMs: number, unit: Unit, zone: string, day: Intl.DateTimeFormat): number {
  if (unit === 'hour') return Math.floor(atMs / hourMs) * hourMs;
  const [year = 0, month = 1, date = 1] = day.format(atMs).split('-').map(Number);
  return midnight(year, month - 1, unit === 'day' ? date : 1, zone);
}

/** What tells a line from others of its dimension: sessions of two users may have one id. */
export const placeOf = ({ key, name }: Pick<Line, 'key' | 'name'>): string => JSON.stringify([key, name]);

const amountIn = (line: Pick<Line, 'costs'>, currency: string): string =>
  sumOf(line.costs.filter((cost) => cost.currency === currency).map(({ amount }) => amount));

/** The bars of a chart: the dearest of a dimension, and above them what is left of each total. */
export function barsOf(
  { byTop, totals }: Trend,
  series: readonly Series[],
  others: string,
  {
    currency,
    buckets,
    label,
    told,
    nowMs,
  }: {
    readonly currency: string;
    readonly buckets: readonly Bucket[];
    readonly label: (key: string) => string;
    readonly told: (amount: string) => string;
    readonly nowMs: number;
  },
): Bar[] {
  const totalOf = new Map(totals.map((line) => [line.key, line]));
  const linesOf = new Map<string | null, Line[]>();
  for (const line of byTop) linesOf.set(line.key, [...(linesOf.get(line.key) ?? []), line]);
  const known = new Set(series.map(({ key }) => key));
  return buckets.map(({ key, toMs }): Bar => {
    const total = totalOf.get(key);
    const own = (linesOf.get(key) ?? []).filter((line) => line.and && known.has(placeOf(line.and)));
    const segments = own.flatMap((line): BarSegment[] => {
      const amount = amountIn(line, currency);
      if (isZero(amount) || !line.and) return [];
      const link = callsIn(line.calls_url, { currency });
      return [{ series: placeOf(line.and), value: heightOf(amount), told: told(amount), link }];
    });
    const rest = total ? minus(amountIn(total, currency), sumOf(own.map((line) => amountIn(line, currency)))) : '0';
    if (!isZero(rest)) segments.push({ series: others, value: heightOf(rest), told: told(rest) });
    const link = total && callsIn(total.calls_url, { currency });
    return { key, label: label(key), segments, isIncomplete: toMs > nowMs, ...(link && { link }) };
  });
}
