import type { Disguise } from '@tollgate/contract';
import type { Edits } from './edits.ts';
import { compatible, dash, invisible, kindOf, lookAlike, mark, plainForm, surrogate } from './unit-kinds.ts';
import { isDigit } from '../engine/number-runs.ts';
import { isAsciiAlphanumeric, isAsciiGraphic, isAsciiLetter, isEastAsian } from './units.ts';

const unicode: readonly Disguise[] = ['unicode'];
const unseen: readonly Disguise[] = ['invisible'];
const homoglyph: readonly Disguise[] = ['homoglyph'];
const wordMax = 256;
const runMax = 64;

/**
 * Reads a unit that has a plainer form (Unicode NFKC, digits of other scripts); returns where to go on.
 *
 * @param withAll also those that change nothing of what is found, unless they stand beside such that do
 */
export function readCompatible(text: string, at: number, edits: Edits, withAll: boolean): number {
  const unit = text.charCodeAt(at);
  if (!withAll && isEastAsianPunctuation(unit)) return at + 1;
  const form = plainForm.get(unit)!;
  const isWanted = isTelling(text, at, unit, form);
  if (isWanted || withAll) edits.add(at, at + 1, form, unicode, isWanted);
  return at + 1;
}

/** Punctuation that Chinese and Japanese are written with: plain text. */
function isEastAsianPunctuation(unit: number): boolean {
  return (
    unit === 0xff0c ||
    unit === 0xff1a ||
    unit === 0x3000 ||
    (unit >= 0xff08 && unit <= 0xff09) ||
    unit === 0xff01 ||
    unit === 0xff05 ||
    unit === 0xff1b ||
    unit === 0xff1f ||
    unit === 0xff5e
  );
}

/** Whether a plainer form may change what is found: letters, digits, what joins them; not the marks of ordinary text. */
function isTelling(text: string, at: number, unit: number, form: string): boolean {
  if (unit >= 0xff01 && unit <= 0xffdc) return !isEastAsianPunctuation(unit);
  if (form === ' ') return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
  if ((unit >= 0xf900 && unit <= 0xfaff) || (unit >= 0x2e9f && unit <= 0x2fd5)) return true;
  if (!/[A-Za-z0-9@\u4e00-\u9fff]/.test(form)) return false;
  if (unit >= 0x3200 && unit <= 0x32ff) return true;
  // One alone is a footnote, a unit or a trademark.
  return isDisguised(text, at - 1) || isDisguised(text, at + 1);
}

function isDisguised(text: string, at: number): boolean {
  const kind = kindOf[text.charCodeAt(at)];
  return kind === compatible || kind === surrogate;
}

/** Reads a character beyond the BMP: mathematical letters, squared ones, tags, further variation selectors. */
export function readPair(text: string, at: number, edits: Edits): number {
  const code = text.codePointAt(at)!;
  if (code < 0x10000) return at + 1;
  if (isUnseenPair(code)) return readInvisible(text, at, edits);
  const form = formOf(code);
  if (form !== null) edits.add(at, at + 2, form, unicode);
  return at + 2;
}

const forms = new Map<number, string | null>();

function formOf(code: number): string | null {
  // Everything else beyond the BMP is left alone, so that the memory stays small.
  const isOfBlock =
    (code >= 0x1d400 && code <= 0x1d7ff) ||
    (code >= 0x1f100 && code <= 0x1f1ff) ||
    (code >= 0x1fbf0 && code <= 0x1fbf9) ||
    (code >= 0x2f800 && code <= 0x2fa1d);
  if (!isOfBlock) return null;
  let form = forms.get(code);
  if (form === undefined) {
    form = plainOf(code);
    forms.set(code, form);
  }
  return form;
}

function plainOf(code: number): string | null {
  // Negative circled and squared letters.
  for (const first of [0x1f150, 0x1f170]) {
    if (code >= first && code < first + 26) return String.fromCharCode(0x41 + code - first);
  }
  const form = String.fromCodePoint(code).normalize('NFKC');
  return form === String.fromCodePoint(code) ? null : form;
}

/** Leaves out a run of characters that nobody sees; it is worth a look between two that belong together. */
export function readInvisible(text: string, at: number, edits: Edits): number {
  let end = at + unseenLength(text, at);
  for (let length = unseenLength(text, end); length > 0; length = unseenLength(text, end)) end += length;
  edits.add(at, end, '', unseen, isOfValue(text, at - 1) && isOfValue(text, end));
  return end;
}

/** How many code units the character at `at` has, when nobody sees it; 0 otherwise. */
function unseenLength(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (kindOf[unit] === invisible) return 1;
  return kindOf[unit] === surrogate && isUnseenPair(text.codePointAt(at)!) ? 2 : 0;
}

/** Tags and variation selectors, whatever else is default-ignorable beside them; marks of shorthand and of music. */
function isUnseenPair(code: number): boolean {
  return (
    (code >= 0xe0000 && code <= 0xe0fff) || (code >= 0x1bca0 && code <= 0x1bca3) || (code >= 0x1d173 && code <= 0x1d17a)
  );
}

/** Part of a word or a value, but not of an emoji or of a script that is written with joiners. */
function isOfValue(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (isAsciiGraphic(unit) || isEastAsian(unit)) return true;
  const kind = kindOf[unit];
  return kind === compatible || kind === lookAlike || kind === dash || kind === mark;
}

const control =
  /\u001b(?:\[[0-9;:?<=>]{0,32}[ -/]{0,2}[@-~]|\][^\u0007\u001b\n]{0,512}(?:\u0007|\u001b\\)?|[@-Z\\^_])/y;

/** Leaves out a control sequence of a terminal (ECMA-48): colours. */
export function readControl(text: string, at: number, edits: Edits): number {
  control.lastIndex = at;
  const end = control.test(text) ? control.lastIndex : at + 1;
  edits.add(at, end, '', unseen);
  return end;
}

/** Leaves out marks that no writing system puts on what stands before them: strokes through digits, piles of accents. */
export function readMark(text: string, at: number, edits: Edits): number {
  let end = at + 1;
  while (end < text.length && end - at < runMax && isMark(text.charCodeAt(end))) end++;
  const base = text.charCodeAt(at - 1);
  const isOrdinary = end - at === 1 && isAsciiLetter(base) && text.slice(at - 1, end).normalize('NFC').length === 1;
  if (!isOrdinary && (isAsciiGraphic(base) || kindOf[base] === lookAlike)) edits.add(at, end, '', unseen);
  else if (kindOf[base] === invisible || kindOf[base] === compatible) edits.add(at, end, '', unseen, false);
  return end;
}

function isMark(unit: number): boolean {
  return kindOf[unit] === mark || (unit >= 0xfe00 && unit <= 0xfe0f);
}

/** Reads a dash that is none of ASCII: between letters and digits it may be part of a key or a number. */
export function readDash(text: string, at: number, edits: Edits, withAll: boolean): number {
  const isInside = isOfKey(text, at - 1) && isOfKey(text, at + 1);
  if (isInside || withAll) edits.add(at, at + 1, '-', unicode, isInside);
  return at + 1;
}

function isOfKey(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return isAsciiAlphanumeric(unit) || kindOf[unit] === compatible || kindOf[unit] === lookAlike || unit === 0x5f;
}

/** A word, and whether letters that look Latin stand in it among such that are, or among digits. */
export interface Word {
  end: number;
  isMixed: boolean;
}

/** Reads a letter that looks like a Latin one; replaced only in words that hold Latin letters or digits too. */
export function readLookAlike(text: string, at: number, edits: Edits, word: Word): number {
  if (at >= word.end) measureWord(text, at, word);
  const unit = text.charCodeAt(at);
  if (word.isMixed) edits.add(at, at + 1, plainForm.get(unit)!, homoglyph);
  return at + 1;
}

function measureWord(text: string, at: number, word: Word): void {
  let start = at;
  while (start > Math.max(0, at - wordMax) && isOfWord(text.charCodeAt(start - 1))) start--;
  word.isMixed = false;
  let end = start;
  for (; end < text.length && end < at + wordMax && isOfWord(text.charCodeAt(end)); end++) {
    if (isAsciiAlphanumeric(text.charCodeAt(end))) word.isMixed = true;
  }
  word.end = Math.max(end, at + 1);
}

function isOfWord(unit: number): boolean {
  // Also what stands inside of encoded runs, addresses and keys: `%`, `+` to `/`, `=`, `@`, `_`.
  if (unit < 0x80) return isAsciiAlphanumeric(unit) || (unit >= 0x2b && unit <= 0x2f && unit !== 0x2c) || isJoint(unit);
  const kind = kindOf[unit];
  return (unit >= 0x0370 && unit <= 0x058f) || kind === lookAlike || kind === invisible || kind === mark;
}

function isJoint(unit: number): boolean {
  return unit === 0x25 || unit === 0x3d || unit === 0x40 || unit === 0x5f;
}
