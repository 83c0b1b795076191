import { Worker } from 'node:worker_threads';
import type { Logger } from '../../platform/logger.ts';
import type { EventDraft } from '../events.ts';
import { genesis } from '../integrity/chain.ts';
import { makeJournalFolder } from './journal-folder.ts';
import { type ChainedJournal, type JournalState, JournalUnavailable, type Room } from './journal.ts';
import { Batch, isReusable } from './batch.ts';
import type { AdoptedJournal } from './orphans.ts';
import { HeldRoom, RoomLedger } from './room-ledger.ts';
import { SharedPosition } from './shared-position.ts';
import { StrangerLane } from './stranger-lane.ts';
import type { ToWriter, WriterData, WriterReport } from './writer-messages.ts';

export interface OpenJournalOptions {
  /** The folder of all journals; made when it is missing. */
  readonly root: string;
  /** The most that this journal's files may take. */
  readonly bytesMax: number;
  readonly segmentBytes?: number;
  readonly log: Logger;
  /** The events that the journal begins with: durable before anything else. */
  readonly first?: readonly EventDraft[];
  /** For tests: a disk that fails, see `WriterData`. */
  readonly disk?: WriterData['disk'];
}

/** A journal that this process writes. */
export interface OpenJournal extends ChainedJournal {
  readonly directory: string;
  /** For `createReader({ follow })`, in any thread. */
  readonly follow: SharedArrayBuffer;
  /** How often the disk was synced. */
  readonly syncs: number;
}

const segmentBytesMax = 16 * 1024 * 1024;
const slackBytes = 4096;
const strangerBytesMax = 256 * 1024;
/** Less than this to give away counts as full. */
const availableBytesMin = 64 * 1024;
const restartMs = 1000;

/**
 * Makes a journal of its own for this process, `root/<id>/`, locked as long as the process lives, and starts its
 * thread. A full or failing disk does not throw here: the journal is then not writable until that is over.
 * @throws the error of the file system when the folder cannot be made
 */
export async function openJournal(options: OpenJournalOptions): Promise<OpenJournal> {
  const journal = new WriterJournal(await makeJournalFolder(options.root), options);
  await journal.started;
  await journal.begin();
  return journal;
}

/**
 * The main thread's side of a journal. Appends of one turn of the event loop gather in a batch; one batch at a time is
 * with the writer, and while it is there the next one gathers. When the thread ends unexpectedly, what it had is
 * refused, and another one is started.
 */
class WriterJournal implements OpenJournal {
  readonly id: string;
  readonly directory: string;
  readonly follow = SharedPosition.create();
  readonly started: Promise<void>;
  syncs = 0;
  private readonly folder: AdoptedJournal;
  private readonly options: OpenJournalOptions;
  private readonly segmentBytes: number;
  private aheadBytes: number;
  private readonly position: SharedPosition;
  private readonly ledger = new RoomLedger(slackBytes);
  private readonly strangers = new StrangerLane(strangerBytesMax);
  private worker: Worker | null = null;
  private gathering = new Batch(null);
  private writing: Batch | null = null;
  private usedBuffer: ArrayBuffer | null = null;
  private flushing = false;
  private closing: Promise<void> | null = null;
  private whenIdle: (() => void) | null = null;
  private wantedBytes = 0;
  private usedBytes = 0;
  private canWrite = false;
  /** The first events are durable. */
  private hasBegun = false;
  private beginning: Promise<void> | null = null;
  private mayAllocate = true;
  private trouble: string | null = null;

  constructor(folder: AdoptedJournal, options: OpenJournalOptions) {
    this.id = folder.id;
    this.directory = folder.directory;
    this.folder = folder;
    this.options = options;
    this.position = new SharedPosition(this.follow);
    this.position.begin(genesis(folder.id));
    this.segmentBytes = options.segmentBytes ?? Math.min(segmentBytesMax, Math.floor(options.bytesMax / 8));
    this.aheadBytes = Math.min(3 * this.segmentBytes, options.bytesMax / 4);
    this.started = new Promise((resolve) => this.start(resolve));
  }

  get head(): { readonly sequence: bigint; readonly hash: Buffer } {
    return this.position.head;
  }

  get state(): JournalState {
    const reason = this.reason();
    return {
      writable: reason === null,
      reason,
      bytes: this.usedBytes,
      bytesMax: this.options.bytesMax,
      backlogEvents: Number(this.position.durable - this.position.released),
    };
  }

  reserve(bytes: number): Room | null {
    if (!this.canWrite || !this.hasBegun || this.closing !== null) return null;
    const room = this.ledger.reserve(bytes);
    if (room === null) this.lookFurtherAhead(bytes);
    else this.want();
    return room;
  }

  append(events: readonly EventDraft[], room?: Room): Promise<void> {
    return this.hasBegun ? this.enter(events, room) : Promise.reject(this.unavailable());
  }

  /** Writes the first events, as soon as anything can be written; does nothing when they are. */
  begin(): Promise<void> {
    if (this.hasBegun || !this.canWrite) return Promise.resolve();
    const { first = [] } = this.options;
    this.beginning ??= (first.length === 0 ? Promise.resolve() : this.enter(first))
      .then(() => void (this.hasBegun = true))
      .catch((error: unknown) => this.options.log.error({ err: error }, 'the journal could not be begun'))
      .finally(() => (this.beginning = null));
    return this.beginning;
  }

  private enter(events: readonly EventDraft[], room?: Room): Promise<void> {
    return new Promise((resolve, reject) => {
      const heldRoom = room instanceof HeldRoom ? room : null;
      const bytes = this.gathering.add(events);
      const roomBytes =
        this.closing === null && (this.canWrite || heldRoom) ? this.ledger.charge(bytes, heldRoom) : null;
      if (roomBytes === null) {
        this.gathering.drop(bytes);
        this.lookFurtherAhead(bytes);
        reject(this.unavailable());
        return;
      }
      this.gathering.waiters.push({ room: heldRoom, roomBytes, resolve, reject });
      this.flushSoon();
    });
  }

  appendStranger(events: readonly EventDraft[]): boolean {
    if (!this.canWrite || !this.hasBegun || this.closing !== null) return false;
    const bytes = this.gathering.add(events);
    const enough = this.ledger.availableBytes - bytes > this.segmentBytes / 2;
    if (!enough || !this.strangers.enter(bytes, this.position.released)) {
      this.gathering.drop(bytes);
      return false;
    }
    this.ledger.charge(bytes, null);
    this.gathering.waiters.push({
      room: null,
      roomBytes: 0,
      resolve: () => this.strangers.durable(bytes, this.position.durable),
      reject: () => this.strangers.lost(bytes),
    });
    this.flushSoon();
    return true;
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    if (this.writing !== null || this.gathering.bytes > 0) {
      await new Promise<void>((resolve) => {
        this.whenIdle = resolve;
      });
    }
    const { worker } = this;
    if (worker !== null) {
      await new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
        this.post({ type: 'close' });
      });
    }
    await this.folder.lock.release();
  }

  private start(onReport: () => void): void {
    this.want();
    const data: WriterData = {
      directory: this.directory,
      journalId: this.id,
      segmentBytes: this.segmentBytes,
      segmentsMax: Math.max(2, Math.floor(this.options.bytesMax / this.segmentBytes)),
      freeBytesWanted: this.wantedBytes,
      shared: this.follow,
      disk: this.options.disk ?? null,
    };
    const worker = new Worker(new URL('writer-thread.ts', import.meta.url), {
      workerData: data,
      execArgv: [],
      name: 'journal',
    });
    this.worker = worker;
    worker.on('message', (report: WriterReport) => {
      this.take(report);
      onReport();
    });
    worker.on('error', (error) => this.options.log.error({ err: error }, 'the thread of the journal failed'));
    worker.once('exit', () => {
      this.worker = null;
      this.canWrite = false;
      this.trouble ??= 'the thread of the journal has ended';
      this.ledger.restart();
      for (const batch of [this.writing, this.gathering]) if (batch !== null) this.refuse(batch, this.trouble);
      this.writing = null;
      this.gathering = new Batch(null);
      this.idle();
      onReport();
      if (this.closing === null) this.restartLater();
    });
  }

  private restartLater(): void {
    setTimeout(() => {
      if (this.closing === null) this.start(() => {});
    }, restartMs).unref();
  }

  private take(report: WriterReport): void {
    this.ledger.report(report.answeredBytes, report.freeBytes);
    this.usedBytes = report.usedBytes;
    this.canWrite = report.canWrite;
    this.mayAllocate = report.mayAllocate;
    this.syncs = report.syncs;
    this.say(report.trouble);
    void this.begin();
    if (report.batch === null || this.writing === null) return;
    const { writing } = this;
    this.writing = null;
    const { buffer, error } = report.batch;
    if (error === null) for (const waiter of writing.waiters) waiter.resolve();
    else this.refuse(writing, error);
    this.usedBuffer = isReusable(buffer) ? buffer : null;
    if (this.gathering.bytes > 0) this.flushSoon();
    else this.idle();
  }

  private refuse(batch: Batch, error: string): void {
    for (const waiter of batch.waiters) {
      waiter.room?.restore(waiter.roomBytes);
      waiter.reject(new JournalUnavailable(error));
    }
  }

  private flushSoon(): void {
    if (this.flushing || this.writing !== null) return;
    this.flushing = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.flushing = false;
    if (this.writing !== null || this.gathering.bytes === 0 || this.worker === null) return;
    const batch = this.gathering;
    this.gathering = new Batch(this.usedBuffer);
    this.usedBuffer = null;
    this.writing = batch;
    this.wantedBytes = this.ledger.promisedBytes + this.aheadBytes;
    const { arrayBuffer: buffer, bytes } = batch;
    this.worker.postMessage({ type: 'batch', buffer, bytes, freeBytesWanted: this.wantedBytes } satisfies ToWriter, [
      buffer,
    ]);
  }

  /** Asks for more allocated room before it is needed. */
  private want(): void {
    const wantedBytes = this.ledger.promisedBytes + this.aheadBytes;
    if (wantedBytes < this.wantedBytes + this.segmentBytes / 4) return;
    this.wantedBytes = wantedBytes;
    this.post({ type: 'want', freeBytesWanted: wantedBytes });
  }

  /** Calls come in larger bursts than was thought: from now on more is allocated before it is asked for. */
  private lookFurtherAhead(refusedBytes: number): void {
    this.aheadBytes = Math.min(Math.max(this.aheadBytes, 2 * refusedBytes), this.options.bytesMax / 2);
    this.want();
  }

  private post(message: ToWriter): void {
    this.worker?.postMessage(message);
  }

  private idle(): void {
    if (this.gathering.bytes === 0 && this.writing === null) this.whenIdle?.();
  }

  private reason(): string | null {
    if (this.closing !== null) return 'the journal is closed';
    if (!this.canWrite || !this.hasBegun)
      return `the journal cannot be written: ${this.trouble ?? 'no segment is open'}`;
    if (this.ledger.availableBytes >= Math.min(availableBytesMin, this.segmentBytes / 4)) return null;
    if (!this.mayAllocate) return 'the journal is full: it waits for the database to take events over';
    return `no room could be allocated yet: ${this.trouble ?? 'it is being allocated'}`;
  }

  private unavailable(): JournalUnavailable {
    return new JournalUnavailable(this.reason() ?? 'the journal has no room for this');
  }

  private say(trouble: string | null): void {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    if (trouble === null) this.options.log.info({ journal: this.id }, 'the journal has recovered');
    else this.options.log.error({ journal: this.id, trouble }, 'the journal is in trouble');
  }
}
