import { z } from 'zod';
import { Model } from '../policy.ts';
import { Id, Named, Page, Revision, listOf } from './list.ts';
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

/** Who asks, and an order or activations that are not saved: what would be taken then. */
export const ModelPreviewRequest = z.strictObject({
  user: z
    .string()
    .max(254)
    .optional()
    .describe('Id or e-mail. Without user and instance: somebody with no grants of their own.'),
  instance: z.string().max(120).optional().describe('Id or name; its owner is the user.'),
  order: z.array(Id).max(10_000).optional().describe('The models in another order; those left out come after.'),
  activate: z.array(Id).max(200).default([]),
  deactivate: z.array(Id).max(200).default([]),
});
export type ModelPreviewRequest = z.infer<typeof ModelPreviewRequest>;

export const ModelPreview = z.object({
  policy_version: z.int(),
  auto: Named.nullable().describe('What `auto` takes; null when it names none.'),
  sensitive: Named.nullable().describe('Where sensitive content goes; null when it would be blocked.'),
  models: z
    .array(
      z.object({
        id: Id,
        name: z.string(),
        auto: z.enum(['taken', 'later', 'inactive', 'secure', 'not_granted']).describe('Why `auto` does not take it.'),
        sensitive: z
          .enum(['taken', 'later', 'inactive', 'regular'])
          .describe('Why sensitive content does not go there.'),
      }),
    )
    .describe('By position.'),
});
export type ModelPreview = z.infer<typeof ModelPreview>;

/** Whether a model could see sensitive content: whether the secure path would connect to its host as it resolves now. */
export const SecurePathCheck = z.object({
  host: z.string(),
  addresses: z.array(z.string()),
  is_allowed: z.boolean(),
  reason: z.string().nullable().describe('Why not.'),
});
export type SecurePathCheck = z.infer<typeof SecurePathCheck>;
