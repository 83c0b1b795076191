import { type Decimal, money } from '@tollgate/contract';

/** On `day` (`2026-11-27`), 1 `base` was worth `rate` of `currency`. */
export interface ExchangeRate {
  readonly day: string;
  readonly currency: string;
  readonly base: string;
  /** A decimal string above 0. */
  readonly rate: string;
}

/** How much of one currency is 1 of another, as an exact fraction. */
export interface Factor {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Which rate a day without one has: none, or the latest of before, for those who ask for it. */
export const rateRules = ['same_day', 'latest_before'] as const;
export type RateRule = (typeof rateRules)[number];

const one: Decimal = { units: 1n, scale: 0 };

/** Exchange rates by day. Nothing is guessed: a rate is that of its day, also across the base that both are quoted in. */
export class RateTable {
  readonly #days: readonly string[];
  /** By day, then base, then currency. */
  readonly #rates: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Decimal>>>;

  constructor(rates: readonly ExchangeRate[]) {
    const days = Map.groupBy(rates, (rate) => rate.day);
    this.#days = [...days.keys()].toSorted();
    this.#rates = new Map([...days].map(([day, ofDay]) => [day, byBase(ofDay)]));
  }

  /** Null when no rate is known that the rule allows. */
  factor(day: string, from: string, to: string, rule: RateRule): Factor | null {
    if (from === to) return { numerator: 1n, denominator: 1n };
    if (rule === 'same_day') return this.#ofDay(day, from, to);
    for (let index = this.#days.findLastIndex((one) => one <= day); index >= 0; index--) {
      const found = this.#ofDay(this.#days[index] ?? '', from, to);
      if (found) return found;
    }
    return null;
  }

  #ofDay(day: string, from: string, to: string): Factor | null {
    const bases = this.#rates.get(day);
    if (!bases) return null;
    const direct = [to, from].filter((base) => bases.has(base));
    for (const base of new Set([...direct, ...[...bases.keys()].toSorted()])) {
      const source = from === base ? one : bases.get(base)?.get(from);
      const target = to === base ? one : bases.get(base)?.get(to);
      if (source && target) return quotient(target, source);
    }
    return null;
  }
}

function byBase(rates: readonly ExchangeRate[]): Map<string, Map<string, Decimal>> {
  const bases = Map.groupBy(rates, (rate) => rate.base);
  return new Map(
    [...bases].map(([base, own]) => [base, new Map(own.map(({ currency, rate }) => [currency, money.decimal(rate)]))]),
  );
}

function quotient(target: Decimal, source: Decimal): Factor {
  return {
    numerator: target.units * 10n ** BigInt(source.scale),
    denominator: source.units * 10n ** BigInt(target.scale),
  };
}
