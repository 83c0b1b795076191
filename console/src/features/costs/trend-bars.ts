import type { Bar, BarSegment, Series } from '../../components/time-bars.tsx';
import { callsIn } from '../../lib/calls.ts';
import { heightOf, isZero, minus, sumOf } from '../../lib/decimal.ts';
import type { Bucket } from './buckets.ts';
import type { Line, Trend } from './queries.ts';

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
