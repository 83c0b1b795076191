import { type Decimal, money } from '@tollgate/contract';
import { apportion } from './apportion.ts';
import type { Factor } from './rate-table.ts';

/** An amount of one line of a report on one day. */
export interface DatedAmount {
  readonly line: string;
  /** `2026-11-27`, in the report time zone. */
  readonly day: string;
  readonly kind: string;
  readonly currency: string;
  readonly amount: string;
}

export interface Converted {
  /** By line, then kind. */
  readonly lines: ReadonlyMap<string, ReadonlyMap<string, Decimal>>;
  /** By line: what no rate is known for, by kind and currency (`kind currency`). */
  readonly unconverted: ReadonlyMap<string, ReadonlyMap<string, Decimal>>;
  /** Days and currencies without a rate. */
  readonly missing: readonly { readonly day: string; readonly currency: string }[];
}

/** Decimals of converted amounts. */
const decimals = 9;

/**
 * Converts by the rates of each day. What all lines together spent on a day, in one kind and currency, is converted as a
 * whole and rounded to nine decimals; lines get their part of that by the largest remainder. So the lines of every
 * report add up to the same total, to the last digit, however they are cut.
 * @param amounts of all lines, in their order
 * @param factorOf null when a day has no rate
 */
export function convertAmounts(
  amounts: readonly DatedAmount[],
  target: string,
  factorOf: (day: string, currency: string) => Factor | null,
): Converted {
  const lines = new Map<string, Map<string, Decimal>>();
  const unconverted = new Map<string, Map<string, Decimal>>();
  const missing = new Map<string, { day: string; currency: string }>();
  for (const group of Map.groupBy(amounts, ({ day, kind, currency }) => `${day} ${kind} ${currency}`).values()) {
    const [{ day, kind, currency } = { day: '', kind: '', currency: '' }] = group;
    const factor = factorOf(day, currency);
    const values = group.map(({ amount }) => money.decimal(amount));
    const parts = currency === target ? values : factor && convertGroup(values, factor);
    if (parts === null) missing.set(`${day} ${currency}`, { day, currency });
    for (const [index, { line }] of group.entries()) {
      if (parts === null) addTo(unconverted, line, `${kind} ${currency}`, values[index] ?? money.zero);
      else addTo(lines, line, kind, parts[index] ?? money.zero);
    }
  }
  return { lines, unconverted, missing: [...missing.keys()].toSorted().flatMap((key) => missing.get(key) ?? []) };
}

function convertGroup(values: readonly Decimal[], { numerator, denominator }: Factor): Decimal[] {
  const scale = Math.max(...values.map((value) => value.scale));
  const parts = values.map(({ units, scale: own }) => units * 10n ** BigInt(scale - own + decimals) * numerator);
  return apportion(parts, denominator * 10n ** BigInt(scale)).map((units) => ({ units, scale: decimals }));
}

function addTo(sums: Map<string, Map<string, Decimal>>, line: string, name: string, amount: Decimal): void {
  const own = sums.get(line) ?? new Map<string, Decimal>();
  sums.set(line, own);
  own.set(name, money.add(own.get(name) ?? money.zero, amount));
}
