import { isDigit } from '../engine/number-runs.ts';
import type { Cut } from './split.ts';
import { isAsciiAlphanumeric, isAsciiLetter } from './units.ts';

const tokenReach = 160;
/** What stands before a cut that nobody marked is at least the prefix of a key with something of it. */
const headMin = 8;
const tailMin = 4;
/** Both halves together, where the code says that they belong together. */
const saidMin = 12;
const lineMax = 56;

/** Whether a key or a token may be cut there, rather than a line end between two words, names, numbers or hashes. */
export function isPlausibleCut(text: string, { start, end, isSaid }: Cut): boolean {
  const from = headFrom(text, start);
  const to = tailTo(text, end);
  const isLong = isSaid ? start - from + to - end >= saidMin : start - from >= headMin && to - end >= tailMin;
  if (!isLong) return false;
  const [isHeadMixed, isTailMixed] = [isMixed(text, from, start), isMixed(text, end, to)];
  if (isSaid) return isHeadMixed || isTailMixed;
  if (!isHeadMixed || !isTailMixed) return false;
  if (isOfList(text, from, to, start - from, to - end)) return false;
  const [head, tail] = [text.slice(from, start), text.slice(end, to)];
  return !isOther(head) && !isOther(tail) && !isName(text, to, tail);
}

function headFrom(text: string, start: number): number {
  let at = start;
  while (at > start - tokenReach && isOfToken(text.charCodeAt(at - 1))) at--;
  return at;
}

function tailTo(text: string, end: number): number {
  let at = end;
  while (at < end + tokenReach && isOfToken(text.charCodeAt(at))) at++;
  return at;
}

function isOfToken(unit: number): boolean {
  return (
    isAsciiAlphanumeric(unit) ||
    (unit >= 0x2d && unit <= 0x2f) ||
    unit === 0x5f ||
    unit === 0x2b ||
    unit === 0x3d ||
    unit === 0x7e
  );
}

/** Letters and digits, or a capital letter after a small one. */
function isMixed(text: string, from: number, to: number): boolean {
  let [hasDigit, hasLetter, hasSmall] = [false, false, false];
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (isDigit(unit)) hasDigit = true;
    else if (isAsciiLetter(unit)) {
      if (hasSmall && unit < 0x60) return true;
      hasLetter = true;
      if (unit > 0x60) hasSmall = true;
    }
    if (hasDigit && hasLetter) return true;
  }
  return false;
}

/** Something is assigned to it, or it is called. */
function isName(text: string, to: number, tail: string): boolean {
  const after = text.charAt(to);
  return after === ':' || after === '(' || (after === ' ' && text.charAt(to + 1) === '=') || /=./.test(tail);
}

/** Dates, versions, file names and paths, and names in code. */
function isOther(token: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d|\.[a-z]{1,5}\d?$|^v?\d+\.\d|^\.{0,2}\/|[a-z]\/[a-z]/.test(token) ||
    /^[a-z]+(?:[A-Z][a-z]+)+$/.test(token)
  );
}

/** One of several such lines, or lines of an encoded block, which are read as one run. */
function isOfList(text: string, from: number, to: number, headLength: number, tailLength: number): boolean {
  const isWholeLine = isLineEdge(text.charCodeAt(from - 1)) && isLineEdge(text.charCodeAt(to));
  return isWholeLine && (headLength === tailLength || (headLength > lineMax && tailLength > lineMax));
}

/** A line break, or the end of the text (NaN). */
function isLineEdge(unit: number): boolean {
  return Number.isNaN(unit) || unit === 0x0a || unit === 0x0d;
}
