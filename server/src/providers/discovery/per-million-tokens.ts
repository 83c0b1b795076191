import { money, Price } from '@tollgate/contract';

/** A price per token, as a decimal text, per 1,000,000 tokens: the point is moved, nothing is rounded. Null for no price. */
export function perMillionTokens(perToken: string): string | null {
  if (!/^\d{1,9}(\.\d{1,18})?$/.test(perToken)) return null;
  const { units, scale } = money.decimal(perToken);
  const moved = scale >= 6 ? { units, scale: scale - 6 } : { units: units * 10n ** BigInt(6 - scale), scale: 0 };
  const text = money
    .toText(moved)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  return Price.safeParse(text).success ? text : null;
}
