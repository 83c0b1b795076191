import type { AttemptHead, JournalEvent } from '../events.ts';
import { type Batch, type BatchContent, type EventOf, type PartEntry, partsOf, type Position } from './batch.ts';

interface HeldCall {
  readonly open: EventOf<'open'>;
  readonly attempts: AttemptHead[];
  readonly parts: PartEntry[];
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
}

/**
 * Puts the events of one journal together into batches.
 *
 * A call begins *held*: its open waits in memory, with the attempts and captured bytes that follow it, so that open and
 * settle land as one insert. It leaves either *whole*, when its settle comes, or *alone*, when it has waited too long;
 * from then on its events go one by one, as updates of the row that is there. Held events are not in the sink although
 * the position has passed them, so the position names them. After a restart the journal is read again from the first
 * of them; what the position says is there is skipped.
 */
export class Assembler {
  readonly #journalId: string;
  readonly #options: AssemblerOptions;
  #position: Position;
  #lastSequence: bigint;
  #wanted: Set<bigint>;
  #held = new Map<string, HeldCall>();
  #heldBytes = 0;
  #ready = nothing();
  #isDirty = false;

  constructor(journalId: string, position: Position, options: AssemblerOptions) {
    this.#journalId = journalId;
    this.#options = options;
    this.#position = position;
    this.#lastSequence = position.sequence;
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
      if (isNew) this.#lastSequence = event.sequence;
      this.#place(event, nowMs);
    }
  }

  #place(event: JournalEvent, nowMs: number): void {
    if (event.kind === 'open') return this.#hold(event, nowMs);
    if ((event.kind === 'attempt' || event.kind === 'captured') && this.#joinHeld(event)) return;
    this.#isDirty = true;
    if (event.kind === 'attempt') this.#ready.attempts.push(event);
    else if (event.kind === 'denials') this.#ready.denials.push(event);
    else if (event.kind === 'settle') this.#settle(event);
    this.#ready.parts.push(...partsOf(event));
  }

  #hold(open: EventOf<'open'>, nowMs: number): void {
    const bytes = sizeOf(open);
    const call: HeldCall = {
      open,
      attempts: [],
      parts: partsOf(open),
      sequences: [open.sequence],
      sinceMs: nowMs,
      bytes,
    };
    this.#held.set(open.head.request_id, call);
    this.#heldBytes += bytes;
  }

  #joinHeld(event: EventOf<'attempt'> | EventOf<'captured'>): boolean {
    const call = this.#held.get(event.head.request_id);
    if (!call) return false;
    if (event.kind === 'attempt') call.attempts.push(event.head);
    call.parts.push(...partsOf(event));
    call.sequences.push(event.sequence);
    const bytes = sizeOf(event);
    call.bytes += bytes;
    this.#heldBytes += bytes;
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
    this.#ready.parts.push(...call.parts);
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
    if (!this.#isDirty) return null;
    const held = [...this.#held.values()].flatMap((call) => call.sequences).toSorted((a, b) => (a < b ? -1 : 1));
    const after = { version: this.#position.version + 1n, sequence: this.#lastSequence, held };
    const ready = this.#ready;
    this.#ready = nothing();
    this.#isDirty = false;
    return { ...ready, journalId: this.#journalId, before: this.#position, after };
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

function nothing(): Ready {
  return { calls: [], attempts: [], settles: [], parts: [], denials: [] };
}

function sizeOf(event: JournalEvent): number {
  let bytes = 500;
  for (const part of event.parts) bytes += part.bytes.length;
  return bytes;
}
