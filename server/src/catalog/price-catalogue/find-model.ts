import type { Protocol } from '@tollgate/contract';
import type { CataloguedModel, CataloguedProvider, Match } from './read-price-catalogue.ts';

/** Whose prices a protocol's models have where the address does not tell. */
const usualOf: Partial<Readonly<Record<Protocol, string>>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
  'azure-openai': 'azure',
};

/** The provider of the catalogue that an address belongs to, else the one that the protocol is named for. */
export function findProvider(
  catalogue: readonly CataloguedProvider[],
  { base_url, protocol }: { readonly base_url: string; readonly protocol: Protocol },
): CataloguedProvider | null {
  return (
    catalogue.find(({ apiPattern }) => apiPattern.test(base_url)) ??
    catalogue.find(({ id }) => id === usualOf[protocol]) ??
    null
  );
}

/** A model by the name that calls use; the first one that matches, as the catalogue's own library does it. */
export function findModel(provider: CataloguedProvider, name: string): CataloguedModel | null {
  const lower = name.toLowerCase();
  return (
    provider.models.find(({ id }) => id === name) ??
    provider.models.find(({ match }) => matches(match, name) || matches(match, lower)) ??
    null
  );
}

function matches(match: Match, name: string): boolean {
  if ('equals' in match) return name === match.equals;
  if ('starts_with' in match) return name.startsWith(match.starts_with);
  if ('ends_with' in match) return name.endsWith(match.ends_with);
  if ('contains' in match) return name.includes(match.contains);
  if ('regex' in match) return match.regex.test(name);
  if ('or' in match) return match.or.some((one) => matches(one, name));
  return match.and.every((one) => matches(one, name));
}
