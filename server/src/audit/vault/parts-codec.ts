import { partEncodings, partPayloads, type PayloadPart } from '../events.ts';

/**
 * The payload parts of one event as bytes, little-endian:
 *
 *     u16 count | per part: u8 payload, u8 encoding, u32 length | the bytes of all parts, in order
 *
 * Payload and encoding are indexes into the lists of events.ts, which only ever grow.
 */
const countBytes = 2;
const headerBytes = 6;

export class UnreadableParts extends Error {
  override readonly name = 'UnreadableParts';
}

/** The parts encoded, behind `reserved` bytes that are left free for the caller. */
export function encodeParts(parts: readonly PayloadPart[], reserved = 0): Buffer {
  const bodyAt = reserved + countBytes + parts.length * headerBytes;
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + part.bytes.length, bodyAt));
  bytes.writeUInt16LE(parts.length, reserved);
  let header = reserved + countBytes;
  let body = bodyAt;
  for (const part of parts) {
    bytes[header] = partPayloads.indexOf(part.payload);
    bytes[header + 1] = partEncodings.indexOf(part.encoding);
    bytes.writeUInt32LE(part.bytes.length, header + 2);
    bytes.set(part.bytes, body);
    header += headerBytes;
    body += part.bytes.length;
  }
  return bytes;
}

/** Reads what `encodeParts` wrote; the bytes of the parts are views of `bytes`. @throws UnreadableParts */
export function decodeParts(bytes: Buffer): PayloadPart[] {
  if (bytes.length < countBytes) throw new UnreadableParts('no count of parts');
  const count = bytes.readUInt16LE(0);
  let body = countBytes + count * headerBytes;
  if (body > bytes.length) throw new UnreadableParts('fewer parts than their count');
  const parts: PayloadPart[] = [];
  for (let header = countBytes; parts.length < count; header += headerBytes) {
    const payload = partPayloads[bytes[header] ?? -1];
    const encoding = partEncodings[bytes[header + 1] ?? -1];
    if (payload === undefined || encoding === undefined) throw new UnreadableParts('a part of an unknown sort');
    const end = body + bytes.readUInt32LE(header + 2);
    if (end > bytes.length) throw new UnreadableParts('a part that ends behind the last byte');
    parts.push({ payload, encoding, bytes: bytes.subarray(body, end) });
    body = end;
  }
  if (body !== bytes.length) throw new UnreadableParts('bytes behind the last part');
  return parts;
}
