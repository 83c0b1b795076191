import { setTimeout as wait } from 'node:timers/promises';
import type { EventDraft, PayloadPart } from '../audit/events.ts';
import type { PayloadStore, PreparedContent } from '../audit/payloads/payload-store.ts';
import { type Journal, JournalUnavailable, type Room } from '../audit/journal/journal.ts';
import type { Call } from './call.ts';
import { piecesOf } from './request-pieces.ts';
import { type Outcome, settleHead } from './settle.ts';
import { StreamTimes } from './stream-times.ts';

/** What a call may have to write besides its payloads: its open and its settle, and one batch of captured bytes. */
const openBytes = 8 * 1024;
const settleBytes = 32 * 1024;
const captureBytes = 64 * 1024;
const captureMs = 1000;
/** So long may a batch of captured bytes take, and so much may wait behind it, before the answer is broken off. */
const stuckMs = 5000;
const stuckBytes = 32 * 1024 * 1024;
const roomWaitMs = 10;
const roomTriesMax = 25;

/**
 * The record of one call. `open → attempt* → settle`, each durable before it counts: `openRecord` resolves when the
 * open event is on disk, and only then may the provider hear anything; `settle` resolves when the outcome is, and only
 * then may the caller get the end of the answer. Bytes of the provider's answer are kept as they come and written at
 * the latest every 64 KB or second.
 */
export class CallRecord {
  readonly openedInMs: number;
  private readonly call: Call;
  private readonly journal: Journal;
  private readonly payloads: PayloadStore;
  private readonly room: Room;
  private readonly epoch: number;
  private readonly times: StreamTimes;
  private pending: Captured[] = [];
  private pendingBytes = 0;
  private timer: NodeJS.Timeout | null = null;
  /** The batch of captured bytes that is on its way to the disk. */
  private writing: Promise<unknown> | null = null;
  private writingSinceMs = 0;
  /** Captured bytes could not be written: the answer must not go on. */
  private isStuck = false;
  private settled = false;

  constructor(
    call: Call,
    { journal, payloads }: RecordParts,
    { room, epoch, openedInMs }: { readonly room: Room; readonly epoch: number; readonly openedInMs: number },
  ) {
    this.call = call;
    this.journal = journal;
    this.payloads = payloads;
    this.room = room;
    this.epoch = epoch;
    this.times = new StreamTimes(call.receivedAt);
    this.openedInMs = openedInMs;
  }

  /** A further try at the provider is about to be made. */
  async attempt(number: number, reason: string): Promise<void> {
    const head = { request_id: this.call.requestId, number, at: new Date().toISOString(), reason };
    await this.journal.append([{ kind: 'attempt', head, content: null }], this.room);
  }

  /**
   * Keeps bytes of the provider's answer, or of what the caller gets in its place.
   * @returns false when they cannot be written: no more may reach the caller
   */
  capture(bytes: Buffer, payload: Captured['payload'] = 'response_received'): boolean {
    this.pending.push({ payload, bytes });
    this.pendingBytes += bytes.length;
    if (payload === 'response_received') this.times.add(bytes.length);
    if ((this.isStuck ||= this.isTooFarAhead())) return false;
    if (this.pendingBytes >= captureBytes) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), captureMs).unref();
    return !this.isStuck;
  }

  /** Resolves when the outcome is durable; settles once. @throws JournalUnavailable: the call stays open until recovery */
  async settle(outcome: Outcome, parts: readonly PayloadPart[] = []): Promise<void> {
    if (this.settled) return;
    this.settled = true;
    await this.writing;
    const received = this.takePending();
    const times = this.call.draft.head.stream === true ? this.times.part() : [];
    const content = this.payloads.seal([...received, ...parts, ...times], this.epoch);
    this.room.extend(content?.box.length ?? 0);
    try {
      const limits = this.call.allowance?.settle(outcome) ?? [];
      const head = settleHead(this.call, { ...outcome, limits, recordMs: this.openedInMs });
      await this.journal.append([{ kind: 'settle', head, content }], this.room);
    } finally {
      this.room.release();
    }
  }

  /**
   * Writes what is pending, one batch at a time so that the bytes keep their order. What cannot be written stays pending
   * and goes with the settle, for which room is held: the caller has it already.
   */
  private flush(): void {
    if (this.writing || this.settled || this.pendingBytes === 0) return;
    this.isStuck = !this.room.extend(this.pendingBytes);
    if (this.isStuck) return;
    const taken = this.takePending();
    const content = this.payloads.seal(taken, this.epoch);
    const event: EventDraft = { kind: 'captured', head: { request_id: this.call.requestId }, content };
    this.writingSinceMs = performance.now();
    this.writing = this.journal
      .append([event], this.room)
      .catch(() => {
        this.isStuck = true;
        this.pending.unshift(...taken);
        for (const { bytes } of taken) this.pendingBytes += bytes.length;
      })
      .finally(() => (this.writing = null));
  }

  /** The disk or the database does not answer: what the caller gets meanwhile is on nothing that lasts. */
  private isTooFarAhead(): boolean {
    if (this.writing === null) return false;
    return performance.now() - this.writingSinceMs > stuckMs || this.pendingBytes > stuckBytes;
  }

  private takePending(): (PayloadPart & Captured)[] {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const taken = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    return capturedPayloads.flatMap((payload) => {
      const pieces = taken.filter((one) => one.payload === payload).map(({ bytes }) => bytes);
      if (pieces.length === 0) return [];
      return {
        payload,
        encoding: 'identity',
        bytes: pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces),
      };
    });
  }
}

const capturedPayloads = ['response_received', 'response_sent'] as const;
interface Captured {
  readonly payload: (typeof capturedPayloads)[number];
  readonly bytes: Buffer;
}

/** A burst may come faster than the disk is made ready for it: worth a moment before a call is refused. */
async function roomFor(journal: Journal, bytes: number): Promise<Room | null> {
  for (let tries = 0; ; tries++) {
    const room = journal.reserve(bytes);
    if (room || tries >= roomTriesMax) return room;
    await wait(roomWaitMs);
  }
}

/** What records are written with. */
export interface RecordParts {
  readonly journal: Journal;
  readonly payloads: PayloadStore;
}

/** Writes the open event and waits until it is durable; or tells why it could not be. */
export async function openRecord(call: Call, parts: RecordParts): Promise<CallRecord | JournalUnavailable> {
  const startedAt = performance.now();
  const { journal } = parts;
  const { head } = call.draft;
  let prepared = prepare(call, parts.payloads);
  const room = await roomFor(journal, openBytes + bytesOf(prepared) + settleBytes + captureBytes);
  if (!room) return new JournalUnavailable(journal.state.reason ?? 'the journal has no room');
  if (!prepared.isCurrent()) prepared = prepare(call, parts.payloads);
  try {
    await journal.append([{ kind: 'open', head, content: prepared.content }], room);
  } catch (error) {
    room.release();
    if (error instanceof JournalUnavailable) return error;
    throw error;
  }
  prepared.durable();
  const openedInMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
  call.record = new CallRecord(call, parts, { room, epoch: prepared.epoch, openedInMs });
  return call.record;
}

/** Writes a call that never reached a provider, open and settle at once. @throws JournalUnavailable */
export async function recordUnsent(
  call: Call,
  { journal, payloads }: RecordParts,
  outcome: Outcome,
  parts: readonly PayloadPart[],
): Promise<void> {
  call.allowance?.giveBack();
  delete call.draft.head.limits;
  const prepared = prepare(call, payloads);
  await journal.append([
    { kind: 'open', head: call.draft.head, content: prepared.content },
    { kind: 'settle', head: settleHead(call, outcome), content: payloads.seal(parts, prepared.epoch) },
  ]);
  prepared.durable();
}

function prepare({ requestId, atMs, draft }: Call, payloads: PayloadStore): PreparedContent {
  const { head, parts, request } = draft;
  const body = parts.find((part) => part.payload === 'request_received')?.bytes;
  const found = request && body ? piecesOf(request, body, head.new_from) : { pieces: [], turn: [] };
  const userId = head.user?.id ?? null;
  return payloads.prepare({ requestId, atMs, userId, sessionId: head.session_id, parts, ...found });
}

function bytesOf({ content }: PreparedContent): number {
  return content?.box.length ?? 0;
}
