import type { AttemptHead, JournalEvent } from '../events.ts';
import { canonicalBytes, leafOf, link } from '../integrity/chain.ts';
import {
  type Batch,
  type BatchContent,
  contentOf,
  type EventOf,
  type Opening,
  openingOf,
  type Position,
} from './batch.ts';

interface HeldCall {
  readonly open: Opening;
  readonly attempts: AttemptHead[];
  readonly sequences: bigint[];
  readonly sinceMs: number;
  bytes: number;
}

type Ready = { -readonly [Field in keyof BatchContent]: BatchContent[Field][number][] };

export interface AssemblerOptions {
  /** How long an open waits for its settle, in milliseconds. */
  readonly holdMs: number;
  /** How much may wait; beyond it the oldest go alone. */
  readonly heldBytesMax: number;
  /** How long events may wait that make no rows yet, so that a run of them is written at once; milliseconds. */
  readonly quietMs: number;
  /** A batch that has this much waits no longer: it is in memory. */
  readonly batchEventsMax: number;
  readonly batchBytesMax: number;
}

const attemptBytes = 500;

/**
 * Puts the events of one journal together into batches.
 *
 * Every event goes into the next batch, for the chain and with its content. The row of a call waits: it is *held* in
 * memory, with the attempts that follow it, so that open and settle land as one insert. It leaves either *whole*, when
 * its settle comes, or *alone*, when it has waited too long; from then on its events go one by one, as updates of the
 * row that is there. The events of held calls have no row although the position has passed them, so the position names
 * them. After a restart the journal is read again from the first of them, for the rows alone.
 */
export class Assembler {
  readonly #journalId: string;
  readonly #options: AssemblerOptions;
  #position: Position;
  #lastSequence: bigint;
  #chainHash: Uint8Array | null;
  #wanted: Set<bigint>;
  #held = new Map<string, HeldCall>();
  #heldBytes = 0;
  #ready = empty();
  #readyBytes = 0;
  #isDirty = false;
  #quietSinceMs: number | null = null;

  constructor(journalId: string, position: Position, options: AssemblerOptions) {
    this.#journalId = journalId;
    this.#options = options;
    this.#position = position;
    this.#lastSequence = position.sequence;
    this.#chainHash = position.chainHash;
    this.#wanted = new Set(position.held);
  }

  /** Where reading has to begin. */
  static firstSequence(position: Position): bigint {
    return position.held[0] ?? position.sequence + 1n;
  }

  add(events: readonly JournalEvent[], nowMs: number): void {
    for (const event of events) {
      const isNew = event.sequence > this.#lastSequence;
      if (!isNew && !this.#wanted.delete(event.sequence)) continue;
      if (isNew) this.#enter(event, nowMs);
      this.#place(event, nowMs);
    }
  }

  #enter(event: JournalEvent, nowMs: number): void {
    // What was to be read again comes before anything new: the rest of it is lost.
    this.#wanted.clear();
    this.#lastSequence = event.sequence;
    this.#chainHash = link(event.previous, leafOf(canonicalBytes(event)));
    this.#ready.events.push(event);
    this.#readyBytes += event.headBytes.length + (event.content?.box.length ?? 0);
    const content = contentOf(event);
    if (content) this.#ready.contents.push(content);
    this.#quietSinceMs ??= nowMs;
  }

  #place(event: JournalEvent, nowMs: number): void {
    if (event.kind === 'open') return this.#hold(event, nowMs);
    if (event.kind === 'attempt' && this.#joinHeld(event)) return;
    if (event.kind === 'captured') return;
    // Whoever carries out an erasure finds by its row what every call before this event brought.
    if (event.kind === 'epoch') for (const call of this.#held.values()) this.#letGo(call, null);
    this.#isDirty = true;
    if (event.kind === 'attempt') this.#ready.attempts.push(event);
    else if (event.kind === 'settle') this.#settle(event);
  }

  #hold(event: EventOf<'open'>, nowMs: number): void {
    const { sequence, head, headBytes } = event;
    const bytes = attemptBytes + headBytes.length;
    const call = { open: openingOf(event), attempts: [], sequences: [sequence], sinceMs: nowMs, bytes };
    this.#held.set(head.request_id, call);
    this.#heldBytes += bytes;
  }

  #joinHeld(event: EventOf<'attempt'>): boolean {
    const call = this.#held.get(event.head.request_id);
    if (!call) return false;
    call.attempts.push(event.head);
    call.sequences.push(event.sequence);
    call.bytes += attemptBytes;
    this.#heldBytes += attemptBytes;
    return true;
  }

  #settle(event: EventOf<'settle'>): void {
    const call = this.#held.get(event.head.request_id);
    if (call) this.#letGo(call, event);
    else this.#ready.settles.push(event);
  }

  #letGo(call: HeldCall, settle: EventOf<'settle'> | null): void {
    this.#held.delete(call.open.head.request_id);
    this.#heldBytes -= call.bytes;
    this.#ready.calls.push({ open: call.open, attempts: call.attempts, settle });
    this.#isDirty = true;
  }

  /**
   * The next batch, or null when there is nothing that has to be written yet. `all` lets the held calls go too.
   * The same batch has to be written before `add` is called again; then tell it by `written`.
   */
  take(nowMs: number, all = false): Batch | null {
    for (const call of this.#held.values()) {
      const isOverdue = nowMs - call.sinceMs >= this.#options.holdMs;
      // Calls are held in the order in which they came.
      if (!all && !isOverdue && this.#heldBytes <= this.#options.heldBytesMax) break;
      this.#letGo(call, null);
    }
    if (all) this.#wanted.clear();
    if (!this.#isDirty && !this.#isFull && !this.#isQuietOver(nowMs, all)) return null;
    const rows = [...this.#held.values()].flatMap((call) => call.sequences);
    const held = [...rows, ...this.#wanted].toSorted((a, b) => (a < b ? -1 : 1));
    const after = {
      version: this.#position.version + 1n,
      sequence: this.#lastSequence,
      held,
      chainHash: this.#chainHash,
    };
    const ready = this.#ready;
    this.#ready = empty();
    this.#readyBytes = 0;
    this.#isDirty = false;
    this.#quietSinceMs = null;
    return { ...ready, journalId: this.#journalId, before: this.#position, after };
  }

  get #isFull(): boolean {
    const { batchEventsMax, batchBytesMax } = this.#options;
    return this.#ready.events.length >= batchEventsMax || this.#readyBytes >= batchBytesMax;
  }

  #isQuietOver(nowMs: number, all: boolean): boolean {
    return this.#quietSinceMs !== null && (all || nowMs - this.#quietSinceMs >= this.#options.quietMs);
  }

  written(batch: Batch): void {
    this.#position = batch.after;
  }

  /** Everything up to here is in the sink and needs not be read again. */
  get releasable(): bigint {
    return Assembler.firstSequence(this.#position) - 1n;
  }

  /** When the oldest held call came, in milliseconds since the epoch; null when none is held. */
  get oldestHeldMs(): number | null {
    for (const call of this.#held.values()) return call.sinceMs;
    return null;
  }
}

function empty(): Ready {
  return { events: [], calls: [], attempts: [], settles: [], contents: [] };
}
