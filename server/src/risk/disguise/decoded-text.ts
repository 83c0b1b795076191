import { isUtf8 } from 'node:buffer';

/** What bytes seem to hold, by the first of them. */
export type Content = 'utf8' | 'utf16le' | 'utf16be' | 'gzip' | 'zlib' | 'deflate' | null;

/** A text that bytes held. */
export interface DecodedText {
  readonly text: string;
  /** Which byte the code unit at `offset` begins at. */
  byteAt(offset: number): number;
}

/** So many bytes tell; chance makes none of them text. */
export const headLength = 24;
/** A shorter beginning that is text, with something else after it, is chance. */
const prefixMin = 24;

/**
 * What the bytes begin with: text (without control characters), or what can be unpacked (RFC 1950, 1951, 1952).
 *
 * @param length how many of `bytes` count; at least 3
 */
export function contentOf(bytes: Uint8Array, length: number): Content {
  const [first, second] = [bytes[0]!, bytes[1]!];
  if (first === 0x1f && second === 0x8b && bytes[2] === 8) return 'gzip';
  if (textLength(bytes, length) === length) return 'utf8';
  if ((first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0 && (second & 0x20) === 0) {
    return 'zlib';
  }
  if (isWide(bytes, length, 1)) return 'utf16le';
  if (isWide(bytes, length, 0)) return 'utf16be';
  return null;
}

/** Whether the first three bytes leave it possible that `contentOf` finds something. */
export function mayBegin(first: number, second: number, third: number): boolean {
  if (mayBeText(first) && mayBeText(second) && mayBeText(third)) return true;
  if (isHigh(first) || isHigh(second) || first >= 0xfe || first === 0x1f) return true;
  return (first & 0x8f) === 8 && (first * 256 + second) % 31 === 0;
}

/** The upper byte of what disguises are written with in UTF-16: ASCII, Greek, Cyrillic, full-width forms, surrogates. */
function isHigh(byte: number): boolean {
  return byte === 0 || byte === 0x03 || byte === 0x04 || byte === 0xff || (byte >= 0xd8 && byte <= 0xdf);
}

/** The upper byte of any other text in UTF-16: punctuation, ideographs, marks. */
function isOtherHigh(byte: number): boolean {
  return byte === 0x20 || byte === 0x30 || (byte >= 0x4e && byte <= 0x9f) || byte === 0xfe;
}

function mayBeText(byte: number): boolean {
  return byte >= 0x80 ? byte < 0xf5 : isTextByte(byte);
}

/** UTF-16, by a mark of the byte order or by upper bytes of which some are zero. `high` is their place in a pair. */
function isWide(bytes: Uint8Array, length: number, high: 0 | 1): boolean {
  if (bytes[1 - high] === 0xff && bytes[high] === 0xfe) return true;
  let usual = 0;
  for (let at = 0; at + 1 < length; at += 2) {
    const [lower, upper] = [bytes[at + 1 - high]!, bytes[at + high]!];
    if (upper === 0 && !isTextByte(lower) && lower !== softHyphen) return false;
    if (isHigh(upper)) usual++;
    else if (!isOtherHigh(upper)) return false;
  }
  return usual >= usualMin;
}

const softHyphen = 0xad;
/** Fewer come by chance. */
const usualMin = 3;

/** How many of the bytes are text in UTF-8, from the first on. A character cut off at the end counts. */
function textLength(bytes: Uint8Array, length: number): number {
  let at = 0;
  while (at < length) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      if (!isTextByte(byte)) return at;
      at++;
      continue;
    }
    const more = byte >= 0xf5 ? 0 : byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    if (more === 0) return at;
    for (let index = 1; index <= more; index++) {
      if (at + index >= length) return length;
      if ((bytes[at + index]! & 0xc0) !== 0x80) return at;
    }
    at += more + 1;
  }
  return at;
}

function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x09 || byte === 0x0d || byte === 0x1b;
}

/** The text that bytes begin with; null when that is too little to be more than chance. */
export function decodeText(bytes: Buffer, content: 'utf8' | 'utf16le' | 'utf16be'): DecodedText | null {
  if (content === 'utf8') return decodeUtf8(bytes);
  const even = bytes.subarray(0, bytes.length & ~1);
  const text = (content === 'utf16be' ? Buffer.from(even).swap16() : even).toString('utf16le');
  return { text, byteAt: (offset) => offset * 2 };
}

function decodeUtf8(bytes: Buffer): DecodedText | null {
  const isWhole = isUtf8(bytes);
  let text = isWhole ? bytes.toString('utf8') : '';
  if (!isWhole || controls.test(text)) {
    const length = textLength(bytes, bytes.length);
    if (length < Math.min(prefixMin, bytes.length - 3)) return null;
    text = bytes.toString('utf8', 0, length);
  }
  if (text.length === bytes.length) return { text, byteAt: (offset) => offset };
  let offsets: Uint32Array | undefined;
  return {
    text,
    byteAt(offset) {
      offsets ??= byteOffsets(text);
      return offsets[offset]!;
    },
  };
}

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f]/;

function byteOffsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  let byte = 0;
  for (let at = 0; at < text.length; at++) {
    offsets[at] = byte;
    const unit = text.charCodeAt(at);
    // Of the four bytes of a pair, two count for each half.
    byte += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  offsets[text.length] = byte;
  return offsets;
}
