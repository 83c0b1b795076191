import { mayBegin } from './decoded-text.ts';
import { type Alphabet, alphabetOf } from './alphabet.ts';
import { hexNumber, hexValue } from './units.ts';

/** Hexadecimal digits, and what stands between bytes of them: `41 42`, `41:42`, `0x41, 0x42`, `\x41` aside. */
export const spacedHexAlphabet: Alphabet = alphabetOf('0123456789abcdefABCDEFxX ,:-\n\t');
/** Fewer digits hold no value. */
export const hexMin = 24;
/** A comma, a line break and an indentation. */
const betweenMax = 18;

export function isHex(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (hexValue(text.charCodeAt(at)) < 0) return false;
  return true;
}

/** Whether bytes may be a text or packed data, by the first three. */
export function hexMayBegin(text: string, at: number): boolean {
  return mayBegin(hexNumber(text, at, 2), hexNumber(text, at + 2, 2), hexNumber(text, at + 4, 2));
}

/** Decodes the first bytes of hexadecimal digits into `bytes`; returns how many. */
export function decodeHexHead(
  text: string,
  positions: (byte: number) => number,
  count: number,
  bytes: Uint8Array,
): number {
  const length = Math.min(count, bytes.length);
  for (let byte = 0; byte < length; byte++) bytes[byte] = hexNumber(text, positions(byte), 2);
  return length;
}

/**
 * Finds bytes with something between them in a run of that alphabet; tells where the two digits of each stand.
 * Numbers of another length end a row of bytes.
 */
export function forEachRowOfBytes(
  text: string,
  start: number,
  end: number,
  visit: (positions: number[]) => void,
): void {
  let positions: number[] = [];
  let at = start;
  const flush = (): void => {
    if (positions.length * 2 >= hexMin) visit(positions);
    positions = [];
  };
  while (at < end) {
    if (text.charCodeAt(at) === 0x30 && (text.charCodeAt(at + 1) | 0x20) === 0x78) at += 2;
    const digits = at;
    while (at < end && hexValue(text.charCodeAt(at)) >= 0) at++;
    if (at - digits === 2) positions.push(digits);
    else flush();
    const between = at;
    while (at < end && hexValue(text.charCodeAt(at)) < 0) at++;
    if (at - between > betweenMax) flush();
  }
  flush();
}
