import { money, type PriceVersion } from '@tollgate/contract';
import { canonicalJson } from '../platform/canonical-json.ts';

/** Whether two versions state the same, whatever their numbers and beginnings are. Trailing zeros mean nothing. */
export function samePrices(a: PriceVersion, b: PriceVersion): boolean {
  return stated(a) === stated(b);
}

function stated(price: PriceVersion): string {
  const { currency, valid_to, source, input, cached_input, cache_write, output, reasoning, details, units } = price;
  const variants = price.variants.map(({ when, ...prices }) => ({ when, prices: plain(prices) }));
  const own = plain({ input, cached_input, cache_write, output, reasoning, details, units });
  return canonicalJson({ currency, valid_to, source, own, variants });
}

/** The same prices, each in its shortest form. */
function plain(prices: object): unknown {
  return JSON.parse(JSON.stringify(prices), (_name, value: unknown) =>
    typeof value === 'string' ? money.plain(money.decimal(value)) : value,
  );
}
