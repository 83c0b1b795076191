import { childOf, type Trie } from './literal-trie.ts';
import { anyOther, beyondAscii, classBits, classOf } from './unit-classes.ts';

const every = Array.from({ length: 1 << classBits }, (_, index) => index);
/** A set says of each four classes, by a hash of 18 bits, whether a literal may begin with them. */
const hashBits = 18;
const setBytes = (1 << hashBits) / 8;

/** Where literals may begin: once for all of them, once for those that need not begin a word. */
export interface Beginnings {
  /** By the hash of four classes, a bit each: of literals of three characters and more. */
  readonly four: Uint8Array;
  /** By two classes, a byte each: of shorter ones. */
  readonly two: Uint8Array;
}

/** @param begins of each literal, whether it is looked for where a word begins only */
export function beginningsOf(literals: readonly (readonly number[])[], begins: readonly boolean[]): Beginnings {
  const beginnings: Beginnings = { four: new Uint8Array(2 * setBytes), two: new Uint8Array(2 << (2 * classBits)) };
  literals.forEach((literal, number) => {
    add(beginnings, 0, literal);
    if (begins[number] !== true) add(beginnings, 1, literal);
  });
  return beginnings;
}

function add({ four, two }: Beginnings, set: number, literal: readonly number[]): void {
  const own = literal.slice(0, 4).map(classOf);
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
    four[set * setBytes + (hash >>> 3)]! |= 1 << (hash & 7);
  }
}

function hashOf(four: number): number {
  return Math.imul(four, 0x9e3779b1) >>> (32 - hashBits);
}

const fromTheRoot = -1;

/**
 * For each three classes the node that they lead to, when they are three certain characters and no literal ends before the
 * third: most walks begin with the fourth character then. Others begin at the root (-1), and where no literal begins there
 * is no walk (0).
 */
export function shortcutsInto(trie: Trie, literals: readonly (readonly number[])[]): Int32Array {
  const { root, ends } = trie;
  const shortcuts = new Int32Array(1 << (3 * classBits));
  const keep = (three: number, leadsTo: number): void => {
    if (shortcuts[three] !== fromTheRoot) shortcuts[three] = leadsTo;
  };
  for (const [one = 0, two, three] of literals) {
    const own = [one, two, three].map((unit) => (unit === undefined ? every : [classOf(unit)]));
    const atOne = root[one]!;
    const atTwo = two === undefined ? 0 : childOf(trie, atOne, two);
    const isCertain = own.every(([only, other]) => other === undefined && only !== anyOther && only !== beyondAscii);
    const isFirst = (atOne === 0 || ends[atOne]! < 0) && (atTwo === 0 || ends[atTwo]! < 0);
    const leadsTo = isCertain && isFirst && three !== undefined ? childOf(trie, atTwo, three) : fromTheRoot;
    for (const a of own[0]!) {
      for (const b of own[1]!) for (const c of own[2]!) keep((((a << classBits) | b) << classBits) | c, leadsTo);
    }
  }
  return shortcuts;
}
