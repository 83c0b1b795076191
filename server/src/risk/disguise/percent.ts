import type { Disguise } from '@tollgate/contract';
import type { Edits } from './edits.ts';
import { hexNumber } from './units.ts';

const disguises: readonly Disguise[] = ['percent'];

/**
 * Reads a percent-encoded character (RFC 3986, 2.1; UTF-8) at a `%`, encoded again or not (`%2541`), or the `%u0041` of
 * old scripts; returns where to go on.
 */
export function readPercent(text: string, at: number, edits: Edits): number {
  if (text.charCodeAt(at + 1) === 0x75) {
    const unit = hexNumber(text, at + 2, 4);
    if (unit < 0) return at + 2;
    edits.add(at, at + 6, String.fromCharCode(unit), disguises);
    return at + 6;
  }
  if (hexNumber(text, at + 1, 2) < 0) return at + 1;
  const deep = afterRepeats(text, at);
  if (readCharacter(text, at, deep, edits)) return edits.end;
  // What was taken for a percent sign encoded again is one that was encoded once.
  if (deep > at + 1 && readCharacter(text, at, at + 1, edits)) return edits.end;
  return at + 1;
}

/** Where the two digits stand, after all `25`s that only encode the percent sign itself. */
function afterRepeats(text: string, at: number): number {
  let digits = at + 1;
  while (
    text.charCodeAt(digits) === 0x32 &&
    text.charCodeAt(digits + 1) === 0x35 &&
    hexNumber(text, digits + 2, 2) >= 0
  ) {
    digits += 2;
  }
  return digits;
}

function readCharacter(text: string, at: number, digits: number, edits: Edits): boolean {
  const lead = hexNumber(text, digits, 2);
  if (lead < 0) return false;
  if (lead < 0x80) {
    edits.add(at, digits + 2, String.fromCharCode(lead), disguises, lead >= 0x20 || lead === 0x0a || lead === 0x09);
    return true;
  }
  const more = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xc2 && lead < 0xe0 ? 1 : 0;
  if (more === 0) return false;
  let code = lead & (0x3f >> more);
  let end = digits + 2;
  for (let index = 0; index < more; index++) {
    if (text.charCodeAt(end) !== 0x25) return false;
    const next = afterRepeats(text, end);
    const value = hexNumber(text, next, 2);
    if (value < 0x80 || value > 0xbf) return false;
    code = code * 64 + (value & 0x3f);
    end = next + 2;
  }
  if (code > 0x10ffff) return false;
  edits.add(at, end, String.fromCodePoint(code), disguises);
  return true;
}
