import { readFileSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from '../../platform/logger.ts';
import type { JournalEvent } from '../events.ts';
import type { EventSource } from '../shipper/event-source.ts';
import { decodeEvent, sequenceOf, UnreadableEvent } from './event-codec.ts';
import { headerBytes, type SegmentHeader } from './format.ts';
import { type Frame, FrameWindow } from './frame-window.ts';
import { keepAside } from './quarantine.ts';
import { findSegments } from './segment-folder.ts';
import { SharedPosition } from './shared-position.ts';

export interface ReaderOptions {
  readonly directory: string;
  /** What is shipped already: all up to `lastSequence` but for `held`, which are returned once more. */
  readonly after: { readonly lastSequence: bigint; readonly held: readonly bigint[] };
  /** `OpenJournal.follow` of a journal that is being written; null for one that nobody writes any more. */
  readonly follow: SharedArrayBuffer | null;
  readonly log: Logger;
  /** Told of each range of events that is lost. */
  readonly onDamage?: (damage: Damage) => void;
}

/** Events of a journal that its disk lost: the first and the last sequence, and why. */
export interface Damage {
  readonly journalId: string;
  readonly from: bigint;
  readonly upto: bigint;
  readonly reason: string;
}

/** Reads one journal, in any thread. Nothing is opened before the first `next`. */
export function createReader(options: ReaderOptions): EventSource {
  return new JournalReader(options);
}

interface KnownSegment {
  readonly number: number;
  readonly file: string;
  readonly header: SegmentHeader;
}

const endOfTime = 2n ** 64n - 1n;

/**
 * The reader walks the segments in order and always knows which sequence comes next (`expected`). Sequences have no
 * gaps, so whatever is not that sequence is either void (the next segment begins with it or an earlier one), or not
 * written yet, or damage.
 *
 * - A live journal is read up to its durable position and no further; there everything must be whole.
 * - Behind the last whole frame of a finished journal there may be a torn one: that is its normal end.
 * - A damaged range is copied to the quarantine folder and reported, and reading goes on at the next whole event.
 */
class JournalReader implements EventSource {
  readonly journalId: string;
  ended = false;
  private readonly options: ReaderOptions;
  private readonly held: Set<bigint>;
  private readonly position: SharedPosition | null;
  private segments: readonly KnownSegment[] = [];
  private lookedUpto = 0;
  private readonly reported = new Set<string>();
  private window: FrameWindow | null = null;
  private number = 0;
  private offset = headerBytes;
  /** The sequence from which on the open segment is void; null when it is the last one. */
  private voidFrom: bigint | null = null;
  private expected = 1n;
  /** The chunks so far of an event that goes on in the next segment. */
  private begun: Buffer[] = [];

  constructor(options: ReaderOptions) {
    this.options = options;
    this.journalId = path.basename(options.directory);
    this.held = new Set(options.after.held);
    this.position = options.follow === null ? null : new SharedPosition(options.follow);
  }

  async next(eventsMax: number, bytesMax: number, waitMs: number): Promise<JournalEvent[]> {
    const { position } = this;
    const until = performance.now() + waitMs;
    for (;;) {
      const mark = position?.durableMark ?? 0;
      const events = await this.collect(eventsMax, bytesMax);
      const leftMs = until - performance.now();
      if (events.length > 0 || this.ended || position === null || leftMs <= 0) return events;
      await position.durableChange(mark, leftMs);
    }
  }

  release(uptoSequence: bigint): void {
    if (this.position !== null) return this.position.publishReleased(uptoSequence);
    for (const segment of this.segments) {
      const next = this.firstAfter(segment.number);
      if (segment.number >= this.number || next === null || next > uptoSequence + 1n) return;
      unlinkSync(segment.file);
      this.segments = this.segments.filter((other) => other !== segment);
    }
  }

  close(): Promise<void> {
    this.window?.close();
    this.window = null;
    return Promise.resolve();
  }

  private async collect(eventsMax: number, bytesMax: number): Promise<JournalEvent[]> {
    const closed = this.position?.closed ?? true;
    const durable = this.position?.durable ?? endOfTime;
    const events: JournalEvent[] = [];
    let bytes = 0;
    if (this.position !== null) this.window?.refresh();
    while (events.length < eventsMax && bytes < bytesMax && !this.ended) {
      if (this.expected > durable) {
        this.ended = closed;
        break;
      }
      const window = this.window ?? (await this.openFirst());
      if (window === null) {
        this.ended = closed;
        break;
      }
      if (this.position !== null && this.position.segment > this.lookedUpto) await this.look();
      const { voidFrom } = this;
      if (voidFrom !== null && this.expected >= voidFrom) {
        this.moveTo(this.segmentOf(this.expected));
        continue;
      }
      const body = this.take(window, durable);
      if (body === null) continue;
      const sequence = this.expected++;
      if (sequence <= this.options.after.lastSequence && !this.held.delete(sequence)) continue;
      const event = this.decode(body, sequence);
      if (event === null) continue;
      events.push(event);
      bytes += body.length;
    }
    return events;
  }

  /** Moves over one frame; returns the event that it completes. */
  private take(window: FrameWindow, durable: bigint): Buffer | null {
    const frame = window.frameAt(this.offset);
    if (frame === null || !this.fits(frame)) {
      this.resume(window, durable);
      return null;
    }
    this.offset = frame.end;
    if (frame.continues && this.begun.length === 0) return null;
    if (frame.continued) {
      this.begun.push(frame.chunk);
      const next = this.segments.find((segment) => segment.number === this.number + 1);
      if (next?.header.firstSequence === this.expected + 1n) this.open(next);
      else this.resume(window, durable);
      return null;
    }
    if (this.begun.length === 0) return frame.chunk;
    return Buffer.concat([...this.begun.splice(0), frame.chunk]);
  }

  private fits(frame: Frame): boolean {
    if (this.begun.length > 0) return frame.continues;
    return frame.continues ? this.offset === headerBytes : sequenceOf(frame.chunk) === this.expected;
  }

  /** There is no whole frame of the expected event here: the end, or damage. */
  private resume(window: FrameWindow, durable: bigint): void {
    const { voidFrom } = this;
    const last = voidFrom === null ? durable : voidFrom - 1n;
    const found = window.find(this.offset, this.expected, last);
    this.begun = [];
    if (found !== null) {
      this.damage(window, found.offset, found.sequence);
      this.offset = found.offset;
      this.expected = found.sequence;
    } else if (voidFrom !== null) {
      this.damage(window, window.header.bytes, voidFrom);
      this.moveTo(this.segmentOf(voidFrom));
    } else if (this.position === null) {
      this.ended = true;
    } else {
      this.damage(window, this.offset, durable + 1n);
      this.expected = durable + 1n;
    }
  }

  private damage(window: FrameWindow, end: number, resumesAt: bigint): void {
    if (resumesAt > this.expected) this.lost(this.expected, resumesAt - 1n, 'a damaged range of the journal');
    const bytes = window.raw(this.offset, end, window.header.bytes);
    const kept = bytes.length === 0 ? null : keepAside(this.options.directory, this.number, this.offset, bytes);
    this.options.log.error(
      {
        journal: this.journalId,
        segment: this.number,
        offset: this.offset,
        bytes: bytes.length,
        kept,
        from: String(this.expected),
        upto: String(resumesAt - 1n),
      },
      'a range of the journal is damaged and was kept aside',
    );
  }

  private decode(body: Buffer, sequence: bigint): JournalEvent | null {
    try {
      return decodeEvent(body, this.journalId);
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      const kept = keepAside(this.options.directory, this.number, this.offset, body);
      this.options.log.error(
        { journal: this.journalId, sequence: String(sequence), reason: error.message, kept },
        'an event of the journal cannot be read and was kept aside',
      );
      this.lost(sequence, sequence, error.message);
      return null;
    }
  }

  private lost(from: bigint, upto: bigint, reason: string): void {
    this.options.onDamage?.({ journalId: this.journalId, from, upto, reason });
  }

  private async openFirst(): Promise<FrameWindow | null> {
    await this.look();
    const { lastSequence, held } = this.options.after;
    const needed = held.reduce((least, sequence) => (sequence < least ? sequence : least), lastSequence + 1n);
    if (this.segments.length === 0) return null;
    this.moveTo(this.segmentOf(needed));
    if (this.expected > needed) this.lost(needed, this.expected - 1n, 'segments of the journal are missing');
    return this.window;
  }

  /** The least sequence that a later segment begins with; null without a later one. */
  private firstAfter(number: number): bigint | null {
    let least: bigint | null = null;
    for (const { number: other, header } of this.segments) {
      if (other > number && (least === null || header.firstSequence < least)) least = header.firstSequence;
    }
    return least;
  }

  /** Where the event of this sequence begins: the last segment that does not begin after it; else the first of all. */
  private segmentOf(sequence: bigint): KnownSegment {
    const segment = this.segments.findLast(({ header }) => header.firstSequence <= sequence) ?? this.segments[0];
    if (segment === undefined) throw new Error(`the journal ${this.journalId} has no segment`);
    return segment;
  }

  /** Goes to the beginning of a segment. If it begins later than expected, what is missing was reported as damaged. */
  private moveTo(segment: KnownSegment): void {
    this.begun = [];
    this.expected = segment.header.firstSequence;
    this.open(segment);
  }

  private open(segment: KnownSegment): void {
    this.window?.close();
    this.window = new FrameWindow(segment.file, segment.header);
    this.number = segment.number;
    this.offset = headerBytes;
    this.voidFrom = this.firstAfter(segment.number);
  }

  private async look(): Promise<void> {
    this.lookedUpto = this.position?.segment ?? 0;
    const found = await findSegments(this.options.directory);
    this.segments = found.segments.flatMap(({ number, file, header }) =>
      header === null ? [] : [{ number, file, header }],
    );
    this.voidFrom = this.firstAfter(this.number);
    for (const { number, file, header, unused } of found.segments) {
      if (header !== null || unused || this.reported.has(file)) continue;
      this.reported.add(file);
      const kept = keepAside(this.options.directory, number, 0, readFileSync(file));
      this.options.log.error(
        { journal: this.journalId, segment: number, kept },
        'a segment of the journal has no whole header and was kept aside',
      );
    }
  }
}
