import { crc32 } from 'node:zlib';

/**
 * The files of a journal. All numbers are little-endian.
 *
 *     <journal id>/NNNNNNNNNN.tgj    a segment; segments are numbered upwards from 1
 *     <journal id>/spare-….tgs       room for a segment to come: allocated, without meaning
 *
 * A segment has a fixed size that was written out when it was made, so that appending needs no room of the disk:
 *
 *     header   88 bytes: magic "TGJL" | u16 version (1) | u16 zero | 40 bytes journal id (ASCII, zeros after it)
 *              | u32 number | u32 nonce | u64 first sequence | u64 bytes of the file | 12 bytes zero
 *              | u32 crc32 of all before it
 *     frames   u32 length and flags | u32 crc32 | chunk of that length
 *
 * The CRC of a frame is seeded with the segment's nonce and covers the length word and the chunk. Segments are used
 * again under another nonce, so a frame of an earlier use does not fit; the sequence is looked at besides. A frame whose
 * length is zero, or that does not fit, ends the segment.
 *
 * An event is one frame, or several when it crosses the end of a segment: flag `continued` says that it goes on as the
 * first frame of the next segment, flag `continues` that it began earlier.
 *
 * `first sequence` of the header is the sequence of the first event that begins in this segment. Frames of earlier
 * segments with that sequence or a later one were never acknowledged (their write or sync failed, the segment was
 * abandoned and the sequences were given out again): readers leave them out.
 *
 * The event itself is told at `encodeEvent`.
 */
export const headerBytes = 88;
export const frameHeaderBytes = 8;
/** Less than this is not worth a frame: what is left of a segment stays unused. */
export const chunkBytesMin = 64;
const magic = 0x4c4a4754;
const version = 1;
const idBytes = 40;

export const flagContinued = 0x8000_0000;
export const flagContinues = 0x4000_0000;
export const lengthMask = 0x3fff_ffff;

export interface SegmentHeader {
  readonly journalId: string;
  readonly number: number;
  readonly firstSequence: bigint;
  readonly nonce: number;
  /** The size of the whole file. */
  readonly bytes: number;
}

export function encodeSegmentHeader(header: SegmentHeader): Buffer {
  const buffer = Buffer.alloc(headerBytes);
  buffer.writeUInt32LE(magic, 0);
  buffer.writeUInt16LE(version, 4);
  if (buffer.write(header.journalId, 8, idBytes, 'latin1') !== header.journalId.length) {
    throw new RangeError('a journal id of more than 40 characters');
  }
  buffer.writeUInt32LE(header.number, 48);
  buffer.writeUInt32LE(header.nonce, 52);
  buffer.writeBigUInt64LE(header.firstSequence, 56);
  buffer.writeBigUInt64LE(BigInt(header.bytes), 64);
  buffer.writeUInt32LE(crc32(buffer.subarray(0, headerBytes - 4)), headerBytes - 4);
  return buffer;
}

/** Null when the bytes are no header of this version, or damaged. */
export function decodeSegmentHeader(buffer: Buffer): SegmentHeader | null {
  if (buffer.length < headerBytes || buffer.readUInt32LE(0) !== magic || buffer.readUInt16LE(4) !== version)
    return null;
  if (crc32(buffer.subarray(0, headerBytes - 4)) !== buffer.readUInt32LE(headerBytes - 4)) return null;
  return {
    journalId: buffer.toString('latin1', 8, 8 + idBytes).replace(/\0+$/, ''),
    number: buffer.readUInt32LE(48),
    nonce: buffer.readUInt32LE(52),
    firstSequence: buffer.readBigUInt64LE(56),
    bytes: Number(buffer.readBigUInt64LE(64)),
  };
}

/** Writes the frame header for the chunk that lies right behind it in `buffer`. */
export function sealFrame(buffer: Buffer, at: number, length: number, flags: number, nonce: number): void {
  buffer.writeUInt32LE((length | flags) >>> 0, at);
  buffer.writeUInt32LE(frameCrc(buffer, at, length, nonce), at + 4);
}

/** The CRC that the frame at `at` must have. */
export function frameCrc(buffer: Buffer, at: number, length: number, nonce: number): number {
  const start = at + frameHeaderBytes;
  return crc32(buffer.subarray(start, start + length), crc32(buffer.subarray(at, at + 4), nonce));
}

/** What a segment of this size can hold of frames, for certain. */
export function usableBytes(segmentBytes: number): number {
  return segmentBytes - headerBytes - frameHeaderBytes - chunkBytesMin;
}

export function segmentName(number: number): string {
  return `${String(number).padStart(10, '0')}.tgj`;
}

/** The segment's number; null for any other file. */
export function segmentNumber(name: string): number | null {
  const match = /^(\d{10})\.tgj$/.exec(name);
  return match ? Number(match[1]) : null;
}
