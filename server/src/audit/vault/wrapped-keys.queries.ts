import type { Queryable } from '../../database/queryable.ts';
import type { WrappedKey } from './data-keys.queries.ts';

/** Where wrapped keys lie, and which column names them. */
const named = { data_keys: 'id', secrets: 'name' } as const;
export type WrappedTable = keyof typeof named;
export const wrappedTables: readonly WrappedTable[] = ['data_keys', 'secrets'];

/** The keys that another master key than this one wrapped; locked until the transaction ends. */
export async function selectWrapped(
  database: Queryable,
  table: WrappedTable,
  masterKeyId: string,
): Promise<(WrappedKey & { readonly name: string })[]> {
  const { rows } = await database.query<{ name: string; master_key_id: string; wrapped: Buffer }>(
    `select ${named[table]}::text as name, master_key_id, wrapped from ${table} where master_key_id <> $1 for update`,
    [masterKeyId],
  );
  return rows.map(({ name, master_key_id, wrapped }) => ({ name, masterKeyId: master_key_id, wrapped }));
}

export async function updateWrapped(
  database: Queryable,
  table: WrappedTable,
  name: string,
  { masterKeyId, wrapped }: WrappedKey,
): Promise<void> {
  await database.query(`update ${table} set master_key_id = $2, wrapped = $3 where ${named[table]}::text = $1`, [
    name,
    masterKeyId,
    wrapped,
  ]);
}
