import type { Provider } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

export type ProviderRow = Provider & { readonly revision: number };

const columns =
  'id, name, protocol, kind, base_url, api_version, credential, headers, forward_headers, timeouts, inject_usage, ' +
  'on_caller_left, managed_by_file, revision';

/** In a fixed order: the policy document is compared by its text. */
export async function selectProviders(database: Queryable): Promise<ProviderRow[]> {
  const { rows } = await database.query<ProviderRow>(`SELECT ${columns} FROM providers ORDER BY id COLLATE "C"`);
  return rows;
}

export async function selectProvider(database: Queryable, id: string): Promise<ProviderRow | undefined> {
  const { rows } = await database.query<ProviderRow>(`SELECT ${columns} FROM providers WHERE id = $1`, [id]);
  return rows[0];
}

export async function insertProvider(database: Queryable, provider: Provider): Promise<void> {
  await database.query(
    `INSERT INTO providers (id, name, protocol, kind, base_url, api_version, credential, headers, forward_headers,
       timeouts, inject_usage, on_caller_left, managed_by_file)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    valuesOf(provider),
  );
}

/** @returns whether the row was there, with `revision` where one is expected */
export async function updateProvider(
  database: Queryable,
  provider: Provider,
  revision: number | null = null,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE providers SET name = $2, protocol = $3, kind = $4, base_url = $5, api_version = $6, credential = $7,
       headers = $8, forward_headers = $9, timeouts = $10, inject_usage = $11, on_caller_left = $12,
       managed_by_file = $13, revision = revision + 1
     WHERE id = $1 AND ($14::integer IS NULL OR revision = $14)`,
    [...valuesOf(provider), revision],
  );
  return rowCount === 1;
}

/** Fails by its foreign key while a model uses the provider. */
export async function deleteProvider(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM providers WHERE id = $1', [id]);
}

function valuesOf(provider: Provider): unknown[] {
  return [
    provider.id,
    provider.name,
    provider.protocol,
    provider.kind,
    provider.base_url,
    provider.api_version,
    provider.credential,
    JSON.stringify(provider.headers),
    JSON.stringify(provider.forward_headers),
    JSON.stringify(provider.timeouts),
    provider.inject_usage,
    provider.on_caller_left,
    provider.managed_by_file,
  ];
}
