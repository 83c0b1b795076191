/**
 * Sifts UTF-16 code units in memory for what may be a disguise, many at a time; `server/src/risk/disguise/sift.ts` gives them and
 * says what is looked for. Addresses are in bytes, places in code units.
 */

/** Of each code unit: 1 for a sign, 2 for an ideograph. */
export const signsAt: usize = 0;
/** Of each code unit: 1 for a divider of a row of single characters. */
export const dividersAt: usize = signsAt + 0x10000;
/** Sets of ASCII characters: of each lower half of a code a bit for each upper half. The second holds what is no sign. */
export const alphabetAt: usize = dividersAt + 0x10000;
export const noSignsAt: usize = alphabetAt + 16;
/** Two lists of places; so many, and a vector's more, fit into each. */
export const firstAt: usize = noSignsAt + 16;
export const placesMax: i32 = 4096;
export const secondAt: usize = firstAt + 4 * (<usize>placesMax + 16);
/** Zeros before the text, the text, and zeros behind it. */
export const textAt: usize = secondAt + 4 * (<usize>placesMax + 16) + 16;

let runEnd: i32 = 0;
let firstCount: i32 = 0;
let secondCount: i32 = 0;

export function endOfRun(): i32 {
  return runEnd;
}

export function countFirst(): i32 {
  return firstCount;
}

export function countSecond(): i32 {
  return secondCount;
}

/** Where the next run of at least `lengthMin` characters of the alphabet begins, at `from` or after it; -1 for none. */
export function nextRun(from: i32, length: i32, lengthMin: i32): i32 {
  const alphabet = v128.load(0, alphabetAt);
  let start = -1;
  for (let at = from; at < length; at += 16) {
    const members = membersFrom(at, alphabet);
    if (members == 0xffff) {
      if (start < 0) start = at;
      continue;
    }
    if (start >= 0) {
      runEnd = at + ctz(~members);
      if (runEnd - start >= lengthMin) return start;
    }
    // A run within these sixteen is as long as it has members at the most.
    if (<i32>popcnt(members) >= lengthMin) {
      const inner = innerRun(members, lengthMin);
      if (inner >= 0) {
        runEnd = at + inner + ctz(~(members >> inner));
        return at + inner;
      }
    }
    const others = <i32>clz(~members & 0xffff) - 16;
    start = others > 0 ? at + 16 - others : -1;
  }
  if (start < 0 || length - start < lengthMin) return -1;
  runEnd = length;
  return start;
}

/** The first run that begins and ends within sixteen, and is long enough; -1 for none. */
function innerRun(members: u32, lengthMin: i32): i32 {
  for (let rest = members; rest != 0;) {
    const start = <i32>ctz(rest);
    const size = <i32>ctz(~(rest >> start));
    if (start + size < 16 && size >= lengthMin) return start;
    rest &= (<u32>-1) << (start + size);
  }
  return -1;
}

/**
 * Adds the signs from `from` on to the first list, and to the second the ideographs with a blank behind them. Returns where to go on: at `length`
 * unless a list is full.
 */
export function findSigns(from: i32, length: i32): i32 {
  const noSigns = v128.load(0, noSignsAt);
  firstCount = 0;
  secondCount = 0;
  for (let at = from; at < length; at += 16) {
    if (firstCount >= placesMax || secondCount >= placesMax) return at;
    const inText: u32 = length - at < 16 ? (1 << (length - at)) - 1 : 0xffff;
    let others = ~membersFrom(at, noSigns) & inText;
    for (; others != 0; others &= others - 1) {
      const place = at + ctz(others);
      const sign = load<u8>(unitAt(place), signsAt);
      if (sign == 1) store<i32>(firstCount++ << 2, place, firstAt);
      else if (sign == 2 && isEastAsianBlank(unitAt(place + 1))) store<i32>(secondCount++ << 2, place, secondAt);
    }
  }
  return length;
}

/**
 * Adds to the first list, from `from` on, the dividers between single characters: of three in a row with one character
 * between each two, none beside itself. Returns where to go on.
 */
export function findRows(from: i32, length: i32): i32 {
  firstCount = 0;
  for (let at = from; at < length; at += 8) {
    if (firstCount >= placesMax) return at;
    const units = v128.load(addressOf(at));
    const before = i16x8.eq(units, v128.load(addressOf(at - 2)));
    const after = i16x8.eq(units, v128.load(addressOf(at + 2)));
    if (!v128.any_true(v128.or(before, after))) continue;
    const farBefore = i16x8.eq(units, v128.load(addressOf(at - 4)));
    const farAfter = i16x8.eq(units, v128.load(addressOf(at + 4)));
    const inRow = v128.or(v128.and(before, v128.or(after, farBefore)), v128.and(after, farAfter));
    const beside = v128.or(
      i16x8.eq(units, v128.load(addressOf(at - 1))),
      i16x8.eq(units, v128.load(addressOf(at + 1))),
    );
    for (let bits = i16x8.bitmask(v128.andnot(inRow, beside)); bits != 0; bits &= bits - 1) {
      const place = at + ctz(bits);
      if (load<u8>(unitAt(place), dividersAt) == 1) store<i32>(firstCount++ << 2, place, firstAt);
    }
  }
  return length;
}

/** Adds to the first list, from `from` on, each `+` and `.` with a quote or a blank on both sides. Returns where to go on. */
export function findJoints(from: i32, length: i32): i32 {
  firstCount = 0;
  for (let at = from; at < length; at += 8) {
    if (firstCount >= placesMax) return at;
    const units = v128.load(addressOf(at));
    const joints = v128.or(i16x8.eq(units, i16x8.splat(0x2b)), i16x8.eq(units, i16x8.splat(0x2e)));
    if (!v128.any_true(joints)) continue;
    for (let bits = i16x8.bitmask(joints); bits != 0; bits &= bits - 1) {
      const place = at + ctz(bits);
      if (isBesideJoint(unitAt(place - 1)) && isBesideJoint(unitAt(place + 1))) {
        store<i32>(firstCount++ << 2, place, firstAt);
      }
    }
  }
  return length;
}

function isBesideJoint(unit: u32): bool {
  return unit == 0x20 || unit == 0x22 || unit == 0x27 || unit == 0x60;
}

function isEastAsianBlank(unit: u32): bool {
  return unit == 0x20 || unit == 0x3000;
}

/** A bit for each of sixteen units that is of the set. Beyond a byte they become 0xff or, from 0x8000 on, 0: no set holds these. */
function membersFrom(place: i32, alphabet: v128): u32 {
  const codes = i8x16.narrow_i16x8_u(v128.load(addressOf(place)), v128.load(addressOf(place), 16));
  const upper = i8x16.swizzle(i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0), i8x16.shr_u(codes, 4));
  const lower = i8x16.swizzle(alphabet, v128.and(codes, i8x16.splat(15)));
  return ~i8x16.bitmask(i8x16.eq(v128.and(upper, lower), i8x16.splat(0))) & 0xffff;
}

function addressOf(place: i32): usize {
  return textAt + (place << 1);
}

function unitAt(place: i32): u32 {
  return <u32>load<u16>(addressOf(place));
}
