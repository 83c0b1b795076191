import type { Queryable } from '../../database/queryable.ts';

export interface WrappedKey {
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

/** A data key as its journal brought it; null when none of this id is in the database. */
export async function selectDataKey(database: Queryable, keyId: string): Promise<WrappedKey | null> {
  const result = await database.query<{ master_key_id: string; wrapped: Buffer }>(
    'select master_key_id, wrapped from data_keys where id = $1',
    [keyId],
  );
  const [row] = result.rows;
  return row ? { masterKeyId: row.master_key_id, wrapped: row.wrapped } : null;
}
