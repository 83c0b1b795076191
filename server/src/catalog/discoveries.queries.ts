import type { admin } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

/** Keeps the newest list of a provider. */
export async function replaceDiscovery(
  database: Queryable,
  providerId: string,
  { models, isWhole }: { readonly models: readonly admin.DiscoveredModel[]; readonly isWhole: boolean },
): Promise<void> {
  await database.query(
    `INSERT INTO provider_discoveries (provider_id, is_whole, models) VALUES ($1, $2, $3)
     ON CONFLICT (provider_id) DO UPDATE SET at = now(), is_whole = excluded.is_whole, models = excluded.models`,
    [providerId, isWhole, JSON.stringify(models)],
  );
}

/** By the provider's names; empty when it was never asked. */
export async function selectDiscovered(
  database: Queryable,
  providerId: string,
): Promise<ReadonlyMap<string, admin.DiscoveredModel>> {
  const { rows } = await database.query<{ models: admin.DiscoveredModel[] }>(
    'SELECT models FROM provider_discoveries WHERE provider_id = $1',
    [providerId],
  );
  return new Map(rows[0]?.models.map((model) => [model.provider_model, model]));
}
