import { fold, foldUnit } from './fold.ts';
import type { NumberRuns } from './number-runs.ts';

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
  /** @param runs takes the runs of digits, which the same pass comes by */
  search(text: string, found: Occurrences, runs: NumberRuns): void;
}

/** Characters fall into 64 classes, of six bits each. */
const classBits = 6;
const every = Array.from({ length: 1 << classBits }, (_, index) => index);
const classMask = (1 << classBits) - 1;
const lastFour = (1 << (4 * classBits)) - 1;
/** A set says of each four classes, by a hash of 18 bits, whether a literal may begin with them. */
const hashBits = 18;
const setLength = (1 << hashBits) / 32;
/** All characters beyond ASCII, and whatever has no class of its own. */
const beyondAscii = 63;
const anyOther = 0;
const inOrder = 'abcdefghijklmnopqrstuvwxyz0123456789@:=-_. /"\'<>()[]{}#&%+*,;!';
const firstDigit = 1 + inOrder.indexOf('0');
const lastDigit = 1 + inOrder.indexOf('9');

/**
 * @param literals numbered as given; equal ones (after folding) must be given once
 * @param begins of each literal, whether it is looked for where a word begins only (`word-edges.ts`); it may be told inside
 *   of a word all the same: next to letters beyond ASCII, at the end of the text, where another literal begins in the same way
 */
export function buildLiteralSearch(literals: readonly string[], begins: readonly boolean[] = []): LiteralSearch {
  const folded = literals.map((literal) => unitsOf(fold(literal)));
  const beginnings: Beginnings = { four: new Uint32Array(2 * setLength), two: new Uint8Array(2 << (2 * classBits)) };
  folded.forEach((literal, number) => {
    addBeginning(beginnings, 0, literal);
    if (begins[number] !== true) addBeginning(beginnings, 1, literal);
  });
  const trie = buildTrie(folded);
  return new TrieSearch(beginnings, trie, shortcutsInto(trie, folded));
}

/**
 * Looks at each four characters in a row: a set of bits says whether a literal may begin so, and only there a trie of the
 * literals is walked. That is quick with thousands of literals, since most places of most texts begin none: inside of a
 * word there is another set, of the literals that need not begin a word. The work is linear in the text: a walk is no
 * longer than the longest literal.
 *
 * A class, since the engine optimises methods for all objects of a class at once, and closures one by one.
 */
class TrieSearch implements LiteralSearch {
  private readonly beginnings: Beginnings;
  private readonly trie: Trie;
  private readonly shortcuts: Int32Array;

  constructor(beginnings: Beginnings, trie: Trie, shortcuts: Int32Array) {
    this.beginnings = beginnings;
    this.trie = trie;
    this.shortcuts = shortcuts;
  }

  search(text: string, found: Occurrences, runs: NumberRuns): void {
    const { shortcuts } = this;
    const { four: mayBegin, two: shortOnes } = this.beginnings;
    const { length } = text;
    runs.count = 0;
    let runEnd = 0;
    let four = 0;
    let kinds = 0;
    for (let index = 0; index < length; index++) {
      const seen = classes[text.charCodeAt(index)]!;
      const own = seen & classMask;
      four = ((four << classBits) | own) & lastFour;
      kinds = ((kinds << 2) | (seen >>> classBits)) & 0x3ff;
      if (own >= firstDigit && own <= lastDigit && index >= runEnd) runEnd = runs.take(text, index);
      const set = insideWord[kinds >>> 6]!;
      const hash = hashOf(four);
      const isLong = (mayBegin[set * setLength + (hash >>> 5)]! >>> (hash & 31)) & 1;
      if ((isLong | shortOnes[(set << (2 * classBits)) | (four >>> (2 * classBits))]!) === 0 || index < 3) continue;
      const shortcut = shortcuts[four >>> classBits]!;
      if (shortcut !== noLiteral) this.walk(text, index - 3, shortcut, found);
    }
    // What begins in the last three places has no four characters.
    for (let start = Math.max(0, length - 3); start < length; start++) this.walk(text, start, fromTheRoot, found);
  }

  /** Finds the literals that begin at a place; `shortcut` is the node of its first three characters, or says to begin at the root. */
  private walk(text: string, start: number, shortcut: number, found: Occurrences): void {
    const { first, units, next, from, ends } = this.trie;
    let at = shortcut > 0 ? start + 3 : start + 1;
    let node = shortcut > 0 ? shortcut : first[foldUnit(text.charCodeAt(start))]!;
    for (; node !== 0; at++) {
      const ending = ends[node]!;
      if (ending >= 0) found.add(ending, start);
      const edges = from[node + 1]!;
      let edge = from[node]!;
      if (at >= text.length || edge === edges) return;
      const unit = foldUnit(text.charCodeAt(at));
      while (edge < edges && units[edge] !== unit) edge++;
      node = edge < edges ? next[edge]! : 0;
    }
  }
}

const noLiteral = 0;
const fromTheRoot = -1;

/**
 * For each three classes the node that they lead to, when they are three certain characters and no literal ends before the
 * third: most walks begin with the fourth character then. Others begin at the root, and where no literal begins there is
 * no walk.
 */
function shortcutsInto({ first, units, next, from, ends }: Trie, folded: readonly (readonly number[])[]): Int32Array {
  const shortcuts = new Int32Array(1 << (3 * classBits));
  const keep = (three: number, leadsTo: number): void => {
    if (shortcuts[three] !== fromTheRoot) shortcuts[three] = leadsTo;
  };
  const childOf = (node: number, unit: number): number => {
    for (let edge = from[node]!; edge < from[node + 1]!; edge++) if (units[edge] === unit) return next[edge]!;
    return 0;
  };
  for (const [one = 0, two, three] of folded) {
    const own = [one, two, three].map((unit) => (unit === undefined ? every : [classes[unit]! & classMask]));
    const [atOne, atTwo] = [first[one]!, two === undefined ? 0 : childOf(first[one]!, two)];
    const isCertain = own.every(([only, other]) => other === undefined && only !== anyOther && only !== beyondAscii);
    const isFirst = (atOne === 0 || ends[atOne]! < 0) && (atTwo === 0 || ends[atTwo]! < 0);
    const leadsTo = isCertain && isFirst && three !== undefined ? childOf(atTwo, three) : fromTheRoot;
    for (const a of own[0]!) {
      for (const b of own[1]!) for (const c of own[2]!) keep((((a << classBits) | b) << classBits) | c, leadsTo);
    }
  }
  return shortcuts;
}

/** Of ASCII letters, in the two bits above the class. */
const lowerCase = 1;
const upperCase = 2;

/** Letters and digits have a class each, whatever their case; so has most punctuation. */
const classes = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const lower = foldUnit(unit);
  if (lower > 0x7f) return beyondAscii;
  const character = String.fromCharCode(lower);
  const own = 1 + inOrder.indexOf(character);
  const kind = unit > 0x7f || !/[a-z]/.test(character) ? 0 : lower === unit ? lowerCase : upperCase;
  return own | (kind << classBits);
});

/** By the kinds of a character and the one before it: 1 where a word goes on, as `word-edges.ts` has it. */
const insideWord = Uint8Array.from({ length: 16 }, (_, both) => {
  const [before, here] = [both >>> 2, both & 3];
  return before !== 0 && here !== 0 && !(before === lowerCase && here === upperCase) ? 1 : 0;
});

/** Where literals may begin: once for all of them, once for those that need not begin a word. */
interface Beginnings {
  /** By the hash of four classes: of literals of three characters and more. */
  readonly four: Uint32Array;
  /** By two classes: of shorter ones. */
  readonly two: Uint8Array;
}

function hashOf(four: number): number {
  return Math.imul(four, 0x9e3779b1) >>> (32 - hashBits);
}

function addBeginning({ four, two }: Beginnings, set: number, literal: readonly number[]): void {
  const own = literal.slice(0, 4).map((unit) => classes[unit]! & classMask);
  if (own.length < 3) {
    const [one = 0, other] = own;
    for (const next of other === undefined ? every : [other]) {
      two[(set << (2 * classBits)) | (one << classBits) | next] = 1;
    }
    return;
  }
  const three = own.slice(0, 3).reduce((number, next) => (number << classBits) | next, 0);
  for (const last of own[3] === undefined ? every : [own[3]]) {
    const hash = hashOf((three << classBits) | last);
    four[set * setLength + (hash >>> 5)]! |= 1 << (hash & 31);
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
