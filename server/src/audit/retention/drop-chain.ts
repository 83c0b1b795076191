import type { Queryable } from '../../database/queryable.ts';
import type { ChainHead, RetentionHead } from '../events.ts';
import { selectBlocksOf, type StoredBlock } from './retention.queries.ts';
import { thinBlock } from './thin-block.ts';

/** What is said of the chains whose blocks go, and what stays of them. */
export interface ThinnedChains {
  /** Where chains may begin again, and how far they went: see `RetentionHead`. */
  readonly heads: readonly ChainHead[];
  /** Earlier drops that were told of by events that go now. */
  readonly dropped: RetentionHead['dropped'];
  readonly kept: readonly StoredBlock[];
  readonly gone: readonly StoredBlock[];
}

const blocksAtOnce = 20;

/** Reads the blocks of a partition that are older than `before` and says what stays of them for the held calls. */
export async function thinChains(
  transaction: Queryable,
  partition: string,
  before: Date,
  held: ReadonlySet<string>,
): Promise<ThinnedChains> {
  const heads = new Map<string, ChainHead>();
  const dropped: RetentionHead['dropped'][number][] = [];
  const kept: StoredBlock[] = [];
  const gone: StoredBlock[] = [];
  const say = (journal_id: string, sequence: bigint, hash: Buffer): void => {
    heads.set(`${journal_id} ${sequence}`, { journal_id, sequence: String(sequence), hash: hash.toString('hex') });
  };
  let last: StoredBlock | null = null;
  const endChain = (): void => {
    if (last !== null) say(last.journal_id, BigInt(last.last_sequence), last.last_hash);
  };
  for (let after = { journalId: '', sequence: '-1' }; ;) {
    const blocks = await selectBlocksOf(transaction, partition, before, after, blocksAtOnce);
    for (const block of blocks) {
      if (last?.journal_id !== block.journal_id) endChain();
      const { entries, attested } = thinBlock(block.entries, held);
      for (const head of attested) {
        for (const one of head.heads) heads.set(`${one.journal_id} ${one.sequence}`, one);
        dropped.push(...head.dropped);
      }
      if (entries === null) gone.push({ ...block, entries: nothing });
      else {
        kept.push({ ...block, entries });
        say(block.journal_id, BigInt(block.first_sequence) - 1n, block.previous_hash);
        say(block.journal_id, BigInt(block.last_sequence), block.last_hash);
      }
      last = block;
    }
    if (blocks.length < blocksAtOnce || last === null) break;
    after = { journalId: last.journal_id, sequence: last.first_sequence };
  }
  endChain();
  return { heads: [...heads.values()], dropped, kept, gone };
}

const nothing = Buffer.alloc(0);
