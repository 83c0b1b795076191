import type { Disguise } from '@tollgate/contract';
import { Edits, type Rewriting } from './edits.ts';
import type { Places } from './places.ts';
import { isProvenNumber } from './proven-number.ts';
import { isPlausibleCut } from './plausible-cut.ts';
import { isAsciiAlphanumeric } from './units.ts';

const disguises: readonly Disguise[] = ['split'];
const valueMargin = 160;
const numberMargin = 64;
const indentMax = 64;
/** A number and its dividers, on each side of a cut. */
const numberReach = 48;

/** What may be left out so that the halves of a value meet. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  /** The code says that the halves belong together: `"…" + "…"`, a backslash before the line break. */
  readonly isSaid: boolean;
}

/**
 * Joins values that a line break cuts in two, or the end of one string and the beginning of the next in code.
 *
 * @param joints where an operator may join two strings
 */
export function readSplit(text: string, joints: Places): Rewriting[] {
  const values = new Edits();
  const numbers = new Edits();
  for (const cut of cutsOf(text, joints)) {
    if (cut.start < values.end || (numbers.count > 0 && cut.start < numbers.end + numberReach)) continue;
    if (joinNumber(text, cut, numbers)) continue;
    if (isPlausibleCut(text, cut)) values.add(cut.start, cut.end, '', disguises);
  }
  return [
    ...(values.count === 0 ? [] : [{ edits: values, margin: valueMargin, reach: -1, isJoined: false }]),
    ...(numbers.count === 0 ? [] : [{ edits: numbers, margin: numberMargin, reach: -1, isJoined: true }]),
  ];
}

function cutsOf(text: string, joints: Places): Cut[] {
  const cuts: Cut[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const cut = cutAtLineBreak(text, at);
    if (cut !== null) cuts.push(cut);
  }
  const onOneLine = cutsAtJoints(text, joints);
  if (onOneLine.length === 0) return cuts;
  return [...cuts, ...onOneLine].sort((one, other) => one.start - other.start);
}

/** The operators that join two strings, with the quotes beside them. */
const written: Readonly<Record<string, readonly string[]>> = {
  '+': ['" + "', '"+"', "' + '", "'+'", '` + `'],
  '.': ['" . "', "' . '"],
};

function cutsAtJoints(text: string, { at, count }: Places): Cut[] {
  const cuts: Cut[] = [];
  for (let index = 0; index < count; index++) {
    const operator = text.charAt(at[index]!);
    for (const joint of written[operator]!) {
      const start = at[index]! - joint.indexOf(operator);
      if (text.startsWith(joint, start)) cuts.push({ start, end: start + joint.length, isSaid: true });
    }
  }
  return cuts;
}

/** Null when nothing of a value ends before the line break, or begins after it. */
function cutAtLineBreak(text: string, at: number): Cut | null {
  const start = text.charCodeAt(at - 1) === 0x0d ? at - 1 : at;
  if (isOfValue(text, start - 1)) return plainCut(text, at, start);
  if (text.charCodeAt(start - 1) === 0x5c && isOfValue(text, start - 2)) {
    const end = afterIndent(text, at + 1);
    return isOfValue(text, end) ? { start: start - 1, end, isSaid: true } : null;
  }
  const quote = closingQuote(text, start);
  if (quote < 0 || !isOfValue(text, quote - 1)) return null;
  const end = afterOperator(text, at + 1);
  const isJoined = text.charCodeAt(end) === text.charCodeAt(quote) && isOfValue(text, end + 1);
  return isJoined ? { start: quote, end: end + 1, isSaid: true } : null;
}

function plainCut(text: string, lineBreak: number, start: number): Cut | null {
  let end = afterIndent(text, lineBreak + 1);
  if (isMarker(text.charCodeAt(end))) end = afterMarker(text, lineBreak, end);
  return isOfValue(text, end) ? { start, end, isSaid: false } : null;
}

function afterIndent(text: string, from: number): number {
  let at = from;
  while (at < from + indentMax && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The place of a quote that ends a string at the end of a line, with or without an operator after it; -1 for none. */
function closingQuote(text: string, end: number): number {
  let at = end - 1;
  while (at > end - 8 && isOfOperator(text.charCodeAt(at))) at--;
  const unit = text.charCodeAt(at);
  return unit === 0x22 || unit === 0x27 || unit === 0x60 ? at : -1;
}

/** After the indentation of a line, and the operator that goes on with a string. */
function afterOperator(text: string, from: number): number {
  let at = from;
  while (at < from + indentMax && isOfOperator(text.charCodeAt(at))) at++;
  return at;
}

/** Blanks, `+`, `.`, `&`, a backslash. */
function isOfOperator(unit: number): boolean {
  return isBlank(unit) || unit === 0x2b || unit === 0x2e || unit === 0x26 || unit === 0x5c;
}

/** What lines of a diff, a quotation or a comment begin with: `+`, `>`, `|`, `*`, `#`. */
function isMarker(unit: number): boolean {
  return unit === 0x2b || unit === 0x3e || unit === 0x7c || unit === 0x2a || unit === 0x23;
}

/** After the marker of a line, when the line before has it too. */
function afterMarker(text: string, lineBreak: number, marker: number): number {
  const before = text.slice(Math.max(0, lineBreak - 512), lineBreak);
  const line = before.slice(before.lastIndexOf('\n') + 1).trimStart();
  return line.startsWith(text.charAt(marker)) ? afterIndent(text, marker + 1) : marker;
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}

function isOfValue(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return isAsciiAlphanumeric(unit) || unit === 0x2d || unit === 0x5f || unit === 0x2b || unit === 0x2f || unit === 0x3d;
}

/** Leaves out the cut and all dividers of a number that proves itself only when it is whole. */
function joinNumber(text: string, cut: Cut, edits: Edits): boolean {
  const after = isDash(text, cut.end) ? cut.end + 1 : cut.end;
  const before = isDash(text, cut.start - 1) ? cut.start - 1 : cut.start;
  if (!isOfNumber(text.charCodeAt(before - 1)) || !isOfNumber(text.charCodeAt(after))) return false;
  let places = 0;
  let start = before;
  for (; start > before - numberReach; start--) {
    if (isOfNumber(text.charCodeAt(start - 1))) places++;
    else if (!isDivider(text, start - 1)) break;
  }
  let end = after;
  for (; end < after + numberReach; end++) {
    if (isOfNumber(text.charCodeAt(end))) places++;
    else if (!isDivider(text, end)) break;
  }
  if (places < 13 || places > 34) return false;
  const [left, right] = [text.slice(start, before), text.slice(after, end)];
  if (!isProvenNumber((left + right).replace(/[ -]/g, '')) || isOfTable(text, start, end)) return false;
  leaveOutDividers(left, start, edits);
  edits.add(before, after, '', disguises);
  leaveOutDividers(right, after, edits);
  return true;
}

function leaveOutDividers(part: string, at: number, edits: Edits): void {
  for (const { index, 0: divider } of part.matchAll(/[ -]+/g)) {
    edits.add(at + index, at + index + divider.length, '', disguises);
  }
}

function isDash(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x2d;
}

function isOfNumber(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a);
}

/** A blank or a dash between two groups of a number. */
function isDivider(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit === 0x20 || unit === 0x2d) && isOfNumber(text.charCodeAt(at - 1)) && isOfNumber(text.charCodeAt(at + 1));
}

/** Numbers stand in the lines above and below too. */
function isOfTable(text: string, start: number, end: number): boolean {
  return (
    /\d[ \t]*\r?\n[ \t]*$/.test(text.slice(Math.max(0, start - 80), start)) ||
    /^[ \t]*\r?\n[ \t]*\d/.test(text.slice(end, end + 80))
  );
}
