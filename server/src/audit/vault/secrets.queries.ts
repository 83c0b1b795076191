import type { Queryable } from '../../database/queryable.ts';
import type { WrappedKey } from './data-keys.queries.ts';

export type SecretName = 'index' | 'signing';

export async function selectSecret(
  database: Queryable,
  name: SecretName,
): Promise<(WrappedKey & { readonly publicKey: string | null }) | null> {
  const result = await database.query<{ master_key_id: string; wrapped: Buffer; public: string | null }>(
    'select master_key_id, wrapped, public from secrets where name = $1',
    [name],
  );
  const [row] = result.rows;
  return row ? { masterKeyId: row.master_key_id, wrapped: row.wrapped, publicKey: row.public } : null;
}

/** Enters a secret unless another replica was faster. */
export async function insertSecret(
  database: Queryable,
  name: SecretName,
  { masterKeyId, wrapped }: WrappedKey,
  publicKey: string | null,
): Promise<void> {
  await database.query(
    `insert into secrets (name, master_key_id, wrapped, public) values ($1, $2, $3, $4) on conflict (name) do nothing`,
    [name, masterKeyId, wrapped, publicKey],
  );
}
