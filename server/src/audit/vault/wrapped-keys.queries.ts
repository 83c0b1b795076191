import type { Queryable } from '../../database/queryable.ts';
import type { WrappedKey } from './data-keys.queries.ts';

/** Where wrapped keys and secrets lie, and what names them, which is bound to them. */
const named = { data_keys: 'id', secrets: 'name', stored_credentials: "(id || ' ' || origin)" } as const;
export type WrappedTable = keyof typeof named;
export const wrappedTables: readonly WrappedTable[] = ['data_keys', 'secrets', 'stored_credentials'];

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

const lock = 7_236_011;

/** One rotation at a time, until the transaction ends. */
export async function lockRotation(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [lock]);
}

/** Of these journals, and of those that live elsewhere, the ones whose data key is not in the database yet. */
export async function selectJournalsWithoutKey(database: Queryable, ids: readonly string[]): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select id from (
       select unnest($1::text[]) as id
       union select id from journals where state = 'live' and lease_until > now()
     ) journal
     where not exists (select from data_keys where journal_id = journal.id) order by id`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
