import type { JournalEvent } from '../events.ts';
import { encodeBlock } from '../integrity/chain-block.ts';
import { canonicalBytes, genesis, leafOf, link } from '../integrity/chain.ts';
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

export interface ChainBlocks {
  readonly blocks: readonly ChainBlock[];
  /**
   * The events that follow the one before them by number but not by hash: one of the two is not what was written. Where
   * numbers are missing the journal's reader has told of it.
   */
  readonly breaks: readonly bigint[];
}

const entriesMax = 1000;

/**
 * The events of a batch as blocks. A block is a run that goes on without a break; where the chain does not go on,
 * another one begins with the hash that its first event names, so that the break stays to be seen.
 */
export function chainBlocksOf({
  events,
  before,
  journalId,
}: Pick<Batch, 'events' | 'before' | 'journalId'>): ChainBlocks {
  const blocks: ChainBlock[] = [];
  const breaks: bigint[] = [];
  let run: Run | null = null;
  let { sequence } = before;
  let hash: Uint8Array = before.chainHash ?? genesis(journalId);
  for (const event of events) {
    const isNext = event.sequence === sequence + 1n;
    const isLinked = Buffer.compare(event.previous, hash) === 0;
    if (isNext && !isLinked) breaks.push(event.sequence);
    if (run !== null && (!isNext || !isLinked || run.entries.length >= entriesMax)) {
      blocks.push(blockOf(run));
      run = null;
    }
    run ??= { first: event, lastSequence: event.sequence, lastHash: hash, entries: [] };
    const canonical = canonicalBytes(event);
    hash = link(event.previous, leafOf(canonical));
    ({ sequence } = event);
    run.lastSequence = sequence;
    run.lastHash = hash;
    run.entries.push(canonical);
  }
  if (run !== null) blocks.push(blockOf(run));
  return { blocks, breaks };
}

interface Run {
  readonly first: JournalEvent;
  readonly entries: Buffer[];
  lastSequence: bigint;
  lastHash: Uint8Array;
}

function blockOf({ first, entries, lastSequence, lastHash }: Run): ChainBlock {
  return {
    journalId: first.journalId,
    firstSequence: first.sequence,
    lastSequence,
    previousHash: first.previous,
    lastHash,
    entries: encodeBlock(entries.map((bytes) => ({ sort: 'canonical', bytes }))),
  };
}
