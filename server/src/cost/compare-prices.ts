import { type Cost, type Decimal, money, type PriceVersion, type Usage } from '@tollgate/contract';
import { type PriceFacts, priceCall } from './price.ts';

/** What a call would have cost otherwise: for reports, never a part of what it did cost. */
export interface PriceComparison {
  /** What the cached tokens would have cost at the input price, less what they did cost. */
  readonly cache_savings?: string;
  /** Of a rerouted call: what the same tokens would have cost at the model that was selected. */
  readonly instead?: { readonly currency: string; readonly amount: string };
}

/**
 * Compares by the one cost function: the same call with its cached tokens as input, and the same tokens at other prices.
 * @param selected the prices of the model that was selected, when another one answered
 * @returns undefined when there is nothing to tell
 */
export function comparePrices(
  { usage, cost, at, facts }: { usage: Usage; cost: Cost; at: string; facts: PriceFacts },
  prices: readonly PriceVersion[],
  selected: readonly PriceVersion[] | null,
): PriceComparison | undefined {
  const route = cost.kind === 'internal_cost' ? 'secure' : 'external';
  const uncached = usage.cached_input > 0 ? priceCall(withoutCache(usage), prices, at, route, facts) : null;
  const saved = uncached && minus(money.decimal(uncached.amount), money.decimal(cost.amount));
  const other = selected && priceCall(usage, selected, at, 'external');
  if ((saved === null || saved.units === 0n) && other === null) return undefined;
  return {
    ...(saved !== null && saved.units !== 0n && { cache_savings: money.plain(saved) }),
    ...(other && { instead: { currency: other.currency, amount: other.amount } }),
  };
}

/** Tokens of a detail within the cached ones (audio, images) count as plain input then. */
function withoutCache(usage: Usage): Usage {
  return { ...usage, input: usage.input + usage.cached_input, cached_input: 0 };
}

function minus(a: Decimal, b: Decimal): Decimal {
  return money.add(a, money.negate(b));
}
