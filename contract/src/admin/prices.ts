import { z } from 'zod';
import { Cost, Route, Usage, UsageDetail, UsageUnit } from '../invocation.ts';
import { priceFields, PriceVersion } from '../prices.ts';
import { Id, Page, Time, listOf } from './list.ts';

/** Prices as quoted decimals. They take over at `valid_from` (now, when left out), and hold until `valid_to`, if there is one. */
export const PriceCreate = z
  .strictObject({ valid_from: Time.optional(), valid_to: Time.nullable().default(null), ...priceFields })
  .refine(({ valid_from, valid_to }) => valid_to === null || Date.parse(valid_to) > beginning(valid_from), {
    path: ['valid_to'],
    message: 'must be after `valid_from`, which is now when left out',
  });
export type PriceCreate = z.infer<typeof PriceCreate>;
export const PriceView = PriceVersion;
export const PriceList = listOf(PriceVersion);

const exampleCost = Cost.pick({ currency: true, amount: true, classes: true, details: true, fees: true });
/** Shown wherever a price is entered: a price per token taken for one per million is seen at once. */
export const PriceExample = z
  .object({ input: z.int(), output: z.int(), amount: z.string() })
  .describe('What a call with so many tokens in and out costs.');
export const PriceCreated = PriceVersion.extend({ example: PriceExample });

/** Every model's versions, or those that are in force at a time. */
export const AllPricesQuery = z.strictObject({
  ...Page,
  model_id: Id.optional(),
  currency: PriceVersion.shape.currency.optional(),
  at: Time.optional().describe('Only the version of each model that a call at this time has.'),
});
export const ModelPrice = PriceVersion.extend({ model_id: z.string(), model: z.string() });
export type ModelPrice = z.infer<typeof ModelPrice>;
export const ModelPriceList = listOf(ModelPrice);

const tokens = z.int().min(0).max(1_000_000_000).default(0);

/** Prices that are not saved, and a usage to try them on: 1,000 tokens in and 500 out, when left out. */
export const PricePreviewRequest = z.strictObject({
  prices: z.strictObject(priceFields),
  usage: z
    .strictObject({
      input: tokens,
      cached_input: tokens,
      cache_write: tokens,
      output: tokens,
      reasoning: tokens,
      details: z.partialRecord(UsageDetail, tokens).optional(),
      units: z.partialRecord(UsageUnit, tokens).optional(),
    })
    .prefault({ input: 1000, output: 500 }),
  service_tier: z.string().max(60).nullable().default(null),
  route: Route.default('external'),
});
export type PricePreviewRequest = z.infer<typeof PricePreviewRequest>;
export const PricePreview = exampleCost.extend({
  usage: Usage,
  price_variant: z
    .int()
    .nullable()
    .describe('The variant that applies, counted from 1; null for the prices without conditions.'),
});
export type PricePreview = z.infer<typeof PricePreview>;

function beginning(validFrom: string | undefined): number {
  return validFrom === undefined ? Date.now() : Date.parse(validFrom);
}

export const priceCorrectionStates = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const;

/** A price that was set for the past, and how far the correction of the calls of that time is. */
export const PriceCorrection = z.object({
  id: z.string(),
  model_id: z.string(),
  model: z.string().describe('Its name when the price was set.'),
  price_version: z.int(),
  from_at: Time.describe('Calls opened from this time on …'),
  to_at: Time.nullable().describe('… and before this one …'),
  policy_version: z.int().describe('… that were decided by an earlier policy than this.'),
  state: z.enum(priceCorrectionStates),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), email: z.string().nullable() }),
  created_at: Time,
  ended_at: Time.nullable(),
  is_cancel_asked: z.boolean(),
  calls_total: z.int().nullable().describe('Metered calls of that time; null while they are not counted.'),
  calls_looked_at: z.int(),
  calls_corrected: z.int().describe('Those that have another cost by the new price.'),
  reason: z.string().nullable().describe('Why it failed.'),
});
export type PriceCorrection = z.infer<typeof PriceCorrection>;
export const PriceCorrectionList = listOf(PriceCorrection);
