import { z } from 'zod';
import { Currency } from './currency.ts';
import { UsageDetail, UsageUnit } from './invocation.ts';

/** A price in the currency of its version: a plain decimal string of at most 9 decimals. */
export const Price = z
  .string('a price is a quoted decimal string')
  .regex(/^\d{1,9}(\.\d{1,9})?$/, 'a price is a decimal string such as "1.25": not negative, at most 9 decimals');

const DetailPrices = z
  .partialRecord(UsageDetail, Price)
  .describe('Per 1,000,000 tokens of a kind within a class; without one, its class has the price.');
const UnitPrices = z.partialRecord(UsageUnit, Price).describe('Per piece, beside the tokens.');

export const PriceCondition = z
  .strictObject({
    service_tier: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('The tier in which the provider says that it served the call.'),
    input_over: z.int().min(1).max(1_000_000_000).optional().describe('More tokens than this in the prompt.'),
    batch: z.literal(true).optional().describe('Served as part of a batch.'),
  })
  .refine((when) => Object.values(when).some((value) => value !== undefined), 'at least one condition');
export type PriceCondition = z.infer<typeof PriceCondition>;

/** What other prices hold under conditions; what it leaves out stays as the version says. */
export const PriceVariant = z.strictObject({
  when: PriceCondition.describe('All of them have to hold.'),
  input: Price.optional(),
  cached_input: Price.optional(),
  cache_write: Price.optional(),
  output: Price.optional(),
  reasoning: Price.optional(),
  details: DetailPrices.optional(),
  units: UnitPrices.optional(),
});
export type PriceVariant = z.infer<typeof PriceVariant>;

/**
 * Variants that could never apply: an earlier one takes every call of theirs, or their conditions contradict each other.
 * @returns what is wrong, by the index of the variant
 */
function unreachableVariants(
  variants: readonly PriceVariant[],
): { readonly index: number; readonly message: string }[] {
  return variants.flatMap(({ when }, index) => {
    if (when.batch && (when.service_tier ?? batchTier) !== batchTier)
      return [{ index, message: `what is served as a batch has the service tier "${batchTier}"` }];
    const before = variants.slice(0, index).findIndex((earlier) => holdsWhenever(earlier.when, when));
    if (before === -1) return [];
    return [{ index, message: `can never apply: variant ${before + 1} applies whenever it would, and comes first` }];
  });
}

/** The service tier of what is served as part of a batch. */
export const batchTier = 'batch';

function holdsWhenever(a: PriceCondition, b: PriceCondition): boolean {
  const tierOf = (when: PriceCondition): string | undefined => (when.batch ? batchTier : when.service_tier);
  const isTierMet = tierOf(a) === undefined || tierOf(a) === tierOf(b);
  return isTierMet && (a.input_over ?? 0) <= (b.input_over ?? 0);
}

const PriceVariants = z
  .array(PriceVariant)
  .max(50)
  .superRefine((variants, context) => {
    for (const { index, message } of unreachableVariants(variants))
      context.addIssue({ code: 'custom', path: [index, 'when'], message });
  })
  .describe('The first one whose conditions hold applies.');

/** The prices of one version, per 1,000,000 tokens. `cached_input` and `cache_write` fall back to `input`, `reasoning` to `output`. */
export const priceFields = {
  currency: Currency,
  input: Price,
  cached_input: Price.nullable().default(null),
  cache_write: Price.nullable().default(null),
  output: Price,
  reasoning: Price.nullable().default(null),
  details: DetailPrices.default({}),
  units: UnitPrices.default({}),
  variants: PriceVariants.default([]),
  source: z.string().min(1).max(200).nullable().default(null).describe('Where the prices come from.'),
};

/**
 * One version of a model's prices. It is never changed. A call has the price that began last of those that cover the time
 * at which it was opened; a version takes the place of an earlier one with the same `valid_from` altogether.
 */
export const PriceVersion = z.object({
  version: z.int().min(1),
  valid_from: z.iso.datetime({ offset: true }),
  valid_to: z.iso.datetime({ offset: true }).nullable().default(null).describe('Not any more from this time on.'),
  ...priceFields,
});
export type PriceVersion = z.infer<typeof PriceVersion>;
