import { addressOf, unitAt } from './text';

/** Runs of ASCII digits that are no part of a word, as `server/src/risk/engine/number-runs.ts` has them. */

/** Starts and ends of the runs that end in the piece, as 32-bit integers. */
let startsAt: usize = 0;
let endsAt: usize = 0;

/** A run may begin in one piece and end in another. */
let isOpen: u32 = 0;
let isOfWord: bool = false;
let start: i32 = 0;

export function placeRuns(starts: usize, ends: usize): void {
  startsAt = starts;
  endsAt = ends;
}

export function beginRuns(): void {
  isOpen = 0;
}

/**
 * Takes the runs that end in [first, last) of the piece, which begins at a place `base` of the text. All but the last piece
 * are of whole vectors. Returns how many.
 */
export function takeRuns(first: i32, last: i32, base: i32): i32 {
  let count = 0;
  for (let from = first; from < last; from += 16) {
    const digits = digitsFrom(from);
    let edges = digits ^ ((digits << 1) | isOpen);
    edges &= last - from < 16 ? (1 << (last - from)) - 1 : 0xffff;
    isOpen = digits >> 15;
    for (; edges != 0; edges &= edges - 1) {
      const place = from + ctz(edges);
      if (((digits >> ctz(edges)) & 1) != 0) {
        start = base + place;
        isOfWord = isWordUnit(unitAt(place - 1));
      } else if (!isOfWord && (!isWordUnit(unitAt(place)) || isCheckLetter(place, base + place - start))) {
        store<i32>(startsAt + (count << 2), start);
        store<i32>(endsAt + (count << 2), base + place);
        count++;
      }
    }
  }
  return count;
}

/** A bit for each of 16 units. */
function digitsFrom(place: i32): u32 {
  const at = addressOf(place);
  return i8x16.bitmask(i8x16.narrow_i16x8_s(areDigits(v128.load(at)), areDigits(v128.load(at, 16))));
}

function areDigits(units: v128): v128 {
  return i16x8.le_u(i16x8.sub(units, i16x8.splat(0x30)), i16x8.splat(9));
}

/** The check character of a Chinese resident id may be X; the run ends before it. */
function isCheckLetter(place: i32, length: i32): bool {
  return (unitAt(place) | 0x20) == 0x78 && length <= 17 && !isWordUnit(unitAt(place + 1));
}

/** An ASCII letter, digit or `_`. */
function isWordUnit(unit: u32): bool {
  return (unit | 0x20) - 0x61 < 26 || unit - 0x30 < 10 || unit == 0x5f;
}
