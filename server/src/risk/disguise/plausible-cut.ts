import type { Cut } from './split.ts';

const tokenReach = 160;
/** What stands before a cut that nobody marked is at least the prefix of a key with something of it. */
const headMin = 8;
const tailMin = 4;
/** Both halves together, where the code says that they belong together. */
const saidMin = 12;
const lineMax = 56;

/** Whether a key or a token may be cut there, rather than a line end between two words, names, numbers or hashes. */
export function isPlausibleCut(text: string, { start, end, isSaid }: Cut): boolean {
  const head = /[\w+/=.~-]+$/.exec(text.slice(Math.max(0, start - tokenReach), start))?.[0] ?? '';
  const tail = /^[\w+/=.~-]+/.exec(text.slice(end, end + tokenReach))?.[0] ?? '';
  if (isSaid) return head.length + tail.length >= saidMin && (isMixed(head) || isMixed(tail));
  if (head.length < headMin || tail.length < tailMin || !isMixed(head) || !isMixed(tail)) return false;
  if (isOther(head) || isOther(tail)) return false;
  // A name that something is assigned to, or a call.
  const after = text.charAt(end + tail.length);
  if (
    after === ':' ||
    after === '(' ||
    /^ ?=/.test(text.slice(end + tail.length, end + tail.length + 2)) ||
    /=./.test(tail)
  )
    return false;
  return !isOfList(text, start - head.length, end + tail.length, head, tail);
}

/** Letters and digits, or capitals inside of a word. */
function isMixed(token: string): boolean {
  return (/\d/.test(token) && /[A-Za-z]/.test(token)) || /[a-z]\w*[A-Z]/.test(token);
}

/** Dates, versions, file names and paths, and names in code. */
function isOther(token: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d|\.[a-z]{1,5}\d?$|^v?\d+\.\d|^\.{0,2}\/|[a-z]\/[a-z]/.test(token) ||
    /^[a-z]+(?:[A-Z][a-z]+)+$/.test(token)
  );
}

/** One of several such lines, or lines of an encoded block, which are read as one run. */
function isOfList(text: string, start: number, end: number, head: string, tail: string): boolean {
  const [before, after] = [text.charAt(start - 1), text.charAt(end)];
  const isWholeLine = (before === '' || before === '\n') && (after === '' || after === '\n' || after === '\r');
  return (isWholeLine && head.length === tail.length) || (head.length > lineMax && tail.length > lineMax);
}
