import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';

export interface ChainRow {
  readonly journal_id: string;
  readonly sequence: string;
  readonly hash: string;
  readonly host: string;
  readonly is_live: boolean;
  readonly began_at: string;
}

/** So many are shown, the newest. */
const chainsMax = 200;

/** How far the chain of each journal is in the database, newest first. */
export async function selectChains(database: Queryable): Promise<ChainRow[]> {
  const { rows } = await database.query<ChainRow>(
    `SELECT id AS journal_id, shipped_sequence::text AS sequence, encode(chain_hash, 'hex') AS hash, host,
       state = 'live' AND lease_until > now() AS is_live, ${timeColumn('started_at', 'began_at')}
     FROM journals WHERE chain_hash IS NOT NULL ORDER BY started_at DESC, id DESC LIMIT $1`,
    [chainsMax],
  );
  return rows;
}

/** When the newest call came that is in the database. */
export async function selectLastRecorded(database: Queryable): Promise<string | null> {
  const { rows } = await database.query<{ at: string }>(
    `SELECT ${timeColumn('at')} FROM (SELECT at FROM invocations ORDER BY at DESC LIMIT 1) AS latest`,
  );
  return rows[0]?.at ?? null;
}
