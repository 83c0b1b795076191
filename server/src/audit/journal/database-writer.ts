import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../../database/describe-error.ts';
import { genesis } from '../integrity/chain.ts';
import { Assembler } from '../shipper/assembler.ts';
import type { Batch, Position } from '../shipper/batch.ts';
import { PositionConflict, type Sink } from '../shipper/sink.ts';
import { type Append, type AppendQueue, encodeDraft } from './append-queue.ts';
import { placeDrafts } from './place-drafts.ts';
import { settlesOfRefused } from './refused-opens.ts';

export interface DatabaseWriterOptions {
  readonly journalId: string;
  readonly sink: Sink;
  /** What is to be written, in order. */
  readonly queue: AppendQueue;
  readonly retryMs: { readonly first: number; readonly max: number };
  /** Told when an append is in the record, or will never be. */
  readonly onAnswered: (append: Append) => void;
  /** Told after each step why nothing can be written; null when it can. */
  readonly onStep: (trouble: string | null) => void;
}

/** A batch on its way, and whose events it has. */
interface Writing {
  readonly appends: readonly Append[];
  readonly batch: Batch;
}

const batchEventsMax = 1000;
const batchBytesMax = 16 * 1024 * 1024;
const leaseRenewMs = 5000;
const assembling = { holdMs: 0, heldBytesMax: 0, quietMs: 0, batchEventsMax, batchBytesMax };

/**
 * Commits appends in PostgreSQL: one batch at a time, and while it is being written the next one gathers. When that fails
 * nobody knows whether it was committed, so the database is asked how far it is before anything else is written: either
 * the batch is there, or its events are put together anew.
 */
export class DatabaseWriter {
  private readonly options: DatabaseWriterOptions;
  private readonly stopping = new AbortController();
  private position: Position = { version: 0n, sequence: 0n, held: [], chainHash: null };
  private writing: Writing | null = null;
  /** Whether `position` is known to be where the database is. */
  private knowsPosition = false;
  private isFinishing = false;
  private leaseAtMs = 0;
  private wake: (() => void) | null = null;

  constructor(options: DatabaseWriterOptions) {
    this.options = options;
  }

  /** The last committed event and the chain's hash after it. */
  get head(): { readonly sequence: bigint; readonly hash: Buffer } {
    const { sequence, chainHash } = this.position;
    return { sequence, hash: Buffer.from(chainHash ?? genesis(this.options.journalId)) };
  }

  /** What is being written, or was and nobody knows whether it is in the record. */
  get inDoubt(): readonly Append[] {
    return this.writing?.appends ?? [];
  }

  /** There is something in the queue. */
  notify(): void {
    this.wake?.();
  }

  /** Ends when the queue is empty. */
  finish(): void {
    this.isFinishing = true;
    this.wake?.();
  }

  /** Ends after the step in hand. */
  stop(): void {
    this.stopping.abort();
  }

  /** Resolves after `finish` or `stop`, or when somebody else writes this journal. */
  async run(): Promise<void> {
    const { retryMs, onStep } = this.options;
    let waitMs = retryMs.first;
    while (!this.stopping.signal.aborted) {
      try {
        if (await this.step()) return;
        onStep(null);
        waitMs = retryMs.first;
      } catch (error) {
        this.knowsPosition = false;
        onStep(describeError(error));
        if (error instanceof PositionConflict) return;
        await delay(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
        waitMs = Math.min(waitMs * 2, retryMs.max);
      }
    }
  }

  /** True when nothing is left to write. */
  private async step(): Promise<boolean> {
    const { journalId, sink, queue } = this.options;
    if (!this.knowsPosition) {
      await this.findOut();
    } else if (!queue.isEmpty) {
      await this.write(queue.take(batchEventsMax, batchBytesMax));
    } else {
      if (this.isFinishing) return true;
      await this.nextAppend();
      if (performance.now() - this.leaseAtMs < leaseRenewMs) return false;
      await sink.renewLease(journalId);
    }
    this.leaseAtMs = performance.now();
    return false;
  }

  private async findOut(): Promise<void> {
    const { journalId, sink } = this.options;
    const there = await sink.position(journalId, hostname());
    const { writing } = this;
    if (writing !== null && isAt(there, writing.batch.after)) this.committed(writing);
    else if (isAt(there, this.position)) this.takeBack();
    else throw new PositionConflict(`the journal ${journalId} is not where this process left it`);
    this.knowsPosition = true;
  }

  private async write(appends: readonly Append[]): Promise<void> {
    const { journalId, sink } = this.options;
    const drafts = appends.flatMap(({ events }) => events);
    const assembler = new Assembler(journalId, this.position, assembling);
    assembler.add(placeDrafts(journalId, this.head, drafts), Date.now());
    const batch = assembler.take(Date.now(), true);
    if (batch === null) throw new Error('a batch without events');
    this.writing = { appends, batch };
    await sink.write(batch);
    this.committed(this.writing);
  }

  private committed({ appends, batch }: Writing): void {
    this.writing = null;
    this.position = batch.after;
    // Before anybody hears that it is durable: who goes on at once is let in.
    this.options.onStep(null);
    for (const append of appends) {
      this.options.onAnswered(append);
      if (append.isGivenUp) this.settleRefused(append);
      else append.waiter.resolve();
    }
  }

  /** Its caller was told that it is not in the record. */
  private settleRefused({ events }: Append): void {
    const drafts = events.map(({ draft }) => draft);
    const settles = settlesOfRefused(drafts, new Date()).map(encodeDraft);
    if (settles.length === 0) return;
    const waiter = { room: null, roomBytes: 0, resolve: () => undefined, reject: () => undefined };
    this.options.queue.add({ events: settles, bytes: 0, waiter, untilMs: null, isGivenUp: false });
  }

  /** The batch that failed is not in the record. */
  private takeBack(): void {
    const { inDoubt } = this;
    this.writing = null;
    for (const append of inDoubt) if (append.isGivenUp) this.options.onAnswered(append);
    this.options.queue.putBack(inDoubt.filter(({ isGivenUp }) => !isGivenUp));
  }

  /** Until something is appended, and what comes in the same turn with it; or it is time to renew the lease. */
  private async nextAppend(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, leaseRenewMs).unref();
      this.wake = () => {
        clearTimeout(timer);
        setImmediate(resolve);
      };
    });
    this.wake = null;
  }
}

function isAt(there: Position, expected: Position): boolean {
  return there.version === expected.version && there.sequence === expected.sequence;
}
