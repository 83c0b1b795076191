import { foldUnit } from './fold.ts';
import { type Beginnings, beginningsOf, shortcutsInto } from './literal-beginnings.ts';
import { buildTrie, type Trie } from './literal-trie.ts';
import { classes } from './unit-classes.ts';
import { readModule, type WasmConstant, type WasmMemory } from './wasm-module.ts';

/** The exports of `server/wasm/engine.ts`, where they are told. */
interface Exports {
  readonly memory: WasmMemory;
  readonly classesAt: WasmConstant;
  readonly foldsAt: WasmConstant;
  readonly fourAt: WasmConstant;
  readonly twoAt: WasmConstant;
  readonly shortcutsAt: WasmConstant;
  readonly rootAt: WasmConstant;
  readonly freeAt: WasmConstant;
  placeTrie(children: number, units: number, ends: number): void;
  placeFound(at: number): void;
  placeRuns(starts: number, ends: number): void;
  placeText(at: number): void;
  search(first: number, last: number, length: number, base: number, room: number): number;
  countFound(): number;
  beginRuns(): void;
  takeRuns(first: number, last: number, base: number): number;
}

const newInstance = readModule<Exports>(new URL('literals.wasm', import.meta.url));
const folds = Uint16Array.from({ length: 65_536 }, (_, unit) => foldUnit(unit));

/** So much of a text is in memory at once, in code units: whole vectors of them. */
export const pieceLength = 16 * 1024;
/** So many literals are found at least, before what is found is taken. */
export const foundMax = 4096;
/** A run of digits that ends at the last place of a piece is decided by the one behind it. */
const aheadMin = 1;
/** Zeros behind a piece: no literal's, no digits; a vector of them, and a look beyond it. */
export const behind = 20;
const pageBytes = 65_536;

/**
 * The memory of one search in WebAssembly: tables of all code units, where literals may begin, the trie, what is found, and a piece of
 * the text. It belongs to one set of literals, and goes with it.
 */
export class SearchMemory {
  readonly exports = newInstance();
  /** Pairs of (literal, start). */
  readonly found: Int32Array;
  readonly runStarts: Int32Array;
  readonly runEnds: Int32Array;
  /** A piece of the text: the unit before it, so many as a piece has, those ahead, and zeros. */
  readonly units: Uint16Array;
  readonly unitBytes: Buffer;
  /** How far a search looks beyond a piece, in code units. */
  readonly ahead: number;
  #end = this.exports.freeAt.value;

  /** @param literals as folded units */
  constructor(literals: readonly (readonly number[])[], begins: readonly boolean[]) {
    const longest = literals.reduce((length, literal) => Math.max(length, literal.length), 0);
    this.ahead = Math.max(longest, aheadMin);
    const textLength = 1 + pieceLength + this.ahead + behind;
    const trie = buildTrie(literals);
    const [children, units, ends] = [trie.children, trie.units, trie.ends].map(({ byteLength }) =>
      this.#take(byteLength),
    );
    // A search goes on to the end of a walk, which finds as many as the longest is long at most.
    const found = this.#take(8 * (foundMax + longest));
    // Every second place may hold a run.
    const [runStarts, runEnds] = [this.#take(2 * pieceLength), this.#take(2 * pieceLength)];
    const text = this.#take(2 * textLength);
    const { exports } = this;
    exports.memory.grow(Math.ceil(this.#end / pageBytes) - exports.memory.buffer.byteLength / pageBytes);
    this.#fillTables(beginningsOf(literals, begins), trie.root, shortcutsInto(trie, literals));
    this.#fillTrie(trie, children!, units!, ends!);
    exports.placeFound(found);
    exports.placeRuns(runStarts, runEnds);
    exports.placeText(text);
    const { buffer } = exports.memory;
    this.found = new Int32Array(buffer, found, 2 * (foundMax + longest));
    this.runStarts = new Int32Array(buffer, runStarts, pieceLength / 2);
    this.runEnds = new Int32Array(buffer, runEnds, pieceLength / 2);
    this.units = new Uint16Array(buffer, text, textLength);
    this.unitBytes = Buffer.from(buffer, text, this.units.byteLength);
  }

  /** Room of so many bytes, for vectors too. */
  #take(bytes: number): number {
    const at = this.#end;
    this.#end += (bytes + 15) & ~15;
    return at;
  }

  #fillTables({ four, two }: Beginnings, root: Int32Array, shortcuts: Int32Array): void {
    const { memory, classesAt, foldsAt, fourAt, twoAt, rootAt, shortcutsAt } = this.exports;
    const { buffer } = memory;
    const bytes = new Uint8Array(buffer);
    bytes.set(classes, classesAt.value);
    bytes.set(four, fourAt.value);
    bytes.set(two, twoAt.value);
    new Uint16Array(buffer, foldsAt.value).set(folds);
    new Int32Array(buffer, rootAt.value).set(root);
    new Int32Array(buffer, shortcutsAt.value).set(shortcuts);
  }

  #fillTrie(trie: Trie, children: number, units: number, ends: number): void {
    const { buffer } = this.exports.memory;
    new Int32Array(buffer, children).set(trie.children);
    new Uint16Array(buffer, units).set(trie.units);
    new Int32Array(buffer, ends).set(trie.ends);
    this.exports.placeTrie(children, units, ends);
  }
}
