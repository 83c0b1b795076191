import type { admin } from '@tollgate/contract';
import { findModel } from './find-model.ts';
import type { PriceCatalogue } from './price-catalogue.ts';
import type { CataloguedProvider } from './read-price-catalogue.ts';
import { exampleOf, suggestedPrices } from './suggested-prices.ts';

/** What the catalogue suggests for a model of one of its providers; null when it knows none. */
export function suggestionFor(
  { asOf }: PriceCatalogue,
  provider: CataloguedProvider,
  name: string,
  day: string,
): admin.PriceSuggestion | null {
  const model = findModel(provider, name);
  const suggested = model && suggestedPrices(model, day);
  if (!suggested) return null;
  const catalogueModel = `${provider.id}/${model.id}`;
  return {
    origin: 'catalogue',
    source: `catalogue ${asOf}: ${catalogueModel}`.slice(0, 200),
    as_of: asOf,
    catalogue_model: catalogueModel,
    pricing_urls: [...provider.pricingUrls],
    prices: suggested.prices,
    example: exampleOf(suggested.prices),
    notes: [...suggested.notes],
  };
}

/** The provider's own word goes before any catalogue. */
export function listedSuggestion(
  listed: NonNullable<admin.DiscoveredModel['listed_prices']>,
  at: string,
): admin.PriceSuggestion {
  const prices = { ...listed, currency: 'USD', reasoning: null, details: {}, units: {}, variants: [] };
  const day = at.slice(0, 10);
  return {
    origin: 'provider',
    source: `listed by the provider ${day}`,
    as_of: day,
    catalogue_model: null,
    pricing_urls: [],
    prices,
    example: exampleOf(prices),
    notes: [],
  };
}
