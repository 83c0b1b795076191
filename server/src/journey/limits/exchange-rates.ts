import { type Decimal, money } from '@tollgate/contract';
import type pg from 'pg';
import { selectLatestRates } from './exchange-rates.queries.ts';
import { ceilDivide } from './units.ts';

/** One unit of `base` is `rate` units of `currency`. */
export interface Rate {
  readonly base: string;
  readonly currency: string;
  readonly rate: string;
}

/** The latest exchange rates, in memory. */
export interface Rates {
  /** An amount in another currency, rounded up at 15 decimals; null where no rate leads there. */
  convert(amount: Decimal, from: string, to: string): Decimal | null;
}

const decimals = 15;

/** Converts by rates: straight, the other way round, or over a base that both currencies have a rate for. */
export function createRates(latest: () => readonly Rate[]): Rates {
  return {
    convert(amount, from, to) {
      if (from === to) return amount;
      for (const base of new Set(latest().map((one) => one.base))) {
        const rateFrom = rateOf(latest(), base, from);
        const rateTo = rateOf(latest(), base, to);
        if (rateFrom && rateTo && rateFrom.units > 0n) return scaled(amount, rateTo, rateFrom);
      }
      return null;
    },
  };
}

function rateOf(rates: readonly Rate[], base: string, currency: string): Decimal | null {
  if (currency === base) return money.decimal('1');
  const found = rates.find((one) => one.base === base && one.currency === currency);
  return found ? money.decimal(found.rate) : null;
}

/** amount × by ÷ per */
function scaled(amount: Decimal, by: Decimal, per: Decimal): Decimal {
  const dividend = amount.units * by.units * 10n ** BigInt(per.scale + decimals);
  const divisor = per.units * 10n ** BigInt(amount.scale + by.scale);
  return { units: ceilDivide(dividend, divisor), scale: decimals };
}

const everyMs = 30_000;

/** Keeps the latest rates of the table in memory; what was read last stays while the database is away. */
export async function followRates(pool: pg.Pool): Promise<Rates & { stop(): void }> {
  let latest: readonly Rate[] = [];
  const read = async (): Promise<void> => {
    latest = await selectLatestRates(pool).catch(() => latest);
  };
  await read();
  const timer = setInterval(() => void read(), everyMs).unref();
  return { ...createRates(() => latest), stop: () => clearInterval(timer) };
}
