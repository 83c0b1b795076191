import type { ScanText, TextSpan } from '../rule-set.ts';
import { isDigit } from './number-runs.ts';

/** How much of a text a value that goes on in the next one may take, in code units. */
const reach = 160;

/** The end of one text and the beginning of the next, put together. */
export interface Window {
  readonly value: string;
  /** Where the newest text begins in it, and which one that is. */
  readonly seam: number;
  readonly newest: number;
  /** The span of each text that [start, end) of the window stands for. */
  spans(start: number, end: number): TextSpan[];
}

interface Piece {
  readonly text: number;
  /** In the window, and in the text. */
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/**
 * The windows over the seams between neighbouring contents, where a value may go on: `…sk-proj-AbC` | `dEf…`. Blanks at a
 * seam are left out; between digits there is also a window with one, since numbers stand in groups. A seam at the end of a sentence or of JSON joins nothing and is left out too.
 */
export function* windowsOver(texts: readonly ScanText[]): Generator<Window> {
  let tail = '';
  let pieces: Piece[] = [];
  for (let text = 0; text < texts.length; text++) {
    const { joins, value } = texts[text]!;
    if (!joins) continue;
    const from = leadingBlanks(value);
    const head = value.slice(from, from + reach);
    if (tail !== '' && goesOn(tail, head)) {
      const next = { text, from, head };
      yield windowOf(tail, '', pieces, next);
      if (isDigit(tail.charCodeAt(tail.length - 1)) && isDigit(head.charCodeAt(0))) {
        yield windowOf(tail, ' ', pieces, next);
      }
    }
    [tail, pieces] = tailOf(tail, pieces, text, value);
  }
}

function windowOf(
  tail: string,
  between: '' | ' ',
  pieces: readonly Piece[],
  next: { readonly text: number; readonly from: number; readonly head: string },
): Window {
  const seam = tail.length + between.length;
  const all = [...pieces, { text: next.text, at: seam, from: next.from, length: next.head.length }];
  return {
    value: tail + between + next.head,
    seam,
    newest: next.text,
    spans: (start, end) =>
      all.flatMap(({ text, at, from, length }) => {
        const [first, last] = [Math.max(start, at), Math.min(end, at + length)];
        return first < last ? [{ text, start: first - at + from, end: last - at + from }] : [];
      }),
  };
}

/** What a value may have begun with: the end of this text, and of those before when it is short. */
function tailOf(tail: string, pieces: readonly Piece[], text: number, value: string): [string, Piece[]] {
  const end = value.length - trailingBlanks(value);
  if (end - leadingBlanks(value) >= reach || tail === '') {
    const from = Math.max(leadingBlanks(value), end - reach);
    return [value.slice(from, end), [{ text, at: 0, from, length: Math.max(0, end - from) }]];
  }
  const from = leadingBlanks(value);
  const own = value.slice(from, Math.max(from, end));
  const cut = Math.max(0, tail.length + own.length - reach);
  const kept = pieces.flatMap((piece): Piece[] => {
    const lost = Math.max(0, cut - piece.at);
    if (lost >= piece.length) return [];
    return [{ ...piece, at: piece.at + lost - cut, from: piece.from + lost, length: piece.length - lost }];
  });
  return [tail.slice(cut) + own, [...kept, { text, at: tail.length - cut, from, length: own.length }]];
}

function goesOn(tail: string, head: string): boolean {
  return isOfValue(tail.charCodeAt(tail.length - 1)) && isOfValue(head.charCodeAt(0));
}

/** Letters and digits of any script, and what stands inside of keys, addresses and assignments. */
function isOfValue(unit: number): boolean {
  if (unit > 0x7f) return unit < 0x2000 || (unit > 0x303f && (unit < 0xff00 || unit === 0xff1a));
  return (
    (unit >= 0x30 && unit <= 0x3a) ||
    (unit >= 0x40 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    unit === 0x5f ||
    unit === 0x2d ||
    unit === 0x2b ||
    unit === 0x2f ||
    unit === 0x3d
  );
}

function leadingBlanks(text: string): number {
  return text.length - text.trimStart().length;
}

function trailingBlanks(text: string): number {
  return text.length - text.trimEnd().length;
}
