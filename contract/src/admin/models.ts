import { z } from 'zod';
import { Model } from '../policy.ts';
import { Id, Page, Revision, listOf } from './list.ts';
import { PriceCreate } from './prices.ts';

export const ModelView = Model.extend({ revision: Revision });
export const ModelList = listOf(ModelView);
export const ModelQuery = z.strictObject({ ...Page, provider_id: Id.optional() });

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
