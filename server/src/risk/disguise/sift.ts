import { readModule, type WasmConstant, type WasmMemory } from '../engine/wasm-module.ts';
import { type Alphabet, alphabetOf } from './alphabet.ts';
import { Places } from './places.ts';
import { kindOf, plain } from './unit-kinds.ts';
import { isOfIdeographs } from './units.ts';

/** The exports of `server/wasm/sift.ts`, where they are told. */
interface Exports {
  readonly memory: WasmMemory;
  readonly signsAt: WasmConstant;
  readonly dividersAt: WasmConstant;
  readonly alphabetAt: WasmConstant;
  readonly noSignsAt: WasmConstant;
  readonly firstAt: WasmConstant;
  readonly secondAt: WasmConstant;
  readonly textAt: WasmConstant;
  nextRun(from: number, length: number, lengthMin: number): number;
  endOfRun(): number;
  findSigns(from: number, length: number): number;
  findRows(from: number, length: number): number;
  findJoints(from: number, length: number): number;
  countFirst(): number;
  countSecond(): number;
}

const newInstance = readModule<Exports>(new URL('sift.wasm', import.meta.url));

/** Room that is kept from text to text, in code units; more is made for a long text, and given back after it. */
const kept = 64 * 1024;
/** Zeros behind a text: a vector, and what is looked at beyond it. */
const behind = 24;
const pageBytes = 65_536;
/** A native copy costs as much as some twenty steps of a loop. */
const copiedMin = 24;

const ofCharacter = 1;
const ofIdeograph = 2;
const signOf = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  if (kindOf[unit] !== plain) return ofCharacter;
  return isOfIdeographs(unit) ? ofIdeograph : 0;
});
const noSigns = alphabetOf(
  String.fromCharCode(...Array.from({ length: 128 }, (_, unit) => unit).filter((unit) => signOf[unit] === 0)),
);
/** What stands between single characters. */
const dividers = new Uint8Array(65_536);
for (const divider of ' \t-._*|/+~\u00a0\u00b7\u2022\u3000') dividers[divider.charCodeAt(0)] = 1;

/**
 * Finds where in a text there may be a disguise, so that its readers look at these places alone: runs of an alphabet, and places
 * of four kinds. It runs in WebAssembly (`server/wasm/sift.ts`) on many code units at once. Reused from text to text.
 */
export class Sift {
  /** Characters that may be written in a plainer way, or left out. */
  readonly characters = new Places();
  /** Ideographs with a blank behind them. */
  readonly ideographs = new Places();
  /** Dividers, of three that stand between single characters. */
  readonly rows = new Places();
  /** `+` and `.` with a quote or a blank on both sides. */
  readonly joints = new Places();
  #length = 0;
  #room = kept;
  #exports = newExports(kept);
  #units = unitsIn(this.#exports);

  /** Takes a text, for runs; `findPlaces` is asked apart. */
  read(text: string): void {
    const { length } = text;
    this.#makeRoom(length);
    const units = this.#units;
    if (length < copiedMin) for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at);
    else Buffer.from(units.buffer, units.byteOffset).write(text, 0, 'utf16le');
    units.fill(0, length, length + behind);
    this.#length = length;
  }

  /** Finds the places of all four kinds in the text that was read. */
  findPlaces(): void {
    const { findSigns, findRows, findJoints } = this.#exports;
    this.#find(findSigns, this.characters, this.ideographs);
    this.#find(findRows, this.rows);
    this.#find(findJoints, this.joints);
  }

  /**
   * Finds the runs of at least `lengthMin` characters of an alphabet in the text that was read.
   *
   * @param visit is given a run, and returns where to go on (at its end or after)
   */
  forEachRun(alphabet: Alphabet, lengthMin: number, visit: (start: number, end: number) => number): void {
    const { memory, alphabetAt, nextRun, endOfRun } = this.#exports;
    new Uint8Array(memory.buffer, alphabetAt.value).set(alphabet.halves);
    for (let from = 0; ;) {
      const start = nextRun(from, this.#length, lengthMin);
      if (start < 0) return;
      const end = endOfRun();
      from = Math.max(visit(start, end), end);
    }
  }

  #find(search: (from: number, length: number) => number, first: Places, second?: Places): void {
    const { memory, firstAt, secondAt, countFirst, countSecond } = this.#exports;
    first.count = 0;
    if (second !== undefined) second.count = 0;
    for (let from = 0; from < this.#length;) {
      from = search(from, this.#length);
      if (countFirst() > 0) first.add(new Int32Array(memory.buffer, firstAt.value, countFirst()));
      if (second !== undefined && countSecond() > 0)
        second.add(new Int32Array(memory.buffer, secondAt.value, countSecond()));
    }
  }

  /** A memory never shrinks: another one takes its place. */
  #makeRoom(length: number): void {
    const room = Math.max(kept, length);
    if (room === this.#room || (length <= this.#room && this.#room === kept)) return;
    this.#exports = newExports(room);
    this.#units = unitsIn(this.#exports);
    this.#room = room;
  }
}

/** @param room for so many code units */
function newExports(room: number): Exports {
  const exports = newInstance();
  const { memory, signsAt, dividersAt, noSignsAt, textAt } = exports;
  memory.grow(Math.ceil((textAt.value + 2 * (room + behind)) / pageBytes) - memory.buffer.byteLength / pageBytes);
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(signOf, signsAt.value);
  bytes.set(dividers, dividersAt.value);
  bytes.set(noSigns.halves, noSignsAt.value);
  return exports;
}

function unitsIn({ memory, textAt }: Exports): Uint16Array<ArrayBuffer> {
  return new Uint16Array(memory.buffer, textAt.value);
}
