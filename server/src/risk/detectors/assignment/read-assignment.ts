import { isCjk, isLetter, readGap, type Form } from './read-gap.ts';
import { readValue, type Value } from './read-value.ts';

/** A name with the value that a text gives it. */
export interface Assignment extends Value {
  readonly form: Form;
  readonly operator: string;
  /** The identifier that the word is part of. */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
}

const nameReach = 48;

/** Reads what a text assigns to the name that holds the word at text[at, at + length); null when that is nothing. */
export function readAssignment(text: string, at: number, length: number): Assignment | null {
  const nameStart = walk(text, at, -1);
  const nameEnd = isCjk(text.charCodeAt(at + length - 1)) ? at + length : walk(text, at + length, 1);
  const name = text.slice(nameStart, nameEnd);
  const found = readGap(text, nameStart, nameEnd);
  if (found === null) return null;
  const value = 'value' in found ? found.value : readValue(text, found.end);
  return value === null ? null : { ...value, form: found.form, operator: found.operator, name, nameStart, nameEnd };
}

function walk(text: string, from: number, step: 1 | -1): number {
  let at = from;
  while (Math.abs(at - from) < nameReach && isNamePart(text.charCodeAt(step > 0 ? at : at - 1))) at += step;
  // A point ends a sentence, and a hyphen at the end belongs to what follows.
  if (step > 0) while (at > from && /[.-]/.test(text.charAt(at - 1))) at--;
  return at;
}

function isNamePart(unit: number): boolean {
  return (
    isLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f || unit === 0x2d || unit === 0x2e || unit === 0x24
  );
}
