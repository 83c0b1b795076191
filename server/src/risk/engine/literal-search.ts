import { fold, foldUnit } from './fold.ts';

/** Where literals begin: pairs of (literal number, start). Reused from text to text, so that scanning allocates little. */
export class Occurrences {
  count = 0;
  pairs = new Int32Array(1024);

  add(literal: number, start: number): void {
    const at = this.count * 2;
    if (at === this.pairs.length) {
      const wider = new Int32Array(this.pairs.length * 2);
      wider.set(this.pairs);
      this.pairs = wider;
    }
    this.pairs[at] = literal;
    this.pairs[at + 1] = start;
    this.count++;
  }
}

/** Finds all of its literals in one pass, whatever their case, in the order of their starts, shorter ones first. */
export interface LiteralSearch {
  search(text: string, found: Occurrences): void;
}

/** Characters fall into 64 classes; six bits each, so that three of them are one of 2^18 numbers. */
const classBits = 6;
const classMask = (1 << classBits) - 1;
const lastThree = (1 << (3 * classBits)) - 1;
const setLength = (lastThree + 1) / 32;
/** All characters beyond ASCII, and whatever has no class of its own. */
const beyondAscii = 63;
const anyOther = 0;

/**
 * Looks at each three characters in a row: a set of bits says whether a literal may begin so, and only there a trie of the
 * literals is walked. That is quick with thousands of literals, since most places of most texts begin none: inside of a
 * word there is another set, of the literals that need not begin a word. The work is linear in the text: a walk is no
 * longer than the longest literal.
 *
 * @param literals numbered as given; equal ones (after folding) must be given once
 * @param begins of each literal, whether it is looked for where a word begins only (`word-edges.ts`); it may be told inside
 *   of a word all the same, next to letters beyond ASCII and where another literal begins in the same way
 */
export function buildLiteralSearch(literals: readonly string[], begins: readonly boolean[] = []): LiteralSearch {
  const folded = literals.map((literal) => unitsOf(fold(literal)));
  const mayBegin = new Uint32Array(2 * setLength);
  folded.forEach((literal, number) => {
    addBeginning(mayBegin, 0, literal);
    if (begins[number] !== true) addBeginning(mayBegin, setLength, literal);
  });
  const { first, units, next, from, ends } = buildTrie(folded);

  return {
    search(text, found) {
      const { length } = text;
      let three = 0;
      let kinds = 0;
      // Two more steps, so that what begins in the last two places is looked at too.
      for (let index = 0; index < length + 2; index++) {
        const seen = index < length ? classes[text.charCodeAt(index)]! : anyOther;
        three = ((three << classBits) | (seen & classMask)) & lastThree;
        kinds = ((kinds << 2) | (seen >>> classBits)) & 0xff;
        const set = insideWord[kinds >>> 4]! * setLength;
        if (((mayBegin[set + (three >>> 5)]! >>> (three & 31)) & 1) === 0 || index < 2) continue;
        const start = index - 2;
        let node = first[foldUnit(text.charCodeAt(start))]!;
        for (let at = start + 1; node !== 0; at++) {
          const ending = ends[node]!;
          if (ending >= 0) found.add(ending, start);
          if (at >= length) break;
          const unit = foldUnit(text.charCodeAt(at));
          const last = from[node + 1]!;
          let edge = from[node]!;
          while (edge < last && units[edge] !== unit) edge++;
          node = edge < last ? next[edge]! : 0;
        }
      }
    },
  };
}

/** Of ASCII letters, in the two bits above the class. */
const lowerCase = 1;
const upperCase = 2;

/** Letters and digits have a class each, whatever their case; so has most punctuation. */
const classes = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const lower = foldUnit(unit);
  if (lower > 0x7f) return beyondAscii;
  const character = String.fromCharCode(lower);
  const own = 1 + 'abcdefghijklmnopqrstuvwxyz0123456789@:=-_. /"\'<>()[]{}#&%+*,;!'.indexOf(character);
  const kind = unit > 0x7f || !/[a-z]/.test(character) ? 0 : lower === unit ? lowerCase : upperCase;
  return own | (kind << classBits);
});

/** By the kinds of a character and the one before it: 1 where a word goes on, as `word-edges.ts` has it. */
const insideWord = Uint8Array.from({ length: 16 }, (_, both) => {
  const [before, here] = [both >>> 2, both & 3];
  return before !== 0 && here !== 0 && !(before === lowerCase && here === upperCase) ? 1 : 0;
});

/** For each three classes in a row a set has one bit: whether a literal may begin with them. */
function addBeginning(sets: Uint32Array, set: number, literal: readonly number[]): void {
  const every = Array.from({ length: 1 << classBits }, (_, index) => index);
  const [one = every, two = every, three = every] = literal.slice(0, 3).map((unit) => [classes[unit]! & classMask]);
  for (const a of one) {
    for (const b of two) {
      for (const c of three) {
        const number = (a << (2 * classBits)) | (b << classBits) | c;
        sets[set + (number >>> 5)]! |= 1 << (number & 31);
      }
    }
  }
}

/**
 * The literals as a trie in flat arrays. Node 0 is none; `first` leads from a first unit to its node; the edges of a node lie
 * between `from[node]` and `from[node + 1]`; `ends` holds the literal that ends in a node, or -1.
 */
interface Trie {
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly units: Uint16Array;
  readonly next: Int32Array;
  readonly ends: Int32Array;
}

function buildTrie(folded: readonly (readonly number[])[]): Trie {
  const edges: Map<number, number>[] = [new Map()];
  const ending = [-1];
  folded.forEach((literal, number) => {
    let node = 0;
    for (const unit of literal) {
      let child = edges[node]!.get(unit);
      if (child === undefined) {
        child = edges.length;
        edges.push(new Map());
        ending.push(-1);
        edges[node]!.set(unit, child);
      }
      node = child;
    }
    ending[node] = number;
  });
  const first = new Int32Array(65_536);
  for (const [unit, child] of edges[0]!) first[unit] = child;
  const from = new Int32Array(edges.length + 1);
  edges.forEach((children, node) => (from[node + 1] = from[node]! + children.size));
  return {
    first,
    from,
    units: Uint16Array.from(edges.flatMap((children) => [...children.keys()])),
    next: Int32Array.from(edges.flatMap((children) => [...children.values()])),
    ends: Int32Array.from(ending),
  };
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}
