import { mayBegin } from './decoded-text.ts';
import { mayBeBlock } from './deflate-head.ts';
import { type Alphabet, alphabetOf, isOf } from './alphabet.ts';

const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Both alphabets of RFC 4648, sections 4 and 5. */
export const base64Alphabet: Alphabet = alphabetOf(`${standard}-_`);

const values = new Uint8Array(128);
for (let value = 0; value < 64; value++) values[standard.charCodeAt(value)] = value;
values[0x2d] = 62;
values[0x5f] = 63;

/** Whether a run may hold a text or packed data, by its first group: what chance leaves over is looked at more closely. */
export function base64MayBegin(text: string, at: number, mayBePacked: boolean): boolean {
  const bits =
    (values[text.charCodeAt(at)]! << 18) |
    (values[text.charCodeAt(at + 1)]! << 12) |
    (values[text.charCodeAt(at + 2)]! << 6) |
    values[text.charCodeAt(at + 3)]!;
  const first = bits >> 16;
  return mayBegin(first, (bits >> 8) & 0xff, bits & 0xff) || (mayBePacked && mayBeBlock(first));
}

/** Decodes the first bytes of a run into `bytes`; returns how many. Whole groups of four only. */
export function decodeHead(text: string, start: number, end: number, bytes: Uint8Array): number {
  const groups = Math.min((end - start) >> 2, Math.floor(bytes.length / 3));
  let length = 0;
  for (let group = 0; group < groups; group++) {
    const at = start + group * 4;
    const bits =
      (values[text.charCodeAt(at)]! << 18) |
      (values[text.charCodeAt(at + 1)]! << 12) |
      (values[text.charCodeAt(at + 2)]! << 6) |
      values[text.charCodeAt(at + 3)]!;
    bytes[length++] = bits >> 16;
    bytes[length++] = (bits >> 8) & 0xff;
    bytes[length++] = bits & 0xff;
  }
  return length;
}

/** Lines of at least so many characters are one run broken into lines (RFC 2045: 76, RFC 7468: 64). */
const lineMin = 16;

/**
 * Where a run ends that goes on over the next lines: all as long as the first, the last one no longer; indented or not.
 * Padding belongs to it.
 *
 * @returns the end, and the positions of the characters of the run when there are others between them
 */
export function wholeRun(text: string, start: number, end: number): { end: number; positions: number[] | null } {
  const length = end - start;
  if (length < lineMin) return { end: afterPadding(text, end), positions: null };
  const lines: [number, number][] = [[start, end]];
  let last = end;
  for (;;) {
    const from = nextLine(text, last);
    if (from < 0) break;
    let to = from;
    while (to - from <= length && isOf(base64Alphabet, text.charCodeAt(to))) to++;
    if (to === from || to - from > length) break;
    lines.push([from, to]);
    last = to;
    if (to - from < length) break;
  }
  if (lines.length === 1) return { end: afterPadding(text, end), positions: null };
  const positions: number[] = [];
  for (const [from, to] of lines) for (let at = from; at < to; at++) positions.push(at);
  return { end: afterPadding(text, last), positions };
}

function nextLine(text: string, at: number): number {
  let next = text.charCodeAt(at) === 0x0d ? at + 1 : at;
  if (text.charCodeAt(next) !== 0x0a) return -1;
  next++;
  const indentedMax = next + 32;
  while (next < indentedMax && (text.charCodeAt(next) === 0x20 || text.charCodeAt(next) === 0x09)) next++;
  return next;
}

function afterPadding(text: string, end: number): number {
  let at = end;
  while (at < end + 2 && text.charCodeAt(at) === 0x3d) at++;
  return at;
}
