/**
 * Exact decimal arithmetic for money and prices. A `Decimal` is `units × 10^-scale`, with `units` a bigint, so that no
 * binary float is ever involved. Sums and products are exact; there is no division.
 */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const pattern = /^(-?)(\d+)(?:\.(\d+))?$/;

export const zero: Decimal = { units: 0n, scale: 0 };

/** Reads a plain decimal such as `"1.25"` or `"-0.001"`. Throws a `RangeError` on anything else (exponents included). */
export function decimal(text: string): Decimal {
  const match = pattern.exec(text);
  if (!match) throw new RangeError(`not a decimal: ${JSON.stringify(text)}`);
  const [, sign, whole, fraction = ''] = match;
  const units = BigInt(`${whole}${fraction}`);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

function rescale(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: rescale(a, scale) + rescale(b, scale), scale };
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = zero;
  for (const value of values) total = add(total, value);
  return total;
}

/** The cost of `tokens` at a price per 1,000,000 tokens: exact, six decimals more than the price has. */
export function perMillion(price: Decimal, tokens: number): Decimal {
  if (!Number.isSafeInteger(tokens) || tokens < 0) throw new RangeError(`not a token count: ${tokens}`);
  return { units: price.units * BigInt(tokens), scale: price.scale + 6 };
}

/** So many pieces at a price each: exact. */
export function times(price: Decimal, count: number): Decimal {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`);
  return { units: price.units * BigInt(count), scale: price.scale };
}

export function negate({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}

/** -1, 0 or 1. Trailing zeros mean nothing. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const difference = rescale(a, scale) - rescale(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The plain decimal text, with exactly `scale` decimals. */
export function toText(value: Decimal): string {
  const negative = value.units < 0n;
  const digits = (negative ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = digits.slice(digits.length - value.scale);
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** The plain decimal text with no zeros at its end, so that equal amounts read the same however they came about. */
export function plain(value: Decimal): string {
  let { units, scale } = value.units === 0n ? zero : value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return toText({ units, scale });
}
