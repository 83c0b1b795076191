import {
  type EventDraft,
  eventKinds,
  type JournalEvent,
  type PartEncoding,
  partEncodings,
  partPayloads,
  type PayloadPart,
} from '../events.ts';

/**
 * An event as bytes, little-endian:
 *
 *     u8 version (1) | u8 kind | u16 number of parts | u64 sequence | u32 length of head | head (JSON, UTF-8)
 *     per part: u8 payload | u8 encoding | u32 length | bytes
 *
 * Kind, payload and encoding are indexes into the lists of `events.ts`, which only ever grow; a sealed part will be one
 * more encoding. The head is what `JSON.stringify` made of it once, and is never written anew.
 */
const version = 1;
export const sequenceOffset = 4;
const fixedBytes = 16;
const partHeaderBytes = 6;

const kindCodes = codes(eventKinds);
const payloadCodes = codes(partPayloads);
const encodingCodes = codes(partEncodings);

/** An event with the exact bytes of its head. */
export type DecodedEvent = JournalEvent & { readonly headBytes: Uint8Array };

export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** At most how many bytes `writeEvent` needs. */
export function eventBytesMax(headJson: string, parts: readonly PayloadPart[]): number {
  let bytes = fixedBytes + headJson.length * 3;
  for (const part of parts) bytes += partHeaderBytes + part.bytes.length;
  return bytes;
}

/** Writes the event at `at` and returns where it ends. Hot: once for every event. */
export function writeEvent(buffer: Buffer, at: number, event: EventDraft, headJson: string, sequence: bigint): number {
  const { parts } = event;
  const headBytes = buffer.write(headJson, at + fixedBytes, 'utf8');
  buffer[at] = version;
  buffer[at + 1] = kindCodes.get(event.kind) ?? unknown(event.kind);
  buffer.writeUInt16LE(parts.length, at + 2);
  buffer.writeBigUInt64LE(sequence, at + sequenceOffset);
  buffer.writeUInt32LE(headBytes, at + 12);
  let to = at + fixedBytes + headBytes;
  for (const part of parts) {
    buffer[to] = payloadCodes.get(part.payload) ?? unknown(part.payload);
    buffer[to + 1] = encodingCodes.get(part.encoding) ?? unknown(part.encoding);
    buffer.writeUInt32LE(part.bytes.length, to + 2);
    buffer.set(part.bytes, to + partHeaderBytes);
    to += partHeaderBytes + part.bytes.length;
  }
  return to;
}

/** The bytes of one event, with its sequence. */
export function encodeEvent(event: EventDraft, sequence: bigint): Buffer {
  const headJson = JSON.stringify(event.head);
  const buffer = Buffer.allocUnsafe(eventBytesMax(headJson, event.parts));
  return buffer.subarray(0, writeEvent(buffer, 0, event, headJson, sequence));
}

/**
 * Reads what `encodeEvent` wrote. The bytes of head and parts are views of `body`.
 * @throws UnreadableEvent for another version, an unknown kind or lengths that do not fit
 */
export function decodeEvent(body: Buffer, journalId: string): DecodedEvent {
  if (body.length < fixedBytes || body[0] !== version) throw new UnreadableEvent('not an event of version 1');
  const kind = eventKinds[body[1] ?? -1];
  if (kind === undefined) throw new UnreadableEvent('an event of an unknown kind');
  const headEnd = fixedBytes + body.readUInt32LE(12);
  if (headEnd > body.length) throw new UnreadableEvent('a head longer than its event');
  const headBytes = body.subarray(fixedBytes, headEnd);
  const parts: PayloadPart[] = [];
  let at = headEnd;
  for (let count = body.readUInt16LE(2); count > 0; count--) {
    const payload = partPayloads[body[at] ?? -1];
    const encoding: PartEncoding | undefined = partEncodings[body[at + 1] ?? -1];
    if (payload === undefined || encoding === undefined) throw new UnreadableEvent('a part of an unknown sort');
    if (at + partHeaderBytes > body.length) throw new UnreadableEvent('a part beyond the end of its event');
    const start = at + partHeaderBytes;
    at = start + body.readUInt32LE(at + 2);
    if (at > body.length) throw new UnreadableEvent('a part longer than its event');
    parts.push({ payload, encoding, bytes: body.subarray(start, at) });
  }
  if (at !== body.length) throw new UnreadableEvent('bytes behind the last part');
  return {
    kind,
    head: parseHead(headBytes),
    parts,
    journalId,
    sequence: body.readBigUInt64LE(sequenceOffset),
    headBytes,
    // The head was written by `encodeEvent` from the type that belongs to the kind, and its bytes are checked by CRC.
  } as unknown as DecodedEvent;
}

/** The sequence of the event that begins with this chunk; null when none does. */
export function sequenceOf(chunk: Buffer): bigint | null {
  if (chunk.length < fixedBytes) return null;
  return chunk.readBigUInt64LE(sequenceOffset);
}

/** Whether an event may begin at `at`; cheap, for finding the next frame behind damage. */
export function mayBeEvent(buffer: Buffer, at: number): boolean {
  return buffer[at] === version && (buffer[at + 1] ?? 255) < eventKinds.length && at + fixedBytes <= buffer.length;
}

function parseHead(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    throw new UnreadableEvent('a head that is not JSON', { cause: error });
  }
}

function codes(words: readonly string[]): ReadonlyMap<string, number> {
  return new Map(words.map((word, code) => [word, code]));
}

function unknown(word: string): never {
  throw new TypeError(`"${word}" is no word of the journal`);
}
