import { hash } from 'node:crypto';
import { eventKinds, type SealedContent } from '../events.ts';

/**
 * The chain over a journal's events, in append order:
 *
 *     canonical   u8 kind | u64 sequence | u32 bytes of the head | head (JSON as written, UTF-8)
 *                 | nothing, or 16 bytes data key id and 32 bytes commitment of its sealed content
 *     leaf        SHA-256(canonical)
 *     hash        SHA-256(hash before ‖ leaf); before the first event: SHA-256("tollgate journal " + journal id)
 *
 * Numbers are little-endian; the kind is its index in `eventKinds`. The sealed content itself is not covered, only its
 * commitment: it can be erased, and what is left still verifies.
 */
export interface Chained {
  readonly kind: (typeof eventKinds)[number];
  readonly sequence: bigint;
  readonly headBytes: Uint8Array;
  readonly content: Pick<SealedContent, 'keyId' | 'commitment'> | null;
}

const fixedBytes = 13;
const contentBytes = 48;
const kindCodes = new Map<string, number>(eventKinds.map((kind, code) => [kind, code]));

export function canonicalBytes({ kind, sequence, headBytes, content }: Chained): Buffer {
  const bytes = Buffer.allocUnsafe(fixedBytes + headBytes.length + (content === null ? 0 : contentBytes));
  bytes[0] = kindCodes.get(kind) ?? 255;
  bytes.writeBigUInt64LE(sequence, 1);
  bytes.writeUInt32LE(headBytes.length, 9);
  bytes.set(headBytes, fixedBytes);
  if (content !== null) {
    bytes.set(content.keyId, fixedBytes + headBytes.length);
    bytes.set(content.commitment, fixedBytes + headBytes.length + 16);
  }
  return bytes;
}

export class UnreadableCanonical extends Error {
  override readonly name = 'UnreadableCanonical';
}

/** Reads what `canonicalBytes` wrote; the parts are views of `bytes`. @throws UnreadableCanonical */
export function parseCanonical(bytes: Buffer): Chained {
  const kind = eventKinds[bytes[0] ?? 255];
  if (bytes.length < fixedBytes || kind === undefined) throw new UnreadableCanonical('not the bytes of an event');
  const headEnd = fixedBytes + bytes.readUInt32LE(9);
  const rest = bytes.length - headEnd;
  if (rest !== 0 && rest !== contentBytes) throw new UnreadableCanonical('bytes of a length that no event has');
  return {
    kind,
    sequence: bytes.readBigUInt64LE(1),
    headBytes: bytes.subarray(fixedBytes, headEnd),
    content:
      rest === 0
        ? null
        : { keyId: bytes.subarray(headEnd, headEnd + 16), commitment: bytes.subarray(headEnd + 16, bytes.length) },
  };
}

export function leafOf(canonical: Uint8Array): Buffer {
  return hash('sha256', canonical, 'buffer');
}

/** The chain's hash after an event, from the hash before it and the event's leaf. */
export function link(before: Uint8Array, leaf: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([before, leaf]), 'buffer');
}

/** The hash before a journal's first event. */
export function genesis(journalId: string): Buffer {
  return hash('sha256', `tollgate journal ${journalId}`, 'buffer');
}
