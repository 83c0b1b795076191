import type pg from 'pg';
import { decodeBlock } from '../../src/audit/integrity/chain-block.ts';
import { type Chained, genesis, leafOf, link, parseCanonical } from '../../src/audit/integrity/chain.ts';

export interface StoredChain {
  readonly events: readonly Chained[];
  /** Where a block does not go on from the one before it, or the end is not where the journal's row says. */
  readonly breaks: readonly bigint[];
  readonly hash: Buffer;
}

/** A journal's chain as the database holds it, walked from its beginning. */
export async function storedChain(pool: pg.Pool, journalId: string): Promise<StoredChain> {
  const { rows } = await pool.query<{ first: string; previous: Buffer; last_hash: Buffer; entries: Buffer }>(
    `select first_sequence as first, previous_hash as previous, last_hash, entries from chain_blocks
     where journal_id = $1 order by first_sequence`,
    [journalId],
  );
  const events: Chained[] = [];
  const breaks: bigint[] = [];
  let hash = genesis(journalId);
  let next = 1n;
  for (const { first, previous, last_hash, entries } of rows) {
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
  const journal = await pool.query<{ shipped: string; chain_hash: Buffer | null }>(
    'select shipped_sequence as shipped, chain_hash from journals where id = $1',
    [journalId],
  );
  const [row] = journal.rows;
  if (!row?.chain_hash?.equals(hash) || BigInt(row.shipped) !== next - 1n) breaks.push(next);
  return { events, breaks, hash };
}

export function headsOf(chain: StoredChain, kind: Chained['kind']): unknown[] {
  return chain.events
    .filter((event) => event.kind === kind)
    .map(({ headBytes }) => JSON.parse(Buffer.from(headBytes).toString()) as unknown);
}
