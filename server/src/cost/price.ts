import {
  type Cost,
  type Decimal,
  money,
  type PriceVersion,
  type Route,
  type TokenClass,
  tokenClasses,
  type Usage,
} from '@tollgate/contract';

/**
 * What a call costs, exactly: each class's tokens at its price per million, by the price version in force when the call
 * was opened. Class prices that are absent fall back to `input` (`cached_input`, `cache_write`) or `output`
 * (`reasoning`). The amount is the sum of the classes to the last digit.
 * @param at when the call was opened, RFC 3339
 * @param route `secure` yields an internal cost, `external` an estimated one
 * @returns null when no price was in force: the call counts as unpriced
 */
export function priceCall(usage: Usage, prices: readonly PriceVersion[], at: string, route: Route): Cost | null {
  const version = versionInForce(prices, at);
  if (version === null) return null;
  const amounts = tokenClasses.map((name) => money.perMillion(money.decimal(priceOf(version, name)), usage[name]));
  const texts = amounts.map(plain);
  const [input, cached_input, cache_write, output, reasoning] = texts as [string, string, string, string, string];
  return {
    kind: route === 'secure' ? 'internal_cost' : 'estimated_cost',
    currency: version.currency,
    amount: plain(money.sum(amounts)),
    classes: { input, cached_input, cache_write, output, reasoning },
    price_version: version.version,
  };
}

/** The version with the latest `valid_from` that is not after `at`; of equal ones the highest number. */
export function versionInForce(prices: readonly PriceVersion[], at: string): PriceVersion | null {
  const moment = Date.parse(at);
  let found: PriceVersion | null = null;
  let foundFrom = Number.NEGATIVE_INFINITY;
  for (const version of prices) {
    const from = Date.parse(version.valid_from);
    if (from > moment || from < foundFrom) continue;
    if (found !== null && from === foundFrom && version.version < found.version) continue;
    found = version;
    foundFrom = from;
  }
  return found;
}

function priceOf(version: PriceVersion, name: TokenClass): string {
  if (name === 'reasoning') return version.reasoning ?? version.output;
  if (name === 'cached_input' || name === 'cache_write') return version[name] ?? version.input;
  return version[name];
}

/** The same number with no zeros at its end, so that equal amounts read the same whatever the price looked like. */
function plain(value: Decimal): string {
  let { units, scale } = value.units === 0n ? money.zero : value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return money.toText({ units, scale });
}
