import { fold } from './fold.ts';
import type { NumberRuns } from './number-runs.ts';
import { behind, foundMax, pieceLength, SearchMemory } from './search-memory.ts';

/** Where literals begin: pairs of (literal number, start). Reused from text to text, so that scanning allocates little. */
export class Occurrences {
  count = 0;
  pairs = new Int32Array(1024);

  /** @param pairs as they are kept here */
  add(pairs: Int32Array): void {
    const length = this.count * 2 + pairs.length;
    if (length > this.pairs.length) {
      const wider = new Int32Array(Math.max(length, this.pairs.length * 2));
      wider.set(this.pairs);
      this.pairs = wider;
    }
    this.pairs.set(pairs, this.count * 2);
    this.count = length / 2;
  }
}

/** Finds all of its literals in one pass, whatever their case, in the order of their starts, shorter ones first. */
export interface LiteralSearch {
  /** @param runs takes the runs of digits, which are found beside */
  search(text: string, found: Occurrences, runs: NumberRuns): void;
}

/**
 * @param literals numbered as given; equal ones (after folding) must be given once
 * @param begins of each literal, whether it is looked for where a word begins only (`word-edges.ts`); it may be told inside
 *   of a word all the same: next to letters beyond ASCII, where another literal begins in the same way
 */
export function buildLiteralSearch(literals: readonly string[], begins: readonly boolean[] = []): LiteralSearch {
  return new TrieSearch(
    literals.map((literal) => unitsOf(fold(literal))),
    begins,
  );
}

/** A native copy costs as much as some twenty steps of a loop. */
const copiedMin = 24;

/**
 * Looks at each four characters in a row: a set of bits says whether a literal may begin so, and only there a trie of the
 * literals is walked. That is quick with thousands of literals, since most places of most texts begin none: inside of a
 * word there is another set, of the literals that need not begin a word. The work is linear in the text: a walk is no
 * longer than the longest literal.
 *
 * It runs in WebAssembly (`server/wasm/literals.ts`), piece by piece, so that a long text takes no more memory.
 */
class TrieSearch implements LiteralSearch {
  private readonly memory: SearchMemory;

  constructor(literals: readonly (readonly number[])[], begins: readonly boolean[]) {
    this.memory = new SearchMemory(literals, begins);
  }

  search(text: string, found: Occurrences, runs: NumberRuns): void {
    const { exports } = this.memory;
    runs.count = 0;
    exports.beginRuns();
    for (let from = 0; from <= text.length; from += pieceLength) {
      const given = this.give(text, from);
      this.findLiterals(from, Math.min(pieceLength, text.length - from), given, found);
      // A run that ends with the text ends at the place behind it.
      const count = exports.takeRuns(0, Math.min(pieceLength, text.length - from + 1), from);
      if (count > 0) runs.add(this.memory.runStarts.subarray(0, count), this.memory.runEnds.subarray(0, count));
    }
  }

  private findLiterals(from: number, last: number, given: number, found: Occurrences): void {
    const { exports } = this.memory;
    for (let first = 0; first < last;) {
      first = exports.search(first, last, given, from, foundMax);
      const count = exports.countFound();
      if (count > 0) found.add(this.memory.found.subarray(0, 2 * count));
    }
  }

  /** Writes a piece of a text, and as much after it as is looked at. Returns how many code units. */
  private give(text: string, from: number): number {
    const { units, unitBytes, ahead } = this.memory;
    const length = Math.min(text.length - from, pieceLength + ahead);
    units[0] = from === 0 ? 0 : text.charCodeAt(from - 1);
    if (length < copiedMin) for (let at = 0; at < length; at++) units[1 + at] = text.charCodeAt(from + at);
    else unitBytes.write(text.slice(from, from + length), 2, 'utf16le');
    units.fill(0, 1 + length, 1 + length + behind);
    return length;
  }
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}
