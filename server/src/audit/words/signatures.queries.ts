import type { Queryable } from '../../database/queryable.ts';
import { timeOfId } from '../../platform/ids.ts';
import type { SignatureRow } from './word-block.ts';

export async function insertSignatures(database: Queryable, rows: readonly SignatureRow[]): Promise<void> {
  await database.query(
    `insert into payload_signatures (at, request_id, kind, signature)
     select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::bytea[])`,
    [
      rows.map(({ requestId }) => new Date(timeOfId(requestId))),
      rows.map(({ requestId }) => requestId),
      rows.map(({ kind }) => kind),
      rows.map(({ signature }) => signature),
    ],
  );
}

/** How many filters of which size lie in a partition, in bytes. */
export async function countSignatures(
  database: Queryable,
  partition: string,
): Promise<{ readonly size: number; readonly count: number }[]> {
  const { rows } = await database.query<{ size: number; count: number }>(
    `select octet_length(signature) as size, count(*)::int as count from ${partition} group by 1`,
  );
  return rows;
}

/** Takes the oldest filters of a size out of a partition, at most `limit`. */
export async function takeSignatures(
  transaction: Queryable,
  partition: string,
  size: number,
  limit: number,
): Promise<SignatureRow[]> {
  const { rows } = await transaction.query<SignatureRow>(
    `delete from ${partition} where ctid = any (array(
       select ctid from ${partition} where octet_length(signature) = $1 order by at limit $2))
     returning request_id as "requestId", kind, signature`,
    [size, limit],
  );
  return rows;
}
