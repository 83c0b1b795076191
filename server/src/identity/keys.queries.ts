import type { Key } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

export type KeyRow = Key & { readonly revision: number };

/** With what only the machinery may see: none of it goes into the policy document or an answer. */
export type StoredKey = KeyRow & { readonly secret_hash: string; readonly revoked_by_file: boolean };

const columns = [
  'id, name, prefix, user_id, instance_id, block_form, include_usage',
  timeColumn('created_at'),
  timeColumn('expires_at'),
  timeColumn('revoked_at'),
  'managed_by_file, revision',
].join(', ');

/** In a fixed order: the policy document is compared by its text. */
export async function selectKeys(database: Queryable): Promise<KeyRow[]> {
  const { rows } = await database.query<KeyRow>(`SELECT ${columns} FROM keys ORDER BY id COLLATE "C"`);
  return rows;
}

export async function selectKey(database: Queryable, id: string): Promise<KeyRow | undefined> {
  const { rows } = await database.query<KeyRow>(`SELECT ${columns} FROM keys WHERE id = $1`, [id]);
  return rows[0];
}

export async function selectStoredKeys(database: Queryable): Promise<StoredKey[]> {
  const { rows } = await database.query<StoredKey>(
    `SELECT ${columns}, secret_hash, revoked_by_file FROM keys ORDER BY id COLLATE "C"`,
  );
  return rows;
}

export async function insertKey(database: Queryable, key: Key, secretHash: string): Promise<void> {
  await database.query(
    `INSERT INTO keys (id, name, prefix, secret_hash, user_id, instance_id, block_form, include_usage, created_at,
       expires_at, revoked_at, managed_by_file)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      key.id,
      key.name,
      key.prefix,
      secretHash,
      key.user_id,
      key.instance_id,
      key.block_form,
      key.include_usage,
      key.created_at,
      key.expires_at,
      key.revoked_at,
      key.managed_by_file,
    ],
  );
}

/**
 * Changes what may change; prefix and hash stay for ever, and `revoked_by_file` where it is not stated.
 * @returns whether the row was there, with `revision` where one is expected
 */
export async function updateKey(
  database: Queryable,
  key: Key,
  options: { revision?: number | null; revokedByFile?: boolean } = {},
): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE keys SET name = $2, user_id = $3, instance_id = $4, block_form = $5, include_usage = $6, expires_at = $7,
       revoked_at = $8, managed_by_file = $9, revoked_by_file = coalesce($10, revoked_by_file), revision = revision + 1
     WHERE id = $1 AND ($11::integer IS NULL OR revision = $11)`,
    [
      key.id,
      key.name,
      key.user_id,
      key.instance_id,
      key.block_form,
      key.include_usage,
      key.expires_at,
      key.revoked_at,
      key.managed_by_file,
      options.revokedByFile ?? null,
      options.revision ?? null,
    ],
  );
  return rowCount === 1;
}
