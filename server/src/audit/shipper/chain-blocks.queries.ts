import type { Queryable } from '../../database/queryable.ts';
import type { ChainBlock } from './chain-blocks.ts';

export async function insertChainBlock(database: Queryable, block: ChainBlock): Promise<void> {
  await database.query(
    `insert into chain_blocks (journal_id, first_sequence, last_sequence, at, previous_hash, last_hash, entries)
     values ($1, $2, $3, now(), $4, $5, $6)`,
    [block.journalId, block.firstSequence, block.lastSequence, block.previousHash, block.lastHash, block.entries],
  );
}
