import type { ChainHead } from '../../events.ts';
import type { Queryable } from '../../../database/queryable.ts';
import type { Opener } from '../../vault/vault.ts';
import { decodeBlock } from '../chain-block.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { selectCheckpoints } from '../checkpoints.queries.ts';
import { CallComparison } from './call-comparison.ts';
import { ContentComparison } from './content-comparison.ts';
import { countRejected, selectAllHeads, selectBlocks, selectJournalIds } from './database-source.queries.ts';
import { findLeftovers } from './leftovers.ts';
import { LogComparison } from './log-comparison.ts';
import type { KeptBlock, KeptEvent, RecordSource, Verification } from './record-source.ts';

/**
 * The record as it is in a live database, read in one snapshot. `opener`: null without the master key; contents are then
 * not compared.
 */
export function databaseSource(database: Queryable, opener: Opener | null): RecordSource {
  return new DatabaseSource(database, opener);
}

const blocksAtOnce = 20;
const comparedAtOnce = 300;
const checkpointsAtOnce = 1000;

interface Comparisons {
  readonly verification: Verification;
  readonly calls: CallComparison;
  readonly contents: ContentComparison;
  readonly logs: LogComparison;
}

class DatabaseSource implements RecordSource {
  readonly #database: Queryable;
  readonly #opener: Opener | null;
  #comparisons: Comparisons | null = null;
  /** Blocks may be small: their events are compared together. */
  readonly #waiting: KeptEvent[] = [];

  constructor(database: Queryable, opener: Opener | null) {
    this.#database = database;
    this.#opener = opener;
  }

  journals(): Promise<string[]> {
    return selectJournalIds(this.#database);
  }

  heads(): Promise<ChainHead[]> {
    return selectAllHeads(this.#database);
  }

  checkpoints(): AsyncIterable<Checkpoint> {
    return checkpointsOf(this.#database);
  }

  blocks(journalId: string): AsyncIterable<KeptBlock> {
    return blocksOf(this.#database, journalId);
  }

  async begin(verification: Verification): Promise<void> {
    const contents = new ContentComparison(this.#database, this.#opener, verification);
    this.#comparisons = {
      verification,
      contents,
      calls: new CallComparison(this.#database, verification),
      logs: new LogComparison(this.#database, contents, verification),
    };
    verification.report.counts.aside = await countRejected(this.#database);
  }

  async compare(events: readonly KeptEvent[]): Promise<void> {
    this.#waiting.push(...events);
    if (this.#waiting.length >= comparedAtOnce) await this.#compareWaiting();
  }

  unshown(): void {
    // Retention leaves hashes of the events that are not held; their rows went with them.
  }

  async leftovers(): Promise<void> {
    const { verification, logs } = this.#begun;
    await this.#compareWaiting();
    await findLeftovers(this.#database, verification, logs);
  }

  async #compareWaiting(): Promise<void> {
    const { calls, contents, logs } = this.#begun;
    const events = this.#waiting.splice(0);
    await calls.compareOpens(events.filter(({ kind }) => kind === 'open'));
    await calls.compareSettles(events.filter(({ kind }) => kind === 'settle'));
    await calls.compareCorrections(events.filter(({ kind }) => kind === 'correction'));
    await contents.compare(events);
    await logs.compare(events);
  }

  get #begun(): Comparisons {
    if (!this.#comparisons) throw new Error('the verification has not begun');
    return this.#comparisons;
  }
}

/** The blocks of a chain, in order. */
export async function* blocksOf(database: Queryable, journalId: string): AsyncGenerator<KeptBlock> {
  for (let after = { sequence: -1n, at: new Date(0) }; ;) {
    const rows = await selectBlocks(database, journalId, after, blocksAtOnce);
    for (const { entries, ...block } of rows) yield { ...block, entries: readEntries(entries) };
    const last = rows.at(-1);
    if (!last || rows.length < blocksAtOnce) return;
    after = { sequence: last.firstSequence, at: last.at };
  }
}

/** All checkpoints, newest first. */
export async function* checkpointsOf(database: Queryable): AsyncGenerator<Checkpoint> {
  for (let before: { at: Date; id: string } | null = null; ;) {
    const page: Checkpoint[] = await selectCheckpoints(database, { before, limit: checkpointsAtOnce });
    yield* page;
    const last = page.at(-1);
    if (page.length < checkpointsAtOnce || !last) return;
    before = { at: new Date(last.at), id: last.id };
  }
}

function readEntries(entries: Buffer): KeptBlock['entries'] {
  try {
    return decodeBlock(entries);
  } catch {
    return null;
  }
}
