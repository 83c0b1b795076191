import { type EventDraft, eventKinds, type JournalEvent, type SealedContent } from '../events.ts';
import { leafOf, link } from '../integrity/chain.ts';

/**
 * An event as bytes, little-endian:
 *
 *     u8 version (2) | u8 kind | u8 has content | u8 zero | u64 sequence | u32 length of head | 32 bytes previous hash
 *     | head (JSON, UTF-8)
 *     and if it has content: 16 bytes data key id | 32 bytes commitment | u32 epoch | u32 length | box
 *
 * The kind is its index in the list of `events.ts`, which only ever grows. The head is what `JSON.stringify` made of it
 * once, and is never written anew. Sequence and previous hash are the writer's: see integrity/chain.ts.
 */
const version = 2;
const sequenceOffset = 4;
const headLengthOffset = 12;
const previousOffset = 16;
export const hashBytes = 32;
const fixedBytes = previousOffset + hashBytes;
const contentFixedBytes = 56;

const kindCodes = new Map<string, number>(eventKinds.map((kind, code) => [kind, code]));

export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** At most how many bytes `writeEvent` needs. */
export function eventBytesMax(headJson: string, content: SealedContent | null): number {
  return fixedBytes + headJson.length * 3 + (content === null ? 0 : contentFixedBytes + content.box.length);
}

/** Writes the event at `at`, without its place in the chain, and returns where it ends. Hot: once for every event. */
export function writeEvent(buffer: Buffer, at: number, { kind, content }: EventDraft, headJson: string): number {
  const headBytes = buffer.write(headJson, at + fixedBytes, 'utf8');
  buffer[at] = version;
  buffer[at + 1] = kindCodes.get(kind) ?? unknown(kind);
  buffer[at + 2] = content === null ? 0 : 1;
  buffer[at + 3] = 0;
  buffer.writeUInt32LE(headBytes, at + headLengthOffset);
  const headEnd = at + fixedBytes + headBytes;
  if (content === null) return headEnd;
  buffer.set(content.keyId, headEnd);
  buffer.set(content.commitment, headEnd + 16);
  buffer.writeUInt32LE(content.epoch, headEnd + 48);
  buffer.writeUInt32LE(content.box.length, headEnd + 52);
  buffer.set(content.box, headEnd + contentFixedBytes);
  return headEnd + contentFixedBytes + content.box.length;
}

/** Gives the event at the beginning of `body` its place in the chain, and returns the hash after it. */
export function placeEvent(body: Buffer, sequence: bigint, previous: Uint8Array): Buffer {
  body.writeBigUInt64LE(sequence, sequenceOffset);
  body.set(previous, previousOffset);
  return link(previous, leafOfBody(body));
}

/** The bytes of one event in its place. */
export function encodeEvent(event: EventDraft, sequence: bigint, previous: Uint8Array): Buffer {
  const headJson = JSON.stringify(event.head);
  const buffer = Buffer.allocUnsafe(eventBytesMax(headJson, event.content));
  const body = buffer.subarray(0, writeEvent(buffer, 0, event, headJson));
  placeEvent(body, sequence, previous);
  return body;
}

/**
 * Reads what `encodeEvent` wrote. All bytes are views of `body`.
 * @throws UnreadableEvent for another version, an unknown kind or lengths that do not fit
 */
export function decodeEvent(body: Buffer, journalId: string): JournalEvent {
  if (body.length < fixedBytes || body[0] !== version) throw new UnreadableEvent('not an event of version 2');
  const kind = eventKinds[body[1] ?? -1];
  if (kind === undefined) throw new UnreadableEvent('an event of an unknown kind');
  const headEnd = fixedBytes + body.readUInt32LE(headLengthOffset);
  if (headEnd > body.length) throw new UnreadableEvent('a head longer than its event');
  const headBytes = body.subarray(fixedBytes, headEnd);
  return {
    kind,
    head: parseHead(headBytes),
    content: readContent(body, headEnd),
    journalId,
    sequence: body.readBigUInt64LE(sequenceOffset),
    headBytes,
    previous: body.subarray(previousOffset, fixedBytes),
    // The head was written by `writeEvent` from the type that belongs to the kind, and its bytes are checked by CRC.
  } as unknown as JournalEvent;
}

/** The sequence of the event that begins with this chunk; null when none does. */
export function sequenceOf(chunk: Buffer): bigint | null {
  if (chunk.length < headLengthOffset) return null;
  return chunk.readBigUInt64LE(sequenceOffset);
}

/** Whether an event may begin at `at`; cheap, for finding the next frame behind damage. */
export function mayBeEvent(buffer: Buffer, at: number): boolean {
  return (
    buffer[at] === version && (buffer[at + 1] ?? 255) < eventKinds.length && at + headLengthOffset <= buffer.length
  );
}

function readContent(body: Buffer, at: number): SealedContent | null {
  if (body[2] === 0) {
    if (at !== body.length) throw new UnreadableEvent('bytes behind the head');
    return null;
  }
  const boxAt = at + contentFixedBytes;
  if (boxAt > body.length || boxAt + body.readUInt32LE(at + 52) !== body.length) {
    throw new UnreadableEvent('a content that does not end with its event');
  }
  return {
    keyId: body.subarray(at, at + 16),
    commitment: body.subarray(at + 16, at + 48),
    epoch: body.readUInt32LE(at + 48),
    box: body.subarray(boxAt),
  };
}

/** The leaf of chain.ts, from the bytes as they are written. */
function leafOfBody(body: Buffer): Buffer {
  const headEnd = fixedBytes + body.readUInt32LE(headLengthOffset);
  const contentEnd = body[2] === 0 ? headEnd : headEnd + 48;
  const canonical = Buffer.allocUnsafe(13 + contentEnd - fixedBytes);
  canonical[0] = body[1] ?? 255;
  body.copy(canonical, 1, sequenceOffset, previousOffset);
  body.copy(canonical, 13, fixedBytes, contentEnd);
  return leafOf(canonical);
}

function parseHead(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    throw new UnreadableEvent('a head that is not JSON', { cause: error });
  }
}

function unknown(word: string): never {
  throw new TypeError(`"${word}" is no word of the journal`);
}
