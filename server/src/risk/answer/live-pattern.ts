import { edgeUnits, Ends } from './live-text.ts';
import type { CharacterClass, PatternProgram } from './pattern-program.ts';

/** No finding is waited for longer than this, in code units: a private key of 4096 bits takes 3,300. */
export const heldMax = 8192;

/** For each ASCII character, the classes that hold it are asked by a table. */
const tables = new WeakMap<CharacterClass, Uint8Array>();

/** Runs a pattern over a text as it comes, from every place at once, and knows the earliest place of a match that may yet be. */
export class LivePattern {
  /** The ASCII characters with which a match may begin. */
  readonly begins: Uint8Array;
  /** A match may begin with a character beyond ASCII. */
  readonly beginsWide: boolean;
  readonly #program: PatternProgram;
  readonly #tables: readonly Uint8Array[];
  /** Where the match began that read each position last; -1 for none. */
  #starts: Int32Array;
  #next: Int32Array;
  #live: number[] = [];
  readonly #ends = new Ends(edgeUnits);

  constructor(program: PatternProgram) {
    this.#program = program;
    this.#tables = program.classes.map(tableOf);
    this.begins = new Uint8Array(128);
    for (const position of program.first) this.#tables[position]!.forEach((is, unit) => (this.begins[unit]! |= is));
    this.beginsWide = program.first.some((position) => (program.classes[position]!.at(-1) ?? 0) > 127);
    this.#starts = new Int32Array(program.classes.length).fill(-1);
    this.#next = new Int32Array(program.classes.length).fill(-1);
  }

  /** A match has begun, and may go on. */
  get isLive(): boolean {
    return this.#live.length > 0;
  }

  heldFrom(end: number): number {
    let from = this.#ends.heldFrom(end);
    for (const position of this.#live) {
      if (this.#program.follow[position]!.length > 0) from = Math.min(from, this.#starts[position]!);
    }
    return from;
  }

  /** The next code point, of the text's [at, end). @returns whether a match ends with it */
  step(point: number, at: number, end: number): boolean {
    const { follow, first, ends } = this.#program;
    const reached: number[] = [];
    for (const position of this.#live) {
      const start = this.#starts[position]!;
      this.#starts[position] = -1;
      if (end - start > heldMax) continue;
      for (const next of follow[position]!) this.#reach(next, start, point, reached);
    }
    for (const next of first) this.#reach(next, at, point, reached);
    let isEnd = false;
    for (const position of reached) {
      if (!ends[position]) continue;
      this.#ends.add(this.#next[position]!, end);
      isEnd = true;
    }
    [this.#starts, this.#next] = [this.#next, this.#starts];
    this.#live = reached;
    return isEnd;
  }

  #reach(position: number, start: number, point: number, reached: number[]): void {
    if (!this.#reads(position, point)) return;
    const known = this.#next[position]!;
    if (known === -1) reached.push(position);
    if (known === -1 || start < known) this.#next[position] = start;
  }

  #reads(position: number, point: number): boolean {
    if (point < 128) return this.#tables[position]![point] === 1;
    const ranges = this.#program.classes[position]!;
    for (let at = 0; at < ranges.length; at += 2) {
      if (point < ranges[at]!) return false;
      if (point <= ranges[at + 1]!) return true;
    }
    return false;
  }
}

function tableOf(ranges: CharacterClass): Uint8Array {
  let table = tables.get(ranges);
  if (table === undefined) {
    table = new Uint8Array(128);
    for (let at = 0; at < ranges.length; at += 2) {
      for (let point = ranges[at]!; point <= ranges[at + 1]! && point < 128; point++) table[point] = 1;
    }
    tables.set(ranges, table);
  }
  return table;
}
