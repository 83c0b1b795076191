import { unitAt } from './text';

/**
 * The search for literals, and the runs of digits, over UTF-16 code units in memory: `server/src/risk/engine/literal-search.ts`
 * fills the tables, says what they mean, and gives the text in pieces. Addresses are in bytes.
 */

/** Of each code unit: its class of six bits, and above it whether it is an ASCII letter in lower (1) or upper case (2). */
export const classesAt: usize = 0;
/** Of each code unit: its lower-case form. */
export const foldsAt: usize = classesAt + 0x10000;
/** Two sets of bits over a hash of four classes: where a literal may begin, and where one may inside of a word. */
export const fourAt: usize = foldsAt + 0x20000;
export const fourBytes: usize = 0x8000;
/** The same over two classes, a byte each, for literals of one and two units. */
export const twoAt: usize = fourAt + 2 * fourBytes;
export const twoBytes: usize = 0x1000;
/** Of each three classes: the node that they lead to; 0 where no literal begins, -1 where the walk begins at the root. */
export const shortcutsAt: usize = twoAt + 2 * twoBytes;
/** Of each code unit: the node that it leads to from the root; 0 for none. */
export const rootAt: usize = shortcutsAt + 4 * 0x40000;
/** What depends on the literals lies from here on. */
export const freeAt: usize = rootAt + 4 * 0x10000;

/** Children of a node are numbered in a row: those of `node` from `children[node]` to before `children[node + 1]`. */
let childrenAt: usize = 0;
/** Of each node: the unit that leads to it, and the literal that ends there (-1 for none). */
let unitsAt: usize = 0;
let endsAt: usize = 0;
/** Pairs of (literal, start). */
let foundAt: usize = 0;
let foundCount: i32 = 0;

export function placeTrie(children: usize, units: usize, ends: usize): void {
  childrenAt = children;
  unitsAt = units;
  endsAt = ends;
}

export function placeFound(at: usize): void {
  foundAt = at;
}

/** How many the last search found. */
export function countFound(): i32 {
  return foundCount;
}

const lastFour: u32 = 0xffffff;
/** By the kinds of a letter and of the one before it: a bit is set where a word goes on (`word-edges.ts`). */
const insideWord: u32 = (1 << 0b0101) | (1 << 0b1010) | (1 << 0b1001);

/**
 * Finds the literals that begin in [first, last) of the piece and adds them to `found`; the piece has `length` units.
 *
 * @param base is added to the starts
 * @param room how many may be found before it stops
 * @returns where it stopped: at `last` unless there was no room
 */
export function search(first: i32, last: i32, length: i32, base: i32, room: i32): i32 {
  let four: u32 = 0;
  let kinds: u32 = 0;
  // The unit before the first, and three of the four.
  for (let at = first - 1; at < first + 3; at++) {
    const seen = classOf(at);
    four = (four << 6) | (seen & 63);
    kinds = (kinds << 2) | (seen >> 6);
  }
  foundCount = 0;
  for (let start = first; start < last; start++) {
    const seen = classOf(start + 3);
    four = ((four << 6) | (seen & 63)) & lastFour;
    kinds = (kinds << 2) | (seen >> 6);
    const set: u32 = (insideWord >> ((kinds >> 6) & 15)) & 1;
    const hash = (four * 0x9e3779b1) >> 14;
    const isLong = (<u32>load<u8>(set * <u32>fourBytes + (hash >> 3), fourAt) >> (hash & 7)) & 1;
    if ((isLong | <u32>load<u8>(set * <u32>twoBytes + (four >> 12), twoAt)) == 0) continue;
    const shortcut = load<i32>((four >> 6) << 2, shortcutsAt);
    if (shortcut == 0) continue;
    if (foundCount >= room) return start;
    walk(start, shortcut, length, base);
  }
  return last;
}

function classOf(at: i32): u32 {
  return <u32>load<u8>(unitAt(at), classesAt);
}

/** Finds the literals that begin at a place; `shortcut` is the node of the first three units, or -1. */
function walk(start: i32, shortcut: i32, length: i32, base: i32): void {
  let node = shortcut > 0 ? shortcut : load<i32>(foldOf(start) << 2, rootAt);
  let at = shortcut > 0 ? start + 3 : start + 1;
  while (node != 0) {
    const literal = load<i32>(endsAt + (node << 2));
    if (literal >= 0) add(literal, base + start);
    if (at >= length) return;
    let child = load<i32>(childrenAt + (node << 2));
    const end = load<i32>(childrenAt + (node << 2), 4);
    const unit = foldOf(at++);
    while (child < end && <u32>load<u16>(unitsAt + (child << 1)) != unit) child++;
    node = child < end ? child : 0;
  }
}

function foldOf(at: i32): u32 {
  return <u32>load<u16>(unitAt(at) << 1, foldsAt);
}

function add(literal: i32, start: i32): void {
  const at = foundAt + (foundCount++ << 3);
  store<i32>(at, literal);
  store<i32>(at, start, 4);
}
