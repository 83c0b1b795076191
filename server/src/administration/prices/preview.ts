import { type admin, type PriceVersion, tokenClasses, type Usage } from '@tollgate/contract';
import { priceCall } from '../../cost/price.ts';
import { sumUp } from '../../cost/token-classes.ts';

const now = new Date(0).toISOString();

/** What a usage would cost by prices that are not saved. */
export function previewPrices({ prices, usage, service_tier, route }: admin.PricePreviewRequest): admin.PricePreview {
  const classes = Object.fromEntries(tokenClasses.map((name) => [name, usage[name]]));
  const { details, units } = usage;
  const whole: Usage = {
    ...sumUp(classes as Record<(typeof tokenClasses)[number], number>, false),
    ...(details && { details }),
    ...(units && { units }),
  };
  const version: PriceVersion = { ...prices, version: 1, valid_from: now, valid_to: null };
  const cost = priceCall(whole, [version], now, route, { serviceTier: service_tier });
  if (cost === null) throw new Error('prices that begin at once are in force');
  const { kind: _kind, price_version: _version, price_variant = null, ...rest } = cost;
  return { ...rest, usage: whole, price_variant };
}

/** A price with what 1,000 tokens in and 500 out cost by it. */
export function withExample(
  price: PriceVersion,
): PriceVersion & { example: { input: number; output: number; amount: string } } {
  const { version: _version, valid_from: _from, valid_to: _to, ...prices } = price;
  const usage = { input: 1000, cached_input: 0, cache_write: 0, output: 500, reasoning: 0 };
  const { amount } = previewPrices({ prices, usage, service_tier: null, route: 'external' });
  return { ...price, example: { input: 1000, output: 500, amount } };
}
