import type { admin, Capabilities, Provider } from '@tollgate/contract';
import { findModel, findProvider } from '../../catalog/price-catalogue/find-model.ts';
import { currentCatalogue } from '../../catalog/price-catalogue/price-catalogue.ts';
import { listedSuggestion, suggestionFor } from '../../catalog/price-catalogue/suggest.ts';
import type { Queryable } from '../../database/queryable.ts';
import { invalid } from '../refuse.ts';

/** Suggests prices for the models of one provider: what it lists itself, else what the catalogue says. */
export type Suggester = (
  providerModel: string,
  listed: admin.DiscoveredModel['listed_prices'],
) => admin.PriceSuggestion | null;

type Origin = Pick<Provider, 'base_url' | 'protocol'>;

/**
 * @param catalogueProvider whose prices, in the catalogue's words; by the address when left out
 * @throws AdministrationRefusal when the catalogue has no such provider
 */
export async function suggester(database: Queryable, origin: Origin, catalogueProvider?: string): Promise<Suggester> {
  const catalogue = await currentCatalogue(database);
  const provider = await catalogued(database, origin, catalogueProvider);
  const at = new Date().toISOString();
  return (name, listed) =>
    listed ? listedSuggestion(listed, at) : provider && suggestionFor(catalogue, provider, name, at.slice(0, 10));
}

/** What the catalogue knows of a model beside its price. */
export async function cataloguedCapabilities(
  database: Queryable,
  origin: Origin,
  catalogueProvider?: string,
): Promise<(providerModel: string) => Capabilities> {
  const provider = await catalogued(database, origin, catalogueProvider);
  return (name) => {
    const context = provider && findModel(provider, name)?.contextTokens;
    return context ? { context_tokens: context } : {};
  };
}

async function catalogued(database: Queryable, origin: Origin, id: string | undefined) {
  const { providers } = await currentCatalogue(database);
  if (id === undefined) return findProvider(providers, origin);
  const named = providers.find((provider) => provider.id === id);
  if (!named) throw invalid('catalogue_provider', 'is no provider of the price catalogue');
  return named;
}
