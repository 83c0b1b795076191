import { fold, foldUnit, unitsWithCase } from './fold.ts';

/** Where patterns begin: pairs of (pattern number, start). Reused from text to text, so that scanning allocates little. */
export class Occurrences {
  count = 0;
  pairs = new Int32Array(1024);

  add(pattern: number, start: number): void {
    const at = this.count * 2;
    if (at === this.pairs.length) {
      const wider = new Int32Array(this.pairs.length * 2);
      wider.set(this.pairs);
      this.pairs = wider;
    }
    this.pairs[at] = pattern;
    this.pairs[at + 1] = start;
    this.count++;
  }
}

/** Finds all of its patterns in one pass, whatever their case. */
export interface Automaton {
  search(text: string, found: Occurrences): void;
}

/** Beyond so many table entries (32 MiB) the compact form is used. */
const denseEntriesMax = 8_000_000;

/** Aho-Corasick over UTF-16 code units. Patterns are numbered as given; equal ones (after folding) must be given once. */
export function buildAutomaton(patterns: readonly string[], entriesMax = denseEntriesMax): Automaton {
  const trie = buildTrie(patterns);
  const classes = classify(patterns);
  return trie.edges.length * classes.count <= entriesMax ? denseAutomaton(trie, classes) : compactAutomaton(trie);
}

interface Trie {
  readonly edges: readonly Map<number, number>[];
  readonly fail: Int32Array;
  /** The patterns that end in each state, longer ones first; null for none. */
  readonly outputs: readonly (readonly number[] | null)[];
  readonly lengths: readonly number[];
  /** The states, parents before children. */
  readonly order: readonly number[];
}

function buildTrie(patterns: readonly string[]): Trie {
  const edges: Map<number, number>[] = [new Map()];
  const own: number[][] = [[]];
  patterns.forEach((pattern, number) => {
    let state = 0;
    for (const unit of unitsOf(fold(pattern))) {
      let next = edges[state]!.get(unit);
      if (next === undefined) {
        next = edges.length;
        edges.push(new Map());
        own.push([]);
        edges[state]!.set(unit, next);
      }
      state = next;
    }
    own[state]!.push(number);
  });
  const fail = new Int32Array(edges.length);
  const outputs: (readonly number[] | null)[] = edges.map(() => null);
  const order = [0];
  for (let at = 0; at < order.length; at++) {
    const state = order[at]!;
    const inherited = state === 0 ? null : outputs[fail[state]!]!;
    const ending = inherited === null ? own[state]! : [...own[state]!, ...inherited];
    outputs[state] = ending.length === 0 ? null : ending;
    for (const [unit, child] of edges[state]!) {
      let back = fail[state]!;
      if (state !== 0) {
        while (back !== 0 && !edges[back]!.has(unit)) back = fail[back]!;
        fail[child] = edges[back]!.get(unit) ?? 0;
      }
      order.push(child);
    }
  }
  return { edges, fail, outputs, lengths: patterns.map((pattern) => pattern.length), order };
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** Code units that no pattern holds share class 0. */
function classify(patterns: readonly string[]): { readonly of: Uint16Array; readonly count: number } {
  const of = new Uint16Array(65_536);
  let count = 1;
  for (const pattern of patterns) {
    for (const unit of unitsOf(fold(pattern))) if (of[unit] === 0) of[unit] = count++;
  }
  for (const unit of unitsWithCase) of[unit] = of[foldUnit(unit)]!;
  return { of, count };
}

/** One table look-up per code unit. States that end a pattern are marked by a negative entry. */
function denseAutomaton(trie: Trie, classes: { readonly of: Uint16Array; readonly count: number }): Automaton {
  const width = classes.count;
  const table = new Int32Array(trie.edges.length * width);
  for (const state of trie.order) {
    const row = state * width;
    if (state !== 0) table.copyWithin(row, trie.fail[state]! * width, (trie.fail[state]! + 1) * width);
    for (const [unit, child] of trie.edges[state]!) {
      table[row + classes.of[unit]!] = trie.outputs[child] === null ? child * width : -child * width;
    }
  }
  const { outputs, lengths } = trie;
  const classOf = classes.of;
  return {
    search(text, found) {
      let row = 0;
      for (let index = 0; index < text.length; index++) {
        row = table[row + classOf[text.charCodeAt(index)]!]!;
        if (row < 0) {
          row = -row;
          for (const pattern of outputs[row / width]!) found.add(pattern, index + 1 - lengths[pattern]!);
        }
      }
    },
  };
}

/** For thousands of long keywords: follows failure links instead of holding a full table. Still linear. */
function compactAutomaton(trie: Trie): Automaton {
  const { edges, fail, outputs, lengths } = trie;
  return {
    search(text, found) {
      let state = 0;
      for (let index = 0; index < text.length; index++) {
        const unit = foldUnit(text.charCodeAt(index));
        let next = edges[state]!.get(unit);
        while (next === undefined && state !== 0) {
          state = fail[state]!;
          next = edges[state]!.get(unit);
        }
        state = next ?? 0;
        const ending = outputs[state];
        if (ending) for (const pattern of ending) found.add(pattern, index + 1 - lengths[pattern]!);
      }
    },
  };
}
