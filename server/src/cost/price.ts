import {
  batchTier,
  type Cost,
  type Decimal,
  money,
  type PriceCondition,
  type PriceVersion,
  type Route,
  type TokenClass,
  tokenClasses,
  type Usage,
  type UsageDetail,
  usageDetails,
  type UsageUnit,
} from '@tollgate/contract';
import { versionInForce } from './version-in-force.ts';

/** What conditions of prices are about, beside the usage. */
export interface PriceFacts {
  /** The tier in which the provider says that it served the call; left out or null when it does not say. */
  readonly serviceTier?: string | null;
}

/**
 * What a call costs, exactly, by the version of the prices in force when it was opened: the one cost function, of calls as
 * of corrections and verification. The first variant whose conditions hold stands over the version's own prices.
 *
 * Tokens of a class have its price per million; those within it that have a price of their own have that one. A class
 * without a price has that of `input` (`cached_input`, `cache_write`) or `output` (`reasoning`). What is priced by the
 * piece comes on top as fees. The amount is the sum of classes and fees to the last digit.
 * @param at when the call was opened, RFC 3339
 * @param route `secure` yields an internal cost, `external` an estimated one
 * @returns null when no price was in force: the call counts as unpriced
 */
export function priceCall(
  usage: Usage,
  prices: readonly PriceVersion[],
  at: string,
  route: Route,
  { serviceTier = null }: PriceFacts = {},
): Cost | null {
  const version = versionInForce(prices, at);
  if (version === null) return null;
  const variant = version.variants.findIndex(({ when }) => holds(when, usage, serviceTier));
  const rates = ratesOf(version, version.variants[variant]);
  const { classes, details } = priceTokens(usage, rates);
  const fees = feesOf(usage, rates.units);
  const amounts = tokenClasses.map((name) => classes[name]);
  return {
    kind: route === 'secure' ? 'internal_cost' : 'estimated_cost',
    currency: version.currency,
    amount: money.plain(money.sum([...amounts, ...Object.values(fees)])),
    classes: texts(classes),
    ...(Object.keys(details).length > 0 && { details: texts(details) }),
    ...(Object.keys(fees).length > 0 && { fees: texts(fees) }),
    price_version: version.version,
    ...(variant !== -1 && { price_variant: variant + 1 }),
  };
}

interface Rates {
  readonly classes: Readonly<Record<TokenClass, Decimal>>;
  readonly details: Readonly<Partial<Record<UsageDetail, string>>>;
  readonly units: Readonly<Partial<Record<UsageUnit, string>>>;
}

function holds(when: PriceCondition, usage: Usage, serviceTier: string | null): boolean {
  return (
    (when.service_tier === undefined || when.service_tier === serviceTier) &&
    (when.input_over === undefined || usage.prompt > when.input_over) &&
    (when.batch === undefined || serviceTier === batchTier)
  );
}

function ratesOf(version: PriceVersion, variant: PriceVersion['variants'][number] | undefined): Rates {
  const input = variant?.input ?? version.input;
  const output = variant?.output ?? version.output;
  return {
    classes: {
      input: money.decimal(input),
      cached_input: money.decimal(variant?.cached_input ?? version.cached_input ?? input),
      cache_write: money.decimal(variant?.cache_write ?? version.cache_write ?? input),
      output: money.decimal(output),
      reasoning: money.decimal(variant?.reasoning ?? version.reasoning ?? output),
    },
    details: { ...version.details, ...variant?.details },
    units: { ...version.units, ...variant?.units },
  };
}

type Amounts<Name extends string> = Partial<Record<Name, Decimal>>;

/** Details that claim more than their class holds get what is left of it: no token is priced twice. */
function priceTokens(
  usage: Usage,
  rates: Rates,
): { readonly classes: Record<TokenClass, Decimal>; readonly details: Amounts<UsageDetail> } {
  const classes = {} as Record<TokenClass, Decimal>;
  const details: Amounts<UsageDetail> = {};
  const left = Object.fromEntries(tokenClasses.map((name) => [name, usage[name]])) as Record<TokenClass, number>;
  for (const [name, price] of pairs(rates.details)) {
    const parent = usageDetails[name];
    const tokens = Math.min(usage.details?.[name] ?? 0, left[parent]);
    if (tokens === 0) continue;
    left[parent] -= tokens;
    details[name] = money.perMillion(money.decimal(price), tokens);
  }
  for (const name of tokenClasses) classes[name] = money.perMillion(rates.classes[name], left[name]);
  for (const [name, amount] of pairs(details)) {
    classes[usageDetails[name]] = money.add(classes[usageDetails[name]], amount);
  }
  return { classes, details };
}

/** A call is one `request`, said or not. */
function feesOf(usage: Usage, prices: Rates['units']): Amounts<UsageUnit> {
  const fees: Amounts<UsageUnit> = {};
  for (const [name, price] of pairs(prices)) {
    const count = usage.units?.[name] ?? (name === 'request' ? 1 : 0);
    if (count > 0) fees[name] = money.times(money.decimal(price), count);
  }
  return fees;
}

/** In the order of the names, so that the same prices give the same result whatever order they were stored in. */
function pairs<Name extends string, Value>(record: Partial<Record<Name, Value>>): [Name, Value][] {
  return (Object.entries(record) as [Name, Value][]).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function texts<Name extends string>(amounts: Partial<Record<Name, Decimal>>): Record<Name, string> {
  return Object.fromEntries(pairs(amounts).map(([name, amount]) => [name, money.plain(amount)])) as Record<
    Name,
    string
  >;
}
