import type pg from 'pg';
import { decodeBlock } from '../../src/audit/integrity/chain-block.ts';
import { type Chained, genesis, leafOf, link, parseCanonical } from '../../src/audit/integrity/chain.ts';

export interface StoredChain {
  readonly events: readonly Chained[];
  /** Where a block does not go on from the one before it, or the end is not where the journal's row says. */
  readonly breaks: readonly bigint[];
  readonly hash: Buffer;
}

interface Journal {
  readonly shipped: string;
  readonly chain_hash: Buffer | null;
}

interface Block {
  readonly first: string;
  readonly previous: Buffer;
  readonly last_hash: Buffer;
  readonly entries: Buffer;
}

/** A journal's chain as the database holds it, walked from its beginning. */
export async function storedChain(pool: pg.Pool, journalId: string): Promise<StoredChain> {
  // In one statement: a journal that is still being shipped has its blocks and its row of one moment.
  const { rows } = await pool.query<Journal & (Block | Record<keyof Block, null>)>(
    `select shipped_sequence as shipped, chain_hash,
       first_sequence as first, previous_hash as previous, chain_blocks.last_hash, entries
     from journals left join chain_blocks on journal_id = id where id = $1 order by first_sequence`,
    [journalId],
  );
  const journal = rows[0];
  const blocks = rows.filter((row): row is Journal & Block => row.entries !== null);
  const events: Chained[] = [];
  const breaks: bigint[] = [];
  let hash = genesis(journalId);
  let next = 1n;
  for (const { first, previous, last_hash, entries } of blocks) {
    if (BigInt(first) !== next || !previous.equals(hash)) breaks.push(BigInt(first));
    hash = previous;
    next = BigInt(first);
    for (const { bytes } of decodeBlock(entries)) {
      const event = parseCanonical(bytes);
      if (event.sequence !== next) breaks.push(event.sequence);
      hash = link(hash, leafOf(bytes));
      next = event.sequence + 1n;
      events.push(event);
    }
    if (!last_hash.equals(hash)) breaks.push(next - 1n);
  }
  if (!journal?.chain_hash?.equals(hash) || BigInt(journal.shipped) !== next - 1n) breaks.push(next);
  return { events, breaks, hash };
}

export function headsOf(chain: StoredChain, kind: Chained['kind']): unknown[] {
  return chain.events
    .filter((event) => event.kind === kind)
    .map(({ headBytes }) => JSON.parse(Buffer.from(headBytes).toString()) as unknown);
}
