import pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import { inTransaction } from '../../database/transaction.ts';
import { type Batch, type BatchContent, nothing, type Position, type Projection } from './batch.ts';
import { type ChainBlock, chainBlocksOf } from './chain-blocks.ts';
import { insertChainBlock } from './chain-blocks.queries.ts';
import { advancePosition, enterJournal, readPosition, renewLease } from './journals.queries.ts';
import { projectCalls } from './project-calls.ts';
import { insertRejected, type RejectedEvent } from './record.queries.ts';
import { PositionConflict, type Sink } from './sink.ts';

/** PostgreSQL's classes of errors (appendix A) that are the row's own fault: the same row will never be taken. */
const rowFaults = ['22', '23', '54'];

export interface PostgresSinkOptions {
  readonly pool: pg.Pool;
  /** What is made of events beside the rows of calls. */
  readonly projections: readonly Projection[];
  /** Told why an event was kept aside. */
  readonly onRejected: (reason: string) => void;
  /**
   * Told when an event does not go on from the one before it (of this batch, or by what the database says): one of them
   * was changed. It is shipped all the same, in a block of its own, so that verification shows the break.
   */
  readonly onBreak: (journalId: string, sequence: bigint) => void;
}

/** The record in PostgreSQL. */
export class PostgresSink implements Sink {
  readonly #options: PostgresSinkOptions;
  readonly #projections: readonly Projection[];

  constructor(options: PostgresSinkOptions) {
    this.#options = options;
    this.#projections = [projectCalls, ...options.projections];
  }

  position(journalId: string, host: string): Promise<Position> {
    return enterJournal(this.#options.pool, journalId, host);
  }

  renewLease(journalId: string): Promise<void> {
    return renewLease(this.#options.pool, journalId);
  }

  async write(batch: Batch): Promise<void> {
    const { blocks, breaks } = chainBlocksOf(batch);
    try {
      const writers = await this.#prepare(batch);
      await this.#write(batch, blocks, async (client) => {
        for (const write of writers) await write(client);
      });
    } catch (error) {
      if (!isRowFault(error)) throw error;
      await this.#write(batch, blocks, (client) => this.#writeOneByOne(client, batch));
    }
    for (const sequence of breaks) this.#options.onBreak(batch.journalId, sequence);
  }

  async #prepare(content: BatchContent): Promise<((client: pg.ClientBase) => Promise<void>)[]> {
    const writers = [];
    for (const project of this.#projections) {
      const write = await project(content);
      if (write) writers.push(write);
    }
    return writers;
  }

  async #write(
    batch: Batch,
    blocks: readonly ChainBlock[],
    write: (client: pg.ClientBase) => Promise<void>,
  ): Promise<void> {
    await inTransaction(this.#options.pool, async (client) => {
      if (await advancePosition(client, batch.journalId, batch.before, batch.after)) {
        for (const block of blocks) await insertChainBlock(client, block);
        return write(client);
      }
      const there = await readPosition(client, batch.journalId);
      const isWritten = there?.version === batch.after.version && there.sequence === batch.after.sequence;
      if (!isWritten) throw new PositionConflict(`The journal ${batch.journalId} is being shipped by somebody else.`);
    });
  }

  /** The slow way, for a batch with a row that is not taken: everything else goes in, that one is kept aside. */
  async #writeOneByOne(client: pg.ClientBase, content: BatchContent): Promise<void> {
    for (const { event, alone } of oneByOne(content)) {
      await client.query('savepoint event');
      try {
        for (const write of await this.#prepare(alone)) await write(client);
      } catch (error) {
        if (!isRowFault(error)) throw error;
        await client.query('rollback to savepoint event');
        const reason = describeError(error);
        await insertRejected(client, event, reason);
        this.#options.onRejected(reason);
      }
      await client.query('release savepoint event');
    }
  }
}

function oneByOne(content: BatchContent): { readonly event: RejectedEvent; readonly alone: BatchContent }[] {
  const items: { event: RejectedEvent; alone: BatchContent }[] = [];
  const add = (event: RejectedEvent, alone: Partial<BatchContent>): void => {
    items.push({ event, alone: { ...nothing, ...alone } });
  };
  for (const event of content.events) add(event, { events: [event] });
  for (const call of content.calls) {
    add({ ...call.open, content: null }, { calls: [{ ...call, settle: null }] });
    if (call.settle) add(call.settle, { settles: [call.settle] });
  }
  for (const event of content.attempts) add(event, { attempts: [event] });
  for (const event of content.settles) add(event, { settles: [event] });
  for (const entry of content.contents) {
    const { journalId, sequence, requestId, kind } = entry;
    const head = { request_id: requestId, kind };
    add({ journalId, sequence, kind: 'content', head, content: entry.content }, { contents: [entry] });
  }
  return items;
}

/** A row that cannot be built, or that its table refuses. */
function isRowFault(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  if (!(error instanceof pg.DatabaseError) || isPartitionChange(error)) return false;
  return rowFaults.includes(error.code?.slice(0, 2) ?? '');
}

/**
 * The row was on its way into the default partition while its time's own was attached: the bounds are the one check
 * that PostgreSQL reports without a constraint's name. Tried again, the row finds its partition.
 */
function isPartitionChange({ code, constraint }: pg.DatabaseError): boolean {
  return code === '23514' && constraint === undefined;
}
