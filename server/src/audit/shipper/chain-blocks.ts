import type { JournalEvent } from '../events.ts';
import { canonicalBytes, genesis, leafOf, link } from '../integrity/chain.ts';
import { encodeBlock } from '../integrity/chain-block.ts';
import type { Batch } from './batch.ts';

/** A row of `chain_blocks`. */
export interface ChainBlock {
  readonly journalId: string;
  readonly firstSequence: bigint;
  readonly lastSequence: bigint;
  readonly previousHash: Uint8Array;
  readonly lastHash: Uint8Array;
  readonly entries: Buffer;
}

const entriesMax = 1000;

/**
 * The events of a batch as blocks. A block is a run that goes on without a break; where the chain does not go on,
 * another one begins with the hash that its first event names, and the break stays to be seen.
 */
export function chainBlocksOf(batch: Pick<Batch, 'events'>): ChainBlock[] {
  const blocks: ChainBlock[] = [];
  let run: JournalEvent[] = [];
  let entries: Buffer[] = [];
  let hash: Uint8Array = Buffer.alloc(0);
  const close = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (!first || !last) return;
    blocks.push({
      journalId: first.journalId,
      firstSequence: first.sequence,
      lastSequence: last.sequence,
      previousHash: first.previous,
      lastHash: hash,
      entries: encodeBlock(entries.map((bytes) => ({ sort: 'canonical', bytes }))),
    });
    run = [];
    entries = [];
  };
  for (const event of batch.events) {
    const last = run.at(-1);
    const goesOn = last && event.sequence === last.sequence + 1n && Buffer.compare(event.previous, hash) === 0;
    if (!goesOn || run.length >= entriesMax) close();
    const canonical = canonicalBytes(event);
    hash = link(event.previous, leafOf(canonical));
    run.push(event);
    entries.push(canonical);
  }
  close();
  return blocks;
}

/** Whether the first event goes on from where the record says the chain is. */
export function goesOn({ events, before, journalId }: Pick<Batch, 'events' | 'before' | 'journalId'>): boolean {
  const [first] = events;
  if (!first) return true;
  if (first.sequence !== before.sequence + 1n) return false;
  return Buffer.compare(first.previous, before.chainHash ?? genesis(journalId)) === 0;
}
