import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../../database/describe-error.ts';
import type { Logger } from '../../platform/logger.ts';
import { Assembler } from './assembler.ts';
import type { Batch, Position } from './batch.ts';
import type { EventSource } from './event-source.ts';
import { PositionConflict, type Sink } from './sink.ts';

export interface ShipperOptions {
  readonly journalId: string;
  /** The name of this machine, shown beside the journal. */
  readonly host: string;
  readonly sink: Sink;
  /** Opens the journal: what the position says is there may be left out. */
  readonly openSource: (position: Position) => EventSource;
  readonly log: Logger;
  readonly holdMs?: number;
  readonly heldBytesMax?: number;
  readonly quietMs?: number;
  /** About how many bytes are read at once, and gathered before they are written. */
  readonly batchBytesMax?: number;
  /** How long to gather after a batch that was not full, in milliseconds. */
  readonly gatherMs?: number;
  readonly retryMs?: { readonly first: number; readonly max: number };
  /** Told after each step: how far the journal is, and since when the oldest event has been waiting. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly shippedSequence: bigint;
  /** Milliseconds since the epoch; null when nothing waits. */
  readonly oldestMs: number | null;
}

const defaults = {
  holdMs: 5000,
  heldBytesMax: 32 * 1024 * 1024,
  quietMs: 1000,
  batchBytesMax: 16 * 1024 * 1024,
  gatherMs: 250,
  retryMs: { first: 100, max: 5000 },
};
const eventsMax = 1000;
const waitMs = 250;
const leaseRenewMs = 5000;

/**
 * Moves one journal into the sink, in order, for as long as it is not stopped, or until the journal ends.
 *
 * It *starts* by asking the sink how far the journal is; then it *ships*: reads, puts together, writes, releases what
 * is not needed again. Whatever the sink answers but success, the same batch is tried again, later and later up to a
 * bound: a database that is away makes the journal grow and loses nothing. When asked to *finish* it lets go of the
 * calls it holds back and ends when the journal has nothing more.
 */
export class Shipper {
  readonly #options: ShipperOptions & typeof defaults;
  readonly #stop = new AbortController();
  #isFinishing = false;
  #trouble: string | null = null;

  constructor(options: ShipperOptions) {
    this.#options = { ...defaults, ...options };
  }

  /** Lets go of what is held back, and ends once there is nothing more to read. */
  finish(): void {
    this.#isFinishing = true;
  }

  /** Ends after the batch in hand; what was not shipped stays in the journal. */
  stop(): void {
    this.#stop.abort();
  }

  /**
   * Resolves when the journal has ended, or after `finish` or `stop`.
   * @throws PositionConflict when somebody else ships this journal
   */
  async run(): Promise<void> {
    const { sink, journalId, host, holdMs, heldBytesMax, quietMs, batchBytesMax } = this.#options;
    const position = await this.#untilTaken(() => sink.position(journalId, host));
    if (position === undefined) return;
    const assembler = new Assembler(journalId, position, {
      holdMs,
      heldBytesMax,
      quietMs,
      batchEventsMax: eventsMax,
      batchBytesMax,
    });
    const source = this.#options.openSource(position);
    try {
      await this.#ship(source, assembler);
    } finally {
      await source.close();
    }
  }

  async #ship(source: EventSource, assembler: Assembler): Promise<void> {
    const { sink, journalId, gatherMs, batchBytesMax } = this.#options;
    let leaseAtMs = steadyMs();
    while (!this.#stop.signal.aborted) {
      const mayFinish = this.#isFinishing;
      const events = await source.next(eventsMax, batchBytesMax, waitMs);
      const nowMs = steadyMs();
      assembler.add(events, nowMs);
      const isLast = events.length === 0 && (mayFinish || source.ended);
      const batch = assembler.take(nowMs, isLast);
      if (batch) {
        if (!(await this.#write(batch))) return;
        assembler.written(batch);
        source.release(assembler.releasable);
        leaseAtMs = steadyMs();
      }
      this.#options.onProgress?.({ shippedSequence: assembler.releasable, oldestMs: assembler.oldestHeldMs });
      if (isLast) return;
      if (steadyMs() - leaseAtMs > leaseRenewMs) {
        await this.#untilTaken(() => sink.renewLease(journalId));
        leaseAtMs = steadyMs();
      }
      if (events.length > 0 && events.length < eventsMax && !mayFinish) await this.#pause(gatherMs);
    }
  }

  async #write(batch: Batch): Promise<boolean> {
    const written = await this.#untilTaken(async () => {
      await this.#options.sink.write(batch);
      return true;
    });
    return written === true;
  }

  /** Tries for as long as it takes. Undefined when it was stopped meanwhile. */
  async #untilTaken<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    const { first, max } = this.#options.retryMs;
    for (let waitedMs = first; ; waitedMs = Math.min(waitedMs * 2, max)) {
      try {
        const result = await work();
        this.#tellTrouble(null);
        return result;
      } catch (error) {
        if (error instanceof PositionConflict) throw error;
        if (this.#stop.signal.aborted) return undefined;
        this.#tellTrouble(describeError(error));
      }
      if (!(await this.#pause(waitedMs))) return undefined;
    }
  }

  /** Once when it begins, and once when it is over. */
  #tellTrouble(trouble: string | null): void {
    if ((trouble === null) === (this.#trouble === null)) return;
    this.#trouble = trouble;
    const { log, journalId: journal } = this.#options;
    if (trouble === null) log.info({ journal }, 'the record is being shipped again');
    else log.warn({ journal, trouble }, 'the record cannot be shipped now; the journal keeps it');
  }

  async #pause(milliseconds: number): Promise<boolean> {
    try {
      await delay(milliseconds, undefined, { signal: this.#stop.signal });
      return true;
    } catch {
      return false;
    }
  }
}

/** Milliseconds since the epoch by a clock that nobody sets: what waits for its time waits as long as it is meant to. */
function steadyMs(): number {
  return Math.floor(performance.timeOrigin + performance.now());
}
