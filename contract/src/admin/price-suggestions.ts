import { z } from 'zod';
import { priceFields } from '../prices.ts';
import { Id } from './list.ts';

const { source: _, ...suggested } = priceFields;

/** Prices that somebody published, in the form in which a model takes them. Nothing is in force by it. */
export const PriceSuggestion = z.object({
  origin: z.enum(['catalogue', 'provider']).describe('The price catalogue, or the list of the provider itself.'),
  source: z.string().describe('To be kept with the prices.'),
  as_of: z.iso.date(),
  catalogue_model: z.string().nullable().describe('`provider/model` in the catalogue.'),
  pricing_urls: z.array(z.string()).describe('Where the provider publishes its prices.'),
  prices: z.object(suggested),
  example: z.string().describe('What 1,000 tokens in and 500 out cost by it, without conditions.'),
  notes: z.array(z.string()).describe('What the catalogue says and these prices cannot.'),
});
export type PriceSuggestion = z.infer<typeof PriceSuggestion>;

export const PriceSuggestionQuery = z.strictObject({
  model: z.string().min(1).max(200).describe('The name that the provider knows it by.'),
  provider_id: Id.optional().describe('A provider of this gateway: its address says whose prices are meant.'),
  catalogue_provider: z.string().max(60).optional().describe('Or whose, in the words of the catalogue: `openai`.'),
});

export const PriceSuggestions = z.object({ items: z.array(PriceSuggestion) });

/** Which catalogue suggestions come from. */
export const PriceCatalogueView = z.object({
  name: z.string(),
  as_of: z.iso.date(),
  is_shipped: z.boolean().describe('It came with this release; otherwise an administrator put it here.'),
  sha256: z.string(),
  providers: z.int(),
  models: z.int(),
});
export type PriceCatalogueView = z.infer<typeof PriceCatalogueView>;

export const PriceCatalogueRefresh = z.strictObject({
  as_of: z.iso.date().describe('The day that the file is of: it does not say itself.'),
  dry_run: z.stringbool().default(false).describe('Only shows the difference.'),
});

/** What a new catalogue says otherwise. */
export const PriceCatalogueDifference = z.object({
  is_applied: z.boolean(),
  catalogue: PriceCatalogueView,
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(
    z.object({
      model: z.string(),
      fields: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
    }),
  ),
});
export type PriceCatalogueDifference = z.infer<typeof PriceCatalogueDifference>;
