import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

/** When the latest call by each of these keys came, of those that are in the record; keys without one are left out. */
export async function selectLastUses(
  database: Queryable,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.query<{ key_id: string; at: string }>(
    `SELECT key_id, ${timeColumn('at')} FROM unnest($1::text[]) AS asked (key_id),
       LATERAL (SELECT at FROM invocations WHERE invocations.key_id = asked.key_id ORDER BY at DESC LIMIT 1) AS latest`,
    [keyIds],
  );
  return new Map(rows.map(({ key_id, at }) => [key_id, at]));
}
