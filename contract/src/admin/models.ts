import { z } from 'zod';
import { Currency } from '../currency.ts';
import { Model, Price, PriceVersion } from '../policy.ts';
import { Id, Page, Revision, Time, listOf } from './list.ts';

export const ModelView = Model.extend({ revision: Revision });
export const ModelList = listOf(ModelView);
export const ModelQuery = z.strictObject({ ...Page, provider_id: Id.optional() });

/** Prices per 1,000,000 tokens, as quoted decimals. They take over at `valid_from` (now, when left out). */
export const PriceCreate = z.strictObject({
  currency: Currency,
  valid_from: Time.optional(),
  input: Price,
  cached_input: Price.nullable().default(null),
  cache_write: Price.nullable().default(null),
  output: Price,
  reasoning: Price.nullable().default(null),
});
export type PriceCreate = z.infer<typeof PriceCreate>;
export const PriceView = PriceVersion;
export const PriceList = listOf(PriceVersion);

export const ModelCreate = z.strictObject({
  display_name: Model.shape.display_name,
  provider_id: Id,
  provider_model: Model.shape.provider_model,
  is_secure: z.boolean().default(false).describe('May see sensitive content.'),
  is_active: z.boolean().default(false),
  base_url: Model.shape.base_url.default(null),
  credential: Model.shape.credential.default(null),
  capabilities: Model.shape.capabilities,
  prices: PriceCreate.nullable().default(null),
});
export type ModelCreate = z.infer<typeof ModelCreate>;

export const ModelChange = z.strictObject({
  display_name: Model.shape.display_name.optional(),
  provider_id: Id.optional(),
  provider_model: Model.shape.provider_model.optional(),
  is_secure: z.boolean().optional(),
  is_active: z.boolean().optional(),
  base_url: Model.shape.base_url.optional(),
  credential: Model.shape.credential.optional(),
  capabilities: Model.shape.capabilities.unwrap().optional(),
});
export type ModelChange = z.infer<typeof ModelChange>;

/** Every model's id, in the new order. */
export const ModelReorder = z.strictObject({ ids: z.array(Id).min(1).max(10_000) });
