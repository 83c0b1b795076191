import type { Disguise } from '@tollgate/contract';
import { Edits, type Rewriting } from './edits.ts';
import type { Places } from './places.ts';
import type { Sift } from './sift.ts';
import { isAsciiAlphanumeric, isAsciiGraphic, isEastAsian, isEastAsianBlank } from './units.ts';

const disguises: readonly Disguise[] = ['spaced'];
/** Fewer are initials, variables, columns of a table; of ideographs fewer say something. */
const singlesMin = 6;
const ideographsMin = 3;
/** Between words that are written letter by letter. */
const gapMax = 4;
const margin = 96;

/** Joins what is written character by character: `s k - l i v e`, `仅 供 内 部 使 用`, `C O N F I D E N T I A L`. */
export function readSpaced(text: string, { rows, ideographs }: Sift): Rewriting[] {
  return [readRows(text, rows), readIdeographs(text, ideographs)].flatMap((edits) =>
    edits.count === 0 ? [] : [{ edits, margin, reach: -1, isJoined: false }],
  );
}

/** Every third place is looked at: of four single characters, the three dividers stand at every second one. */
function readRows(text: string, rows: Places): Edits {
  const edits = new Edits();
  let next = 1;
  for (let index = 0; index < rows.count; index++) {
    const at = rows.at[index]!;
    if (at < next || (at - next) % 3 !== 0) continue;
    next = at + 3;
    if (at >= edits.end) next = Math.max(at, joinAround(text, at, text.charCodeAt(at), edits)) + 3;
  }
  return edits;
}

const row =
  /(?<![\u3040-\u9fff][ \u3000]{0,3})[\u4e00-\u9fff](?:[ \u3000]{1,3}[\u4e00-\u9fff]){1,2}(?![ \u3000]{0,3}[\u3040-\u9fff])/y;

/** Two or three ideographs with blanks between them: too few to be met above, and a marking all the same. */
function readIdeographs(text: string, ideographs: Places): Edits {
  const edits = new Edits();
  let end = 0;
  for (let index = 0; index < ideographs.count; index++) {
    const start = ideographs.at[index]!;
    row.lastIndex = start;
    if (start < end || !row.test(text)) continue;
    end = row.lastIndex;
    for (let at = start + 1; at < end; at++) {
      if (isEastAsianBlank(text.charCodeAt(at))) edits.add(at, at + 1, '', disguises);
    }
  }
  return edits;
}

/** Returns where to go on. */
function joinAround(text: string, at: number, divider: number, edits: Edits): number {
  let first = at - 1;
  while (first - 2 >= edits.end && text.charCodeAt(first - 1) === divider && isSingle(text, first - 2, divider))
    first -= 2;
  if (!isSingle(text, first, divider)) first += 2;
  if (!isSingle(text, first, divider)) return at;
  const lasts: number[] = [];
  let ideographs = 0;
  let digits = 0;
  let singles = 0;
  let isOfTable = false;
  let next = first;
  while (next >= 0) {
    const unit = text.charCodeAt(next);
    singles++;
    if (isEastAsian(unit)) ideographs++;
    else if (unit >= 0x30 && unit <= 0x39) digits++;
    else if (unit === 0x7c) isOfTable = true;
    lasts.push(next);
    next = nextSingle(text, next, divider);
  }
  const last = lasts.at(-1)!;
  const isLong = singles >= singlesMin || ideographs >= ideographsMin;
  // Digits alone are numbers in groups of one.
  if (isLong && digits < singles && !isOfTable) join(lasts, edits);
  return last;
}

function join(places: readonly number[], edits: Edits): void {
  for (let index = 1; index < places.length; index++) {
    const [from, to] = [places[index - 1]! + 1, places[index]!];
    edits.add(from, to, to - from > 1 ? ' ' : '', disguises);
  }
}

/** The next single character of the row, over one divider or the gap between two words; -1 for none. */
function nextSingle(text: string, at: number, divider: number): number {
  let next = at + 1;
  while (next < at + 1 + gapMax && text.charCodeAt(next) === divider) next++;
  return next > at + 1 && isSingle(text, next, divider) ? next : -1;
}

/** Whether the character at `at` stands alone between dividers, or at the end of such a row. */
function isSingle(text: string, at: number, divider: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit === divider || !isShown(unit)) return false;
  return !isOfWord(text.charCodeAt(at - 1), divider) && !isOfWord(text.charCodeAt(at + 1), divider);
}

/** Visible ASCII, letters, ideographs, symbols. */
function isShown(unit: number): boolean {
  return (
    isAsciiGraphic(unit) || (unit >= 0xc0 && unit <= 0x1fff) || (unit >= 0x2190 && unit <= 0x27bf) || isEastAsian(unit)
  );
}

function isOfWord(unit: number, divider: number): boolean {
  if (unit === divider) return false;
  return isAsciiAlphanumeric(unit) || (unit >= 0xc0 && unit <= 0x1fff) || isIdeograph(unit);
}

function isIdeograph(unit: number): boolean {
  return (unit >= 0x3040 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3);
}
