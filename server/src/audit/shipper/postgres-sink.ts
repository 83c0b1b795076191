import pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Batch, BatchContent, Position } from './batch.ts';
import { advancePosition, enterJournal, readPosition, renewLease } from './journals.queries.ts';
import { insertRejected } from './record.queries.ts';
import { PositionConflict, type Sink } from './sink.ts';
import { writeContent } from './write-content.ts';

/** PostgreSQL's classes of errors (appendix A) that are the row's own fault: the same row will never be taken. */
const rowFaults = ['22', '23', '54'];

/** The record in PostgreSQL. */
export class PostgresSink implements Sink {
  readonly #pool: pg.Pool;
  readonly #onRejected: (reason: string) => void;

  /** @param onRejected is told why an event was kept aside */
  constructor(pool: pg.Pool, onRejected: (reason: string) => void) {
    this.#pool = pool;
    this.#onRejected = onRejected;
  }

  position(journalId: string, host: string): Promise<Position> {
    return enterJournal(this.#pool, journalId, host);
  }

  renewLease(journalId: string): Promise<void> {
    return renewLease(this.#pool, journalId);
  }

  async write(batch: Batch): Promise<void> {
    try {
      await this.#write(batch, writeContent);
    } catch (error) {
      if (!isRowFault(error)) throw error;
      await this.#write(batch, (client, content) => this.#writeOneByOne(client, content));
    }
  }

  async #write(batch: Batch, write: (client: pg.ClientBase, content: BatchContent) => Promise<void>): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      if (await advancePosition(client, batch.journalId, batch.before, batch.after)) return write(client, batch);
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
        await writeContent(client, alone);
      } catch (error) {
        if (!isRowFault(error)) throw error;
        await client.query('rollback to savepoint event');
        const reason = describeError(error);
        await insertRejected(client, event, reason);
        this.#onRejected(reason);
      }
      await client.query('release savepoint event');
    }
  }
}

interface Alone {
  readonly event: Parameters<typeof insertRejected>[1];
  readonly alone: BatchContent;
}

function oneByOne(content: BatchContent): Alone[] {
  const nothing: BatchContent = { calls: [], attempts: [], settles: [], parts: [], denials: [] };
  const items: Alone[] = [];
  const add = (
    event: Omit<Alone['event'], 'bytes'>,
    alone: Partial<BatchContent>,
    bytes: Uint8Array | null = null,
  ): void => {
    items.push({ event: { ...event, bytes }, alone: { ...nothing, ...alone } });
  };
  for (const call of content.calls) {
    add(call.open, { calls: [{ ...call, settle: null }] });
    if (call.settle) add(call.settle, { settles: [call.settle] });
  }
  for (const event of content.attempts) add(event, { attempts: [event] });
  for (const event of content.settles) add(event, { settles: [event] });
  for (const event of content.denials) add(event, { denials: [event] });
  for (const entry of content.parts) {
    const { payload, encoding, bytes } = entry.part;
    const head = { request_id: entry.requestId, part: entry.index, payload, encoding };
    add({ journalId: entry.journalId, sequence: entry.sequence, kind: 'part', head }, { parts: [entry] }, bytes);
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
 * The row was on its way into the default partition while its month's own was attached: the bounds are the one check
 * that PostgreSQL reports without a constraint's name. Tried again, the row finds its month.
 */
function isPartitionChange({ code, constraint }: pg.DatabaseError): boolean {
  return code === '23514' && constraint === undefined;
}
