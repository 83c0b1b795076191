import { z } from 'zod';
import { Grant, Model } from '../policy.ts';
import { DiscoveredModel } from './connections.ts';
import { Id } from './list.ts';
import { ModelView } from './models.ts';
import { PriceCreate } from './prices.ts';
import { PriceSuggestion } from './price-suggestions.ts';

/** What a provider lists, and what is known of it here. */
export const Discovery = z.object({
  at: z.iso.datetime(),
  is_whole: z.boolean().describe('False when the provider lists more than was taken.'),
  items: z.array(
    DiscoveredModel.extend({
      display_name: z.string().describe('A name under which it could be made; free at this moment.'),
      suggestion: PriceSuggestion.nullable(),
      governed_as: z.array(z.object({ id: Id, display_name: z.string() })).describe('Models that are there already.'),
    }),
  ),
});
export type Discovery = z.infer<typeof Discovery>;

/** Several models of one provider: all of them or none. They stay inactive until somebody activates them. */
export const ModelBatchCreate = z.strictObject({
  provider_id: Id,
  models: z
    .array(
      z.strictObject({
        provider_model: Model.shape.provider_model,
        display_name: Model.shape.display_name.optional().describe('The provider’s name for it, when left out.'),
        is_secure: z.boolean().default(false).describe('May see sensitive content.'),
        capabilities: Model.shape.capabilities
          .unwrap()
          .optional()
          .describe('What was discovered, or the catalogue says, when left out.'),
        prices: PriceCreate.nullable().optional(),
      }),
    )
    .min(1)
    .max(200),
  suggested_prices: z
    .boolean()
    .default(false)
    .describe('Give the suggested prices to those without prices of their own.'),
  catalogue_provider: z.string().max(60).optional().describe('Whose suggestions, where the address does not tell.'),
  grant_to: z.array(Grant.shape.to).max(50).default([]).describe('Who may use them once they are active.'),
});
export type ModelBatchCreate = z.infer<typeof ModelBatchCreate>;
export const ModelBatch = z.object({
  items: z.array(ModelView),
  unpriced: z.array(z.string()).describe('Display names of those without prices: their calls would count as unpriced.'),
});

export const ModelActivation = z.strictObject({
  ids: z.array(Id).min(1).max(200),
  is_active: z.boolean().default(true),
});
export type ModelActivation = z.infer<typeof ModelActivation>;
