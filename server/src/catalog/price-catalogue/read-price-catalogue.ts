import { z } from 'zod';
import { type Json, type RawNumber, parseJson } from '../../platform/lossless-json.ts';
import { decimalText } from './decimal-text.ts';

/** A price by one key of the catalogue: exact decimal texts. */
export interface CataloguedPrice {
  readonly base: string;
  /** Ascending: another price for calls with more tokens than `over` in the prompt. */
  readonly tiers: readonly { readonly over: number; readonly price: string }[];
}

export type CataloguedPrices = Readonly<Record<string, CataloguedPrice>>;

export interface CataloguedModel {
  readonly id: string;
  readonly match: Match;
  readonly contextTokens: number | null;
  /** In the order of the catalogue; `from` is a date, null for the first ones. */
  readonly versions: readonly { readonly from: string | null; readonly prices: CataloguedPrices }[];
  /** It also has prices by the time of day, which are left out. */
  readonly hasTimes: boolean;
}

export interface CataloguedProvider {
  readonly id: string;
  readonly apiPattern: RegExp;
  readonly pricingUrls: readonly string[];
  readonly models: readonly CataloguedModel[];
}

export type Match =
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly regex: RegExp }
  | { readonly or: readonly Match[] }
  | { readonly and: readonly Match[] };

const isNumber = (value: unknown): value is number | RawNumber =>
  typeof value === 'number' || (typeof value === 'object' && value !== null && 'rawJSON' in value);

/** A number as the file writes it, as a plain decimal: it never becomes a binary fraction. */
const Decimal = z.custom<number | RawNumber>(isNumber, 'is not a number').transform((value, context) => {
  const text = decimalText(typeof value === 'number' ? String(value) : value.rawJSON);
  if (text !== null) return text;
  context.addIssue({ code: 'custom', message: 'is not a number of reasonable size' });
  return z.NEVER;
});
const Count = Decimal.pipe(z.string().regex(/^\d{1,10}$/, 'is not a whole number')).transform(Number);

/**
 * Patterns run on names that providers give, in an engine that can go back. Without repeated groups and with few
 * repetitions it cannot go back for long.
 */
const Pattern = z
  .string()
  .max(300)
  .refine((text) => !/\)[*+{]/.test(text) && (text.match(/[*+{]/g) ?? []).length <= 6, 'repeats too much')
  .transform((text, context) => {
    try {
      return new RegExp(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not a pattern' });
      return z.NEVER;
    }
  });

const Word = z.string().min(1).max(300);
const MatchRule: z.ZodType<Match> = z.lazy(() =>
  z.union([
    z.strictObject({ equals: Word }),
    z.strictObject({ starts_with: Word }),
    z.strictObject({ ends_with: Word }),
    z.strictObject({ contains: Word }),
    z.strictObject({ regex: Pattern }),
    z.strictObject({ or: z.array(MatchRule).max(200) }),
    z.strictObject({ and: z.array(MatchRule).max(20) }),
  ]),
);

const OnePrice = z.union([
  Decimal.transform((base): CataloguedPrice => ({ base, tiers: [] })),
  z
    .looseObject({ base: Decimal, tiers: z.array(z.looseObject({ start: Count, price: Decimal })).max(20) })
    .transform(({ base, tiers }): CataloguedPrice => {
      const ascending = tiers.toSorted((a, b) => a.start - b.start);
      return { base, tiers: ascending.map(({ start, price }) => ({ over: start, price })) };
    }),
]);
const Prices = z.record(z.string().max(60), OnePrice);
const Constraint = z.looseObject({ start_date: z.iso.date().optional(), start_time: z.string().optional() });
const Versions = z.array(z.looseObject({ constraint: Constraint.nullish(), prices: Prices })).max(50);

const Model = z
  .looseObject({
    id: z.string().min(1).max(300),
    match: MatchRule,
    context_window: Count.nullish(),
    prices: z.union([Prices, Versions]),
  })
  .transform(({ id, match, context_window, prices }): CataloguedModel => {
    const all = Array.isArray(prices) ? prices : [{ constraint: null, prices }];
    const dated = all.filter(({ constraint }) => constraint?.start_time === undefined);
    const versions = dated.map((one) => ({ from: one.constraint?.start_date ?? null, prices: one.prices }));
    return { id, match, contextTokens: context_window ?? null, versions, hasTimes: dated.length < all.length };
  });

const Catalogue = z
  .array(
    z
      .looseObject({
        id: z.string().min(1).max(100),
        api_pattern: Pattern,
        pricing_urls: z.array(z.string().max(500)).max(50).nullish(),
        models: z.array(Model).max(20_000),
      })
      .transform(({ id, api_pattern, pricing_urls, models }): CataloguedProvider => ({
        id,
        apiPattern: new RegExp(`^(?:${api_pattern.source})`),
        pricingUrls: pricing_urls ?? [],
        models,
      })),
  )
  .min(1)
  .max(1000);

/** The file is no price catalogue; the message says where. */
export class InvalidCatalogue extends Error {
  override readonly name = 'InvalidCatalogue';
}

/**
 * Reads a catalogue in the form in which genai-prices publishes it (`data.json`, `data_slim.json`).
 * @throws InvalidCatalogue
 */
export function readPriceCatalogue(text: string): readonly CataloguedProvider[] {
  let json: Json;
  try {
    json = parseJson(text);
  } catch {
    throw new InvalidCatalogue('is not JSON');
  }
  const read = Catalogue.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InvalidCatalogue(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'is no price catalogue'}`);
}
