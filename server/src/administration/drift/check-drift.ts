import type { admin, PriceVersion } from '@tollgate/contract';
import type pg from 'pg';
import { beginDriftCheck, finishDriftCheck } from '../../catalog/drift.queries.ts';
import { type ProviderRow, selectProviders } from '../../catalog/providers.queries.ts';
import { versionInForce } from '../../cost/version-in-force.ts';
import { inTransaction } from '../../database/transaction.ts';
import { type ProviderAccess, reachProvider } from '../connections/reach-provider.ts';
import { type PricedModel, readModels } from '../models/read.ts';
import { suggester } from '../price-catalogue/suggester.ts';
import { comparePrices } from './compare-prices.ts';

type Found = Pick<admin.ModelDrift, 'model_id' | 'presence' | 'note' | 'repriced'>;

/**
 * Asks the provider of every active model whether it still lists it, and compares suggested prices with those in force.
 * Changes nothing: it tells. A provider that does not answer is unknown, which is not gone.
 * @param everyS at most one check in so many seconds on one database
 * @returns false when one was made lately, or is being made by somebody else
 */
export async function checkDrift(pool: pg.Pool, access: ProviderAccess, everyS: number): Promise<boolean> {
  if (!(await beginDriftCheck(pool, everyS))) return false;
  const active = (await readModels(pool)).filter((model) => model.is_active);
  const found: Found[] = [];
  for (const provider of await selectProviders(pool)) {
    const models = active.filter((model) => model.provider_id === provider.id);
    if (models.length > 0) found.push(...(await lookAt(pool, access, provider, models)));
  }
  await inTransaction(pool, (transaction) => finishDriftCheck(transaction, found));
  return true;
}

async function lookAt(
  pool: pg.Pool,
  access: ProviderAccess,
  provider: ProviderRow,
  models: readonly PricedModel[],
): Promise<Found[]> {
  const { test, listing } = await reachProvider(pool, access, provider, { withDetails: false });
  const listed = test.code === 'ok' && listing ? listing : null;
  const byName = new Map(listed?.models.map((model) => [model.provider_model, model]));
  const suggest = await suggester(pool, provider);
  const now = new Date().toISOString();
  return models.map((model) => {
    const { presence, note } = presenceOf(
      model,
      listed && { has: byName.has(model.provider_model), isWhole: listed.isWhole },
      test.message,
    );
    const suggestion = suggest(model.provider_model, byName.get(model.provider_model)?.listed_prices ?? null);
    const inForce: PriceVersion | null = versionInForce(model.prices, now);
    return {
      model_id: model.id,
      presence,
      note,
      repriced: suggestion ? comparePrices(inForce, suggestion.prices) : [],
    };
  });
}

function presenceOf(
  model: PricedModel,
  listed: { readonly has: boolean; readonly isWhole: boolean } | null,
  trouble: string,
): Pick<Found, 'presence' | 'note'> {
  if (model.base_url !== null) return { presence: 'unknown', note: 'It has an address of its own.' };
  if (!listed) return { presence: 'unknown', note: trouble };
  if (listed.has) return { presence: 'listed', note: null };
  if (!listed.isWhole) return { presence: 'unknown', note: 'The provider lists more than is taken.' };
  return { presence: 'gone', note: null };
}
