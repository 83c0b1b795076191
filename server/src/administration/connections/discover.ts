import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { replaceDiscovery } from '../../catalog/discoveries.queries.ts';
import { selectModels } from '../../catalog/models.queries.ts';
import { naturalName } from '../../catalog/natural-name.ts';
import { selectProvider } from '../../catalog/providers.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { suggester } from '../price-catalogue/suggester.ts';
import { AdministrationRefusal } from '../refusal.ts';
import { notFound } from '../refuse.ts';
import { type ProviderAccess, reachProvider } from './reach-provider.ts';

/**
 * Asks a provider for its models, with capabilities and suggested prices. The list is kept, so that models can be made of it.
 * @throws AdministrationRefusal (`upstream`) that says in plain words why there is no list
 */
export async function discoverModels(
  pool: pg.Pool,
  actor: Actor,
  id: string,
  access: ProviderAccess,
): Promise<admin.Discovery> {
  assertAdministrator(actor);
  const provider = await selectProvider(pool, id);
  if (!provider) throw notFound('provider');
  const { test, listing } = await reachProvider(pool, access, provider, { withDetails: true });
  if (test.code !== 'ok' || !listing) {
    const hint = test.hint === null ? {} : { hint: test.hint };
    throw new AdministrationRefusal('upstream', test.message, [{ field: '', message: test.message, ...hint }]);
  }
  const models = listing.models.map(({ ownedBy: _, ...model }) => model);
  await replaceDiscovery(pool, id, { models, isWhole: listing.isWhole });
  const suggest = await suggester(pool, provider);
  const governed = await selectModels(pool);
  const taken = new Set(governed.map(({ display_name }) => naturalName(display_name)));
  const at = new Date().toISOString();
  return {
    at,
    is_whole: listing.isWhole,
    items: models.map((model) => ({
      ...model,
      display_name: freeName(model.provider_model, provider.name, taken),
      suggestion: suggest(model.provider_model, model.listed_prices),
      governed_as: governed
        .filter((one) => one.provider_id === id && one.provider_model === model.provider_model)
        .map(({ id: modelId, display_name }) => ({ id: modelId, display_name })),
    })),
  };
}

/** The provider's own name where it is free, else with the provider's before it. */
function freeName(name: string, provider: string, taken: Set<string>): string {
  const candidates = [name, `${provider}/${name}`, ...[2, 3, 4, 5].map((count) => `${provider}/${name} ${count}`)];
  const free = candidates.find((candidate) => !taken.has(naturalName(candidate))) ?? name;
  taken.add(naturalName(free));
  return free.slice(0, 200);
}
