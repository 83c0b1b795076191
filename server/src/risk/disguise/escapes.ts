import type { Disguise } from '@tollgate/contract';
import type { Edits } from './edits.ts';
import { hexNumber, hexValue } from './units.ts';

const disguises: readonly Disguise[] = ['escapes'];

const simple = new Map([
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x76, '\v'],
]);

/** Reads one level of an escape of JSON, JavaScript, Python, C or a shell at a backslash; returns where to go on. */
export function readEscape(text: string, at: number, edits: Edits): number {
  const unit = text.charCodeAt(at + 1);
  // Punctuation stands for itself: \" \' \\ \/, and what Markdown and patterns escape.
  if (isPunctuation(unit)) return added(edits, at, 2, text.charAt(at + 1));
  const character = simple.get(unit);
  if (character !== undefined) return added(edits, at, 2, character);
  switch (unit) {
    case 0x78: // \x41
      return readHex(text, at, 2, edits);
    case 0x75: // \u0041, \u{41}
      return text.charCodeAt(at + 2) === 0x7b ? readBraces(text, at, edits) : readHex(text, at, 4, edits);
    case 0x55: // \U00000041
      return readHex(text, at, 8, edits);
    default:
      return readOctal(text, at, edits);
  }
}

function readHex(text: string, at: number, length: number, edits: Edits): number {
  const code = hexNumber(text, at + 2, length);
  if (code < 0 || code > 0x10ffff) return at + 2;
  return added(edits, at, length + 2, String.fromCodePoint(code));
}

function readBraces(text: string, at: number, edits: Edits): number {
  let end = at + 3;
  let code = 0;
  for (; end < at + 11; end++) {
    const value = hexValue(text.charCodeAt(end));
    if (value < 0) break;
    code = code * 16 + value;
  }
  if (end === at + 3 || text.charCodeAt(end) !== 0x7d || code > 0x10ffff) return at + 2;
  return added(edits, at, end + 1 - at, String.fromCodePoint(code));
}

/** \101: three digits, of which the first says that it is one byte. */
function readOctal(text: string, at: number, edits: Edits): number {
  let code = 0;
  for (let index = at + 1; index < at + 4; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (!(digit >= 0 && digit <= 7)) return at + 1;
    code = code * 8 + digit;
  }
  return code > 0xff ? at + 1 : added(edits, at, 4, String.fromCharCode(code));
}

function added(edits: Edits, at: number, length: number, text: string): number {
  edits.add(at, at + length, text, disguises);
  return at + length;
}

function isPunctuation(unit: number): boolean {
  return (
    // Not `&` and `%`, with which something else begins.
    (unit >= 0x21 && unit <= 0x2f && unit !== 0x25 && unit !== 0x26) ||
    (unit >= 0x3a && unit <= 0x40) ||
    (unit >= 0x5b && unit <= 0x60) ||
    (unit >= 0x7b && unit <= 0x7e)
  );
}
