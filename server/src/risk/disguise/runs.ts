import type { CodeUnits } from '../engine/code-units.ts';

/** A set of ASCII characters, by code unit. */
export type Alphabet = Uint8Array;

export function alphabetOf(characters: string): Alphabet {
  const alphabet = new Uint8Array(65_536);
  for (let at = 0; at < characters.length; at++) alphabet[characters.charCodeAt(at)] = 1;
  return alphabet;
}

export function isOf(alphabet: Alphabet, unit: number): boolean {
  return alphabet[unit] === 1;
}

/**
 * Finds the runs of at least `lengthMin` characters of an alphabet. It looks from the end of where a run could be, as
 * Boyer and Moore do, so that most of a text without such runs is never read.
 *
 * @param visit is given a run, and returns where to go on (at its end or after)
 */
export function forEachRun(
  { values, length }: CodeUnits,
  alphabet: Alphabet,
  lengthMin: number,
  visit: (start: number, end: number) => number,
): void {
  let start = 0;
  while (start + lengthMin <= length) {
    let at = start + lengthMin - 1;
    while (at >= start && alphabet[values[at]!] === 1) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + lengthMin;
    while (end < length && alphabet[values[end]!] === 1) end++;
    start = Math.max(visit(start, end), end);
  }
}
