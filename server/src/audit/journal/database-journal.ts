import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import { createPool } from '../../database/pool.ts';
import type { Logger } from '../../platform/logger.ts';
import type { EventDraft } from '../events.ts';
import type { Projection } from '../shipper/batch.ts';
import { findInterrupted } from '../shipper/interrupted.queries.ts';
import { closeJournal } from '../shipper/journals.queries.ts';
import { PostgresSink } from '../shipper/postgres-sink.ts';
import { type Append, AppendQueue, encodeDraft, giveUp, isOverdue } from './append-queue.ts';
import { DatabaseWriter } from './database-writer.ts';
import { makeJournalFolder } from './journal-folder.ts';
import { type ChainedJournal, type JournalState, JournalUnavailable, type Room } from './journal.ts';
import { type AdoptedJournal, removeJournal } from './orphans.ts';
import { HeldRoom, RoomLedger } from './room-ledger.ts';
import { StrangerLane } from './stranger-lane.ts';

export interface DatabaseJournalOptions {
  /** The folder of all journals: this one only has a lock there, by which a restart sees that its process is gone. */
  readonly root: string;
  readonly databaseUrl: string;
  readonly projections: readonly Projection[];
  /** The most that may wait in memory or be promised. */
  readonly bytesMax: number;
  readonly log: Logger;
  /** The events that the journal begins with: committed before anything else. */
  readonly first: readonly EventDraft[];
  /** Told why an event was kept aside. */
  readonly onRejected: (reason: string) => void;
  /** How long a call waits to be recorded before it is refused, in milliseconds. */
  readonly patienceMs?: number;
  readonly retryMs?: { readonly first: number; readonly max: number };
}

const slackBytes = 4096;
const strangerBytesMax = 256 * 1024;
/** What an event counts for besides its head and its content. */
const eventBytes = 256;
const statementMs = 10_000;
const lookMs = 250;
const closeMs = 10_000;
const defaults = { patienceMs: 5000, retryMs: { first: 100, max: 1000 } };

/**
 * Makes a journal without files: what is appended is durable when it is committed in PostgreSQL, in the same rows and
 * chain as everywhere else. A database that is away does not throw here: the journal is then not writable until it is
 * back.
 * @throws the error of the file system when its folder cannot be made
 */
export async function openDatabaseJournal(options: DatabaseJournalOptions): Promise<ChainedJournal> {
  const journal = new DatabaseJournal(await makeJournalFolder(options.root), options);
  await journal.tried;
  return journal;
}

/**
 * While the database is away no new call is let in. A call whose provider was asked waits with its events for as long
 * as it takes; one that was not let in yet is told after a while that it cannot be recorded. Should it turn out later
 * that it was, it is settled as refused.
 */
class DatabaseJournal implements ChainedJournal {
  readonly id: string;
  /** After the first try to begin. */
  readonly tried: Promise<void>;
  private readonly options: DatabaseJournalOptions & typeof defaults;
  private readonly folder: AdoptedJournal;
  private readonly pool: pg.Pool;
  private readonly ledger = new RoomLedger(slackBytes);
  private readonly strangers = new StrangerLane(strangerBytesMax);
  private readonly queue = new AppendQueue();
  private readonly writer: DatabaseWriter;
  private readonly running: Promise<void>;
  private readonly looking: NodeJS.Timeout;
  /** Why nothing can be written; undefined before the first answer. */
  private trouble: string | null | undefined;
  private hasBegun = false;
  private hasEnded = false;
  private answeredBytes = 0;
  private closing: Promise<void> | null = null;

  constructor(folder: AdoptedJournal, options: DatabaseJournalOptions) {
    this.id = folder.id;
    this.folder = folder;
    this.options = { ...defaults, ...options };
    this.pool = createPool(options.databaseUrl, {
      max: 1,
      applicationName: 'tollgate record',
      statementTimeoutMs: statementMs,
      queryTimeoutMs: 2 * statementMs,
      // Where the network swallows packets the server would keep the journal's row locked.
      idleInTransactionTimeoutMs: statementMs,
      durableCommits: true,
    });
    this.ledger.report(0, options.bytesMax);
    const { projections, onRejected } = options;
    let tell: () => void;
    this.tried = new Promise((resolve) => (tell = resolve));
    this.writer = new DatabaseWriter({
      journalId: this.id,
      // Its chain is made here, out of memory: it never breaks.
      sink: new PostgresSink({ pool: this.pool, projections, onRejected, onBreak: () => undefined }),
      queue: this.queue,
      retryMs: this.options.retryMs,
      onAnswered: ({ bytes }) => this.answered(bytes),
      onStep: (trouble) => {
        this.say(trouble);
        if (this.hasBegun || trouble !== null) tell();
      },
    });
    if (options.first.length === 0) this.hasBegun = true;
    else this.enqueue(options.first, null, null, { resolve: () => (this.hasBegun = true), reject: () => undefined });
    this.looking = setInterval(() => this.giveUpOverdue(), lookMs).unref();
    this.running = this.writer.run().then(() => {
      this.hasEnded = true;
      this.giveUpAll();
    });
  }

  get head(): { readonly sequence: bigint; readonly hash: Buffer } {
    return this.writer.head;
  }

  get state(): JournalState {
    const reason = this.reason();
    return {
      writable: reason === null,
      reason,
      bytes: this.ledger.promisedBytes - slackBytes,
      bytesMax: this.options.bytesMax,
      backlogEvents: [...this.writer.inDoubt, ...this.queue.all].reduce((sum, { events }) => sum + events.length, 0),
    };
  }

  reserve(bytes: number): Room | null {
    return this.reason() === null ? this.ledger.reserve(bytes) : null;
  }

  append(events: readonly EventDraft[], room?: Room): Promise<void> {
    const heldRoom = room instanceof HeldRoom ? room : null;
    // A provider was asked: nothing of this call may be lost, however long it takes.
    const isLetIn = heldRoom !== null && events.every(({ kind }) => kind !== 'open');
    const untilMs = isLetIn ? null : performance.now() + this.options.patienceMs;
    return new Promise((resolve, reject) => {
      const mayEnter = this.closing === null && !this.hasEnded && this.hasBegun && (isLetIn || this.trouble === null);
      if (mayEnter && this.enqueue(events, heldRoom, untilMs, { resolve, reject })) return;
      reject(new JournalUnavailable(this.reason() ?? full));
    });
  }

  appendStranger(events: readonly EventDraft[]): boolean {
    if (this.reason() !== null) return false;
    const bytes = events.reduce((sum, { head }) => sum + eventBytes + JSON.stringify(head).length, 0);
    if (!this.strangers.enter(bytes, 0n)) return false;
    const leave = (): void => this.strangers.lost(bytes);
    if (this.enqueue(events, null, null, { resolve: leave, reject: leave })) return true;
    leave();
    return false;
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private enqueue(
    drafts: readonly EventDraft[],
    room: HeldRoom | null,
    untilMs: number | null,
    answer: Pick<Append['waiter'], 'resolve' | 'reject'>,
  ): boolean {
    const events = drafts.map(encodeDraft);
    const bytes = events.reduce(
      (sum, { draft, headBytes }) => sum + eventBytes + headBytes.length + (draft.content?.box.length ?? 0),
      0,
    );
    const roomBytes = this.ledger.charge(bytes, room);
    if (roomBytes === null) return false;
    this.queue.add({ events, bytes, waiter: { room, roomBytes, ...answer }, untilMs, isGivenUp: false });
    this.writer.notify();
    return true;
  }

  private answered(bytes: number): void {
    this.answeredBytes += bytes;
    this.ledger.report(this.answeredBytes, this.options.bytesMax);
  }

  /** Who waited long enough hears that nothing can be recorded. */
  private giveUpOverdue(): void {
    const nowMs = performance.now();
    this.giveUp(this.queue.takeWhere((append) => isOverdue(append, nowMs)));
    const overdue = this.writer.inDoubt.filter((append) => isOverdue(append, nowMs));
    for (const append of overdue) giveUp(append, this.reason() ?? 'the database takes too long');
  }

  /** Nothing is written any more. */
  private giveUpAll(): void {
    const left = [...this.writer.inDoubt, ...this.queue.takeWhere(() => true)].filter(({ isGivenUp }) => !isGivenUp);
    if (left.length === 0) return;
    this.options.log.error({ journal: this.id, appends: left.length }, 'the last events did not get into the record');
    this.giveUp(left);
  }

  private giveUp(appends: readonly Append[]): void {
    for (const append of appends) {
      giveUp(append, this.reason() ?? 'the database takes too long');
      this.answered(append.bytes);
    }
  }

  private async end(): Promise<void> {
    this.writer.finish();
    const isDone = await Promise.race([this.running.then(() => true), delay(closeMs, false, { ref: false })]);
    if (!isDone) this.writer.stop();
    await this.running;
    clearInterval(this.looking);
    await this.leave().catch((error: unknown) => {
      this.options.log.warn({ journal: this.id, reason: describeError(error) }, 'the journal is left to recovery');
    });
    await this.folder.lock.release();
    await this.pool.end();
  }

  /** Closes the journal, unless calls of this process are still open: recovery tells those as interrupted. */
  private async leave(): Promise<void> {
    if (this.trouble !== null || (await findInterrupted(this.pool, this.id)).length > 0) return;
    await closeJournal(this.pool, this.id);
    await removeJournal(this.folder.directory);
  }

  private reason(): string | null {
    if (this.closing !== null) return 'the journal is closed';
    if (this.trouble) return `the database does not take the record: ${this.trouble}`;
    if (this.trouble === undefined || !this.hasBegun) return 'the journal is being begun';
    return this.ledger.availableBytes > 0 ? null : full;
  }

  private say(trouble: string | null): void {
    const { log } = this.options;
    if (trouble !== null && !this.trouble) log.error({ journal: this.id, trouble }, 'the database takes no record');
    if (trouble === null && this.trouble) log.info({ journal: this.id }, 'the database takes the record again');
    this.trouble = trouble;
  }
}

const full = 'too much waits for the database';
