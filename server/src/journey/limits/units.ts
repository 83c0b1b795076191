import { type BudgetMeasure, type Decimal, money } from '@tollgate/contract';

/**
 * Amounts of a budget as whole numbers, so that the hot path adds and compares bigints: requests and tokens as they are,
 * money in 10^-15 of its currency. Prices have at most 9 decimals and are per million, so costs are exact in it; what a
 * conversion of currencies leaves beyond is rounded up.
 */
export type Units = bigint;

const scaleOf: Record<BudgetMeasure, number> = { requests: 0, tokens: 0, money: 15 };

export function unitsOf({ units, scale }: Decimal, measure: BudgetMeasure): Units {
  const wanted = scaleOf[measure];
  if (scale <= wanted) return units * 10n ** BigInt(wanted - scale);
  return ceilDivide(units, 10n ** BigInt(scale - wanted));
}

export function readUnits(text: string, measure: BudgetMeasure): Units {
  return unitsOf(money.decimal(text), measure);
}

/** The plain decimal text, without zeros at its end. */
export function unitsText(units: Units, measure: BudgetMeasure): string {
  const text = money.toText({ units, scale: scaleOf[measure] });
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return quotient * divisor < dividend ? quotient + 1n : quotient;
}

export function larger(a: Units, b: Units): Units {
  return a > b ? a : b;
}

export function smaller(a: Units, b: Units): Units {
  return a < b ? a : b;
}
