import { money, Price, type PriceVersion, type UsageDetail, type UsageUnit } from '@tollgate/contract';
import type { CataloguedModel, CataloguedPrices } from './read-price-catalogue.ts';

/** Prices in the form in which a model takes them. */
export type Prices = Omit<PriceVersion, 'version' | 'valid_from' | 'valid_to' | 'source'>;

type Class = 'input' | 'cached_input' | 'cache_write' | 'output' | 'reasoning';

const classes: Readonly<Record<string, Class>> = {
  input_mtok: 'input',
  cache_read_mtok: 'cached_input',
  cache_write_mtok: 'cache_write',
  cache_write_5m_mtok: 'cache_write',
  output_mtok: 'output',
  output_reasoning_mtok: 'reasoning',
};
const details: Readonly<Record<string, UsageDetail>> = {
  cache_write_1h_mtok: 'cache_write_1h',
  input_audio_mtok: 'audio_input',
  input_image_mtok: 'image_input',
  input_video_mtok: 'video_input',
  cache_audio_read_mtok: 'cached_audio_input',
  cache_image_read_mtok: 'cached_image_input',
  cache_video_read_mtok: 'cached_video_input',
  output_audio_mtok: 'audio_output',
  output_image_mtok: 'image_output',
  output_video_mtok: 'video_output',
};
/** Per thousand pieces. */
const units: Readonly<Record<string, UsageUnit>> = {
  requests_kcount: 'request',
  web_searches_kcount: 'web_search',
  storage_searches_kcount: 'file_search',
};

/**
 * What the catalogue says of a model at a day, in our form. Null when it has no price for tokens.
 * @param day `2026-11-27`
 */
export function suggestedPrices(
  model: CataloguedModel,
  day: string,
): { readonly prices: Prices; readonly notes: readonly string[] } | null {
  const version = model.versions.findLast(({ from }) => from === null || from <= day);
  if (!version) return null;
  const notes = model.hasTimes ? ['It has other prices at some times of the day, which are left out.'] : [];
  const base = partsOf(version.prices, 0, notes);
  const { input, output } = base.classes;
  if (input === undefined && output === undefined) return null;
  const thresholds = new Set(Object.values(version.prices).flatMap(({ tiers }) => tiers.map(({ over }) => over)));
  return {
    notes,
    prices: {
      currency: 'USD',
      input: input ?? '0',
      cached_input: base.classes.cached_input ?? null,
      cache_write: base.classes.cache_write ?? null,
      output: output ?? '0',
      reasoning: base.classes.reasoning ?? null,
      details: base.details,
      units: base.units,
      // The first variant that applies counts, so the longest prompts come first.
      variants: [...thresholds]
        .toSorted((a, b) => b - a)
        .map((over) => ({ when: { input_over: over }, ...variantOf(version.prices, over) })),
    },
  };
}

interface Parts {
  classes: Partial<Record<Class, string>>;
  details: Partial<Record<UsageDetail, string>>;
  units: Partial<Record<UsageUnit, string>>;
}

/** The prices for prompts of more than `over` tokens. */
function partsOf(prices: CataloguedPrices, over: number, notes: string[]): Parts {
  const parts: Parts = { classes: {}, details: {}, units: {} };
  for (const [key, { base, tiers }] of Object.entries(prices)) {
    const price = tiers.findLast((tier) => tier.over <= over)?.price ?? base;
    const text = key in units ? perPiece(price) : price;
    const [ofClass, ofDetail, ofUnit] = [classes[key], details[key], units[key]];
    if (!Price.safeParse(text).success) notes.push(`${key} ${price} is more precise than a price can be.`);
    else if (ofClass !== undefined) parts.classes[ofClass] = text;
    else if (ofDetail !== undefined) parts.details[ofDetail] = text;
    else if (ofUnit !== undefined) parts.units[ofUnit] = text;
    else notes.push(`${key} ${price} USD is left out: it is not metered.`);
  }
  return parts;
}

/** A variant replaces details and units whole, so it says all of them. */
function variantOf(prices: CataloguedPrices, over: number) {
  const { classes: own, details: ofDetails, units: ofUnits } = partsOf(prices, over, []);
  return {
    ...own,
    ...(Object.keys(ofDetails).length > 0 && { details: ofDetails }),
    ...(Object.keys(ofUnits).length > 0 && { units: ofUnits }),
  };
}

/** A thousandth: the point is moved. */
function perPiece(perThousand: string): string {
  const { units: digits, scale } = money.decimal(perThousand);
  return money.toText({ units: digits, scale: scale + 3 }).replace(/\.?0+$/, '');
}

/** What 1,000 tokens in and 500 out cost, as it is shown beside prices. */
export function exampleOf({ currency, input, output }: Pick<Prices, 'currency' | 'input' | 'output'>): string {
  const amount = money.add(money.perMillion(money.decimal(input), 1000), money.perMillion(money.decimal(output), 500));
  const text = money.toText(amount);
  return `1,000 in + 500 out = ${text.includes('.') ? text.replace(/\.?0+$/, '') : text} ${currency}`;
}
