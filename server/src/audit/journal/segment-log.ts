import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { Disk } from './disk.ts';
import { placeEvent } from './event-codec.ts';
import {
  chunkBytesMin,
  encodeSegmentHeader,
  flagContinued,
  flagContinues,
  frameHeaderBytes,
  headerBytes,
  sealFrame,
  segmentName,
  usableBytes,
} from './format.ts';

export interface SegmentLogOptions {
  readonly directory: string;
  readonly journalId: string;
  readonly segmentBytes: number;
  /** Segments and spares together. */
  readonly segmentsMax: number;
  readonly nextNumber: number;
  readonly nextSequence: bigint;
  /** The chain's hash before the event `nextSequence`. */
  readonly chainHash: Uint8Array;
  readonly disk: Disk;
  readonly onSegment: (number: number) => void;
}

interface ActiveSegment {
  readonly number: number;
  readonly fd: number;
  readonly nonce: number;
  offset: number;
}

interface SealedSegment {
  readonly number: number;
  /** No event that began here has a later sequence. */
  readonly lastSequence: bigint;
}

/**
 * The files of a journal that is being written, and the only one who writes them.
 *
 * A segment is a *spare* (allocated, without meaning), then *active* (the one that is appended to), then *sealed*, and
 * when all its events were released a spare again, or deleted. An error while writing or syncing abandons the active
 * segment: it counts as sealed, the sequences of the batch are given out again, and the header of the next segment
 * tells readers from which sequence on the abandoned one is void. Nothing is ever written or synced a second time: after
 * a failed fsync the kernel may have dropped the pages and report success the next time.
 */
export class SegmentLog {
  nextSequence: bigint;
  chainHash: Uint8Array;
  syncs = 0;
  private readonly options: SegmentLogOptions;
  private active: ActiveSegment | null = null;
  private sealed: SealedSegment[] = [];
  private spares: string[] = [];
  private allocating = 0;
  private nextNumber: number;
  private spareNumber = 0;

  constructor(options: SegmentLogOptions) {
    this.options = options;
    this.nextNumber = options.nextNumber;
    this.nextSequence = options.nextSequence;
    this.chainHash = options.chainHash;
  }

  /** Bytes of frames that fit in what is allocated. */
  get freeBytes(): number {
    const { segmentBytes } = this.options;
    const rest = this.active === null ? 0 : segmentBytes - this.active.offset - frameHeaderBytes - chunkBytesMin;
    return Math.max(0, rest) + this.spares.length * usableBytes(segmentBytes);
  }

  get usedBytes(): number {
    return this.sealed.length * this.options.segmentBytes + (this.active?.offset ?? 0);
  }

  get hasActive(): boolean {
    return this.active !== null;
  }

  /** False when the quota is used up. */
  get mayAllocate(): boolean {
    const segments = this.sealed.length + this.spares.length + this.allocating + (this.active === null ? 0 : 1);
    return segments < this.options.segmentsMax;
  }

  /** Takes over the segments of an earlier writer of the same journal. */
  adopt(sealed: readonly SealedSegment[]): void {
    this.sealed.push(...sealed);
  }

  /** Makes one more spare. @throws the error of the disk */
  async allocate(): Promise<void> {
    const spare = path.join(this.options.directory, `spare-${this.nextNumber}-${++this.spareNumber}.tgs`);
    this.allocating++;
    try {
      await this.options.disk.allocate(spare, this.options.segmentBytes);
      this.spares.push(spare);
    } finally {
      this.allocating--;
    }
  }

  /** Makes a spare the active segment, when there is none. @throws the error of the disk, or that there is no spare */
  activate(firstSequence: bigint = this.nextSequence): ActiveSegment {
    if (this.active !== null) return this.active;
    const { disk, directory, journalId, segmentBytes: bytes } = this.options;
    const spare = this.spares.pop();
    if (spare === undefined) throw new Error('no room is allocated for another segment');
    const number = this.nextNumber++;
    const nonce = randomInt(1, 2 ** 32);
    const fd = disk.open(spare);
    try {
      disk.write(fd, encodeSegmentHeader({ journalId, number, firstSequence, nonce, bytes }), 0);
      this.sync(fd);
      disk.rename(spare, path.join(directory, segmentName(number)));
      disk.syncFolder(directory);
    } catch (error) {
      quietly(() => disk.close(fd));
      quietly(() => disk.remove(spare));
      quietly(() => disk.remove(path.join(directory, segmentName(number))));
      throw error;
    }
    this.options.onSegment(number);
    this.active = { number, fd, nonce, offset: headerBytes };
    return this.active;
  }

  /**
   * Appends a batch and returns when it is durable. `batch` is a row of `u32 body length | u32 free | body`; sequences,
   * the chain and frame headers are written into it in place.
   * @throws the error of the disk; the active segment is then abandoned and no event of the batch is in the journal
   */
  append(batch: Buffer): void {
    try {
      const chainHash = this.chain(batch);
      this.nextSequence = this.write(batch);
      this.chainHash = chainHash;
    } catch (error) {
      this.seal(this.nextSequence);
      throw error;
    }
  }

  /** Lets go of the segments whose events are all at or before the sequence, keeping `sparesMin` of them as spares. */
  release(uptoSequence: bigint, sparesMin: number): void {
    const { disk, directory } = this.options;
    let released = false;
    for (let segment = this.sealed[0]; segment && segment.lastSequence <= uptoSequence; segment = this.sealed[0]) {
      const file = path.join(directory, segmentName(segment.number));
      if (this.spares.length < sparesMin) {
        const spare = path.join(directory, `spare-${this.nextNumber}-${++this.spareNumber}.tgs`);
        disk.rename(file, spare);
        this.spares.push(spare);
      } else {
        disk.remove(file);
      }
      this.sealed.shift();
      released = true;
    }
    if (released) disk.syncFolder(directory);
  }

  close(): void {
    if (this.active !== null) this.options.disk.close(this.active.fd);
    this.active = null;
    for (const spare of this.spares.splice(0)) quietly(() => this.options.disk.remove(spare));
  }

  /** Gives each event its place in the chain; it counts once the batch is written. */
  private chain(batch: Buffer): Uint8Array {
    let { nextSequence: sequence, chainHash } = this;
    for (let frame = 0; frame < batch.length; sequence++) {
      const end = frame + frameHeaderBytes + batch.readUInt32LE(frame);
      chainHash = placeEvent(batch.subarray(frame + frameHeaderBytes, end), sequence, chainHash);
      frame = end;
    }
    return chainHash;
  }

  private write(batch: Buffer): bigint {
    const { segmentBytes, disk } = this.options;
    let segment = this.activate();
    let sequence = this.nextSequence;
    let written = 0;
    const writeUpto = (end: number): void => {
      if (end === written) return;
      disk.write(segment.fd, batch.subarray(written, end), segment.offset);
      segment.offset += end - written;
      written = end;
    };
    const roll = (firstSequence: bigint): void => {
      this.sync(segment.fd);
      this.seal(firstSequence);
      segment = this.activate(firstSequence);
    };
    let frame = 0;
    while (frame < batch.length) {
      const end = frame + frameHeaderBytes + batch.readUInt32LE(frame);
      let flags = 0;
      for (;;) {
        const chunk = end - frame - frameHeaderBytes;
        const room = segmentBytes - segment.offset - (frame - written) - frameHeaderBytes;
        if (chunk <= room) {
          sealFrame(batch, frame, chunk, flags, segment.nonce);
          break;
        }
        if (room < chunkBytesMin) {
          writeUpto(frame);
          roll(flags === 0 ? sequence : sequence + 1n);
          continue;
        }
        sealFrame(batch, frame, room, flags | flagContinued, segment.nonce);
        frame += frameHeaderBytes + room;
        writeUpto(frame);
        // The next header takes the place of bytes that are written already.
        frame -= frameHeaderBytes;
        written = frame;
        flags = flagContinues;
        roll(sequence + 1n);
      }
      frame = end;
      sequence++;
    }
    writeUpto(frame);
    this.sync(segment.fd);
    return sequence;
  }

  private sync(fd: number): void {
    this.syncs++;
    this.options.disk.sync(fd);
  }

  private seal(nextSequence: bigint): void {
    const { active } = this;
    if (active === null) return;
    this.active = null;
    this.sealed.push({ number: active.number, lastSequence: nextSequence - 1n });
    quietly(() => this.options.disk.close(active.fd));
  }
}

/** For clean-up after an error that is thrown anyway. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {}
}
