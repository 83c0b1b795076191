import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { contentOf, decodeText, headLength } from './decoded-text.ts';

/** What unpacks to more than there is room for. */
export const tooLarge = Symbol('too large');

/** Packed data inside of packed data. */
const depthMax = 3;

/** How much may still be unpacked in one text. It is used up. */
export interface UnpackBudget {
  /** Code units. */
  length: number;
  /** Attempts: each costs some 20 µs however little it unpacks. */
  attempts: number;
}

/**
 * The text inside of compressed bytes, cut off or not. Null when there is none, `tooLarge` when it is beyond the budget.
 */
export function unpackText(
  bytes: Buffer,
  content: 'gzip' | 'zlib' | 'deflate',
  budget: UnpackBudget,
): string | null | typeof tooLarge {
  let packed = bytes;
  let kind: ReturnType<typeof contentOf> = content;
  for (let depth = 0; depth < depthMax; depth++) {
    if (kind !== 'gzip' && kind !== 'zlib' && kind !== 'deflate') break;
    const unpacked = unpack(packed, kind, budget);
    if (unpacked === null || unpacked === tooLarge) return unpacked;
    packed = unpacked;
    kind = isArchive(packed) ? 'utf8' : contentOf(packed, Math.min(headLength, packed.length));
  }
  if (kind === 'gzip' || kind === 'zlib' || kind === 'deflate') return tooLarge;
  if (kind === null || packed.length < 3) return null;
  const text = isArchive(packed) ? packed.toString('utf8') : (decodeText(packed, kind)?.text ?? null);
  if (text !== null) budget.length -= text.length;
  return text;
}

function unpack(
  bytes: Buffer,
  kind: 'gzip' | 'zlib' | 'deflate',
  budget: UnpackBudget,
): Buffer | null | typeof tooLarge {
  if (budget.attempts-- <= 0 || budget.length <= 0) return kind === 'deflate' ? null : tooLarge;
  const options = { maxOutputLength: budget.length, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    if (kind === 'gzip') return gunzipSync(bytes, options);
    return kind === 'zlib' ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
  } catch (error) {
    return error instanceof RangeError ? tooLarge : null;
  }
}

/** A tar archive (POSIX ustar): texts with zeros between them. */
function isArchive(bytes: Buffer): boolean {
  return bytes.length > 512 && bytes.toString('latin1', 257, 262) === 'ustar';
}
