import { base64Alphabet, base64MayBegin, decodeHead, wholeRun } from './base64.ts';
import { decodeRun, deflateMin, type RunOfBytes } from './decode-run.ts';
import { contentOf, headLength } from './decoded-text.ts';
import { mayBeDeflate } from './deflate-head.ts';
import { Edits, type Rewriting } from './edits.ts';
import { decodeHexHead, hexMin, isHex, forEachRowOfBytes, hexMayBegin, spacedHexAlphabet } from './hex.ts';
import type { Sift } from './sift.ts';
import { tooLarge, type UnpackBudget } from './unpack.ts';

const margin = 160;
const reach = 64;
/** Fewer characters hold no value. */
const base64Min = 16;
const spacedHexMin = 35;
/** In how many places of a run base64 may begin, after what is part of its alphabet too: a path, a dashed prefix. */
const beginningsMax = 6;

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Packed {
  readonly rewritings: readonly Rewriting[];
  /** Runs that unpack to more than there is room for. */
  readonly tooLarge: readonly Span[];
}

/** Decodes a run; says whether it held anything. */
type Take = (run: RunOfBytes) => boolean;

/**
 * Decodes runs of base64 and hexadecimal digits that hold a text, or compressed data that holds one. Other bytes are
 * nothing to read: images, hashes, signatures.
 *
 * @param isNew says of a run whether it was not read before
 */
export function readPacked(
  text: string,
  sift: Sift,
  budget: UnpackBudget,
  isNew: (start: number, end: number) => boolean,
): Packed {
  const unread: Span[] = [];
  const takeInto =
    (edits: Edits) =>
    (run: RunOfBytes): boolean => {
      const decoded = isNew(run.start, run.end) ? decodeRun(run, budget) : null;
      if (decoded === null) return false;
      if (decoded === tooLarge) unread.push({ start: run.start, end: run.end });
      else edits.addEncoded(run.start, run.end, decoded.text, decoded.disguises, decoded.encoded);
      return true;
    };
  const runs = new Edits();
  readRuns(text, sift, takeInto(runs));
  const spaced = new Edits();
  readSpacedHex(text, sift, takeInto(spaced));
  const rewritings = [runs, spaced].flatMap((edits): Rewriting[] =>
    edits.count === 0 ? [] : [{ edits, margin, reach, isJoined: false }],
  );
  return { rewritings, tooLarge: unread };
}

function readRuns(text: string, sift: Sift, take: Take): void {
  sift.forEachRun(base64Alphabet, base64Min, (start, end) => {
    const digits = hexDigitsOf(text, start, end);
    if (digits < 0) return tryBase64(text, start, end, false, take);
    if (hexMayBegin(text, digits) && take(hexRun(text, start, end, digits))) return end;
    return tryBase64(text, start, end, true, take);
  });
}

/** Where the digits of a run of hexadecimal bytes begin, after `0x`; -1 when it is none. */
function hexDigitsOf(text: string, start: number, end: number): number {
  const isPrefixed = text.charCodeAt(start) === 0x30 && (text.charCodeAt(start + 1) | 0x20) === 0x78;
  const digits = isPrefixed ? start + 2 : start;
  return end - digits >= hexMin && (end - digits) % 2 === 0 && isHex(text, digits, end) ? digits : -1;
}

/** Returns where to go on. */
function tryBase64(text: string, start: number, end: number, isHex: boolean, take: Take): number {
  // Hexadecimal digits hold no divider, and chance makes packed data of them too often.
  const beginnings = isHex ? 1 : beginningsMax;
  let from = start;
  for (let beginning = 0; beginning < beginnings && end - from >= base64Min; beginning++) {
    if (base64MayBegin(text, from, !isHex && end - from >= deflateMin)) {
      const run = base64Run(text, from, end);
      if (run !== null && take(run)) return run.end;
    }
    if (beginning + 1 < beginnings) while (from < end && !isDivider(text.charCodeAt(from))) from++;
    from++;
  }
  return end;
}

function isDivider(unit: number): boolean {
  return unit === 0x2f || unit === 0x2d || unit === 0x5f || unit === 0x2b;
}

const head = new Uint8Array(headLength);

/** Null when the first bytes say that it is no text, and nothing to unpack. */
function base64Run(text: string, start: number, firstEnd: number): RunOfBytes | null {
  const length = decodeHead(text, start, firstEnd, head);
  if (contentOf(head, length) === null && !(firstEnd - start >= deflateMin && mayBeDeflate(head, length))) return null;
  const { end, positions } = wholeRun(text, start, firstEnd);
  const at = (index: number): number =>
    positions === null ? start + index : (positions[index] ?? positions.at(-1)! + 1);
  return {
    start,
    end,
    disguise: 'base64',
    head: { bytes: head, length },
    bytes: () => Buffer.from(text.slice(start, end), 'base64'),
    startOf: (byte) => at(Math.floor(byte / 3) * 4),
    endOf: (byte) => Math.min(end, at(Math.floor(byte / 3) * 4 + 3) + 1),
  };
}

function hexRun(text: string, start: number, end: number, digits: number): RunOfBytes {
  const count = (end - digits) / 2;
  const at = (byte: number): number => digits + byte * 2;
  return {
    start,
    end,
    disguise: 'hex',
    head: { bytes: head, length: decodeHexHead(text, at, count, head) },
    bytes: () => Buffer.from(text.slice(digits, end), 'hex'),
    startOf: at,
    endOf: (byte) => at(byte) + 2,
  };
}

function readSpacedHex(text: string, sift: Sift, take: Take): void {
  sift.forEachRun(spacedHexAlphabet, spacedHexMin, (start, end) => {
    forEachRowOfBytes(text, start, end, (positions) => {
      const at = (byte: number): number => positions[byte]!;
      take({
        start: text.startsWith('0x', positions[0]! - 2) ? positions[0]! - 2 : positions[0]!,
        end: positions.at(-1)! + 2,
        disguise: 'hex',
        head: { bytes: head, length: decodeHexHead(text, at, positions.length, head) },
        bytes: () => Buffer.from(positions.map((digits) => text.slice(digits, digits + 2)).join(''), 'hex'),
        startOf: at,
        endOf: (byte) => at(byte) + 2,
      });
    });
    return end;
  });
}
