import { z } from 'zod';
import { Id } from './list.ts';

export const presences = ['listed', 'gone', 'unknown'] as const;

/** What the last check found of one active model. */
export const ModelDrift = z.object({
  model_id: Id,
  display_name: z.string(),
  provider: z.string(),
  provider_model: z.string(),
  presence: z.enum(presences).describe('`unknown` when its provider did not answer, or has no list.'),
  note: z.string().nullable().describe('Why it is unknown.'),
  repriced: z
    .array(z.object({ field: z.string(), in_force: z.string().nullable(), suggested: z.string().nullable() }))
    .describe('Where the suggested price is another one than the price in force.'),
  checked_at: z.iso.datetime(),
});
export type ModelDrift = z.infer<typeof ModelDrift>;

export const CatalogueDrift = z.object({
  checked_at: z.iso.datetime().nullable().describe('When the last check ended; null before the first.'),
  items: z.array(ModelDrift).describe('Only models that something is to be said of: gone, unknown or repriced.'),
});
export type CatalogueDrift = z.infer<typeof CatalogueDrift>;
