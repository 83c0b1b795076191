import fs from 'node:fs';
import { mayBeEvent, sequenceOf } from './event-codec.ts';
import { flagContinued, flagContinues, frameCrc, frameHeaderBytes, lengthMask, type SegmentHeader } from './format.ts';

export interface Frame {
  readonly chunk: Buffer;
  readonly continued: boolean;
  readonly continues: boolean;
  /** Where the next frame begins. */
  readonly end: number;
}

const windowBytes = 256 * 1024;
/** So that no event's beginning is cut by the end of a window while it is looked for. */
const overlapBytes = 64;

/** Frames of one segment file, read through a window. What it returned stays valid: windows are not used again. */
export class FrameWindow {
  readonly header: SegmentHeader;
  private readonly fd: number;
  private window: Buffer = Buffer.alloc(0);
  private start = 0;

  constructor(file: string, header: SegmentHeader) {
    this.header = header;
    this.fd = fs.openSync(file, 'r');
  }

  /** Forgets what was read: the file may hold more by now. */
  refresh(): void {
    this.window = this.window.subarray(0, 0);
  }

  /** The frame at `offset`; null when there is no whole, undamaged one. */
  frameAt(offset: number): Frame | null {
    const head = this.bytesAt(offset, frameHeaderBytes);
    if (head === null) return null;
    const word = head.readUInt32LE(0);
    const length = (word & lengthMask) >>> 0;
    if (length === 0) return null;
    const frame = this.bytesAt(offset, frameHeaderBytes + length);
    if (frame === null || frameCrc(frame, 0, length, this.header.nonce) !== frame.readUInt32LE(4)) return null;
    return {
      chunk: frame.subarray(frameHeaderBytes),
      continued: (word & flagContinued) !== 0,
      continues: (word & flagContinues) !== 0,
      end: offset + frameHeaderBytes + length,
    };
  }

  /** The first undamaged event at or after `offset` whose sequence is in the range; null when there is none. */
  find(offset: number, from: bigint, to: bigint): { readonly offset: number; readonly sequence: bigint } | null {
    for (let start = offset; ; start += windowBytes - overlapBytes) {
      const bytes = this.bytesFrom(start, windowBytes);
      for (let i = 0; i + frameHeaderBytes < bytes.length; i++) {
        if (!mayBeEvent(bytes, i + frameHeaderBytes)) continue;
        const sequence = sequenceOf(bytes.subarray(i + frameHeaderBytes));
        if (sequence === null || sequence < from || sequence > to) continue;
        if (this.frameAt(start + i)?.continues === false) return { offset: start + i, sequence };
      }
      if (bytes.length < windowBytes) return null;
    }
  }

  /** The bytes from `offset` up to `end`, or to the end of the file, at most `max`. */
  raw(offset: number, end: number, max: number): Buffer {
    return this.bytesFrom(offset, Math.min(end - offset, max));
  }

  close(): void {
    fs.closeSync(this.fd);
  }

  private bytesAt(offset: number, length: number): Buffer | null {
    if (offset + length > this.header.bytes) return null;
    if (offset < this.start || offset + length > this.start + this.window.length) {
      this.window = this.bytesFrom(offset, Math.max(windowBytes, length));
      this.start = offset;
      if (this.window.length < length) return null;
    }
    return this.window.subarray(offset - this.start, offset - this.start + length);
  }

  private bytesFrom(offset: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, this.header.bytes - offset)));
    let done = 0;
    while (done < buffer.length) {
      const read = fs.readSync(this.fd, buffer, done, buffer.length - done, offset + done);
      if (read === 0) break;
      done += read;
    }
    return buffer.subarray(0, done);
  }
}
