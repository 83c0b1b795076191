import type { admin } from '@tollgate/contract';
import { selectDiscovered } from '../../catalog/discoveries.queries.ts';
import { currentCatalogue } from '../../catalog/price-catalogue/price-catalogue.ts';
import { suggestionFor } from '../../catalog/price-catalogue/suggest.ts';
import { selectProvider } from '../../catalog/providers.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { notFound } from '../refuse.ts';
import { suggester } from './suggester.ts';

const suggestionsMax = 50;

/** Suggestions for a model: of one provider, or of each one in the catalogue that has a model of this name. */
export async function suggestPrices(
  database: Queryable,
  { model, provider_id: providerId, catalogue_provider: whose }: typeof admin.PriceSuggestionQuery._output,
): Promise<admin.PriceSuggestion[]> {
  if (providerId !== undefined) {
    const provider = await selectProvider(database, providerId);
    if (!provider) throw notFound('provider');
    const suggest = await suggester(database, provider, whose);
    const listed = (await selectDiscovered(database, providerId)).get(model)?.listed_prices ?? null;
    const suggestion = suggest(model, listed);
    return suggestion ? [suggestion] : [];
  }
  const catalogue = await currentCatalogue(database);
  const day = new Date().toISOString().slice(0, 10);
  return catalogue.providers
    .filter(({ id }) => whose === undefined || id === whose)
    .flatMap((provider) => suggestionFor(catalogue, provider, model, day) ?? [])
    .slice(0, suggestionsMax);
}
