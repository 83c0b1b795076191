import type { Queryable } from '../../database/queryable.ts';
import type { ChainHead } from '../events.ts';

/** So many are named, the newest: an older one is named by those that followed it. */
const headsMax = 1000;

/** How far the chain of each journal is in the database. */
export async function selectChainHeads(database: Queryable): Promise<ChainHead[]> {
  const result = await database.query<{ id: string; shipped_sequence: string; chain_hash: Buffer }>(
    `select id, shipped_sequence, chain_hash from journals where chain_hash is not null order by id desc limit $1`,
    [headsMax],
  );
  return result.rows.map(({ id, shipped_sequence, chain_hash }) => ({
    journal_id: id,
    sequence: shipped_sequence,
    hash: chain_hash.toString('hex'),
  }));
}
