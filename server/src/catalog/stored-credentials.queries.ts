import type { Queryable } from '../database/queryable.ts';

/** A secret as it is stored: wrapped by a master key, for one origin. */
export interface StoredCredentialRow {
  readonly id: string;
  readonly origin: string;
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

export async function insertStoredCredential(transaction: Queryable, row: StoredCredentialRow): Promise<void> {
  await transaction.query(
    'INSERT INTO stored_credentials (id, origin, master_key_id, wrapped) VALUES ($1, $2, $3, $4)',
    [row.id, row.origin, row.masterKeyId, row.wrapped],
  );
}

export async function selectStoredCredentials(database: Queryable): Promise<StoredCredentialRow[]> {
  const { rows } = await database.query<{ id: string; origin: string; master_key_id: string; wrapped: Buffer }>(
    'SELECT id, origin, master_key_id, wrapped FROM stored_credentials',
  );
  return rows.map(({ master_key_id, ...row }) => ({ ...row, masterKeyId: master_key_id }));
}

/** A secret that nothing refers to any more must not lie around. */
export async function deleteUnusedCredentials(transaction: Queryable): Promise<void> {
  await transaction.query(
    `DELETE FROM stored_credentials stored
     WHERE NOT EXISTS (SELECT FROM providers WHERE credential = 'stored:' || stored.id)
       AND NOT EXISTS (SELECT FROM models WHERE credential = 'stored:' || stored.id)`,
  );
}
