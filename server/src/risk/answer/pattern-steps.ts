import type { CharacterClass, PatternProgram } from './pattern-program.ts';

const asciiCount = 128;

/** A pattern's automaton with the ways that were taken in it, so that each is looked for once. Shared by all answers. */
export class PatternSteps {
  readonly program: PatternProgram;
  /** The ASCII characters with which a match may begin. */
  readonly begins = new Uint8Array(asciiCount);
  /** A match may begin with a character beyond ASCII. */
  readonly beginsWide: boolean;
  /** Of each position, and before all of them of the beginning: where each ASCII character leads. */
  readonly #ways: (readonly number[] | undefined)[][];

  constructor(program: PatternProgram) {
    this.program = program;
    this.#ways = Array.from({ length: program.classes.length + 1 }, () => []);
    for (let unit = 0; unit < asciiCount; unit++) if (this.from(-1, unit).length > 0) this.begins[unit] = 1;
    this.beginsWide = program.first.some((position) => (program.classes[position]!.at(-1) ?? 0) >= asciiCount);
  }

  /** The positions that a character leads to. @param position -1: the beginning */
  from(position: number, point: number): readonly number[] {
    if (point >= asciiCount) return this.#look(position, point);
    const ways = this.#ways[position + 1]!;
    return (ways[point] ??= this.#look(position, point));
  }

  #look(position: number, point: number): readonly number[] {
    const { first, follow, classes } = this.program;
    const after = position === -1 ? first : follow[position]!;
    const led = after.filter((next) => holds(classes[next]!, point));
    return led.length === 0 ? nowhere : led;
  }
}

const nowhere: readonly number[] = [];

function holds(ranges: CharacterClass, point: number): boolean {
  for (let at = 0; at < ranges.length; at += 2) {
    if (point < ranges[at]!) return false;
    if (point <= ranges[at + 1]!) return true;
  }
  return false;
}
