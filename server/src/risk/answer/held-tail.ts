/** Says from where on the end of a text may still be a part of what a detector finds. */
export type HeldTail = (text: string) => number;

/** A word is not waited for beyond this, in code units: the longest e-mail addresses; and in scripts without blanks. */
const wordMax = 320;
const wordWithoutBlanksMax = 48;
const numberMax = 64;
const lineMax = 160;
const linesMax = 4;
const linesUnitsMax = 600;

const breaks = /[\s，。；：！？、（）“”]/;

/** The word that has not ended yet. */
export function heldWord(text: string): number {
  let start = text.length;
  let wide = 0;
  while (start > 0 && text.length - start < wordMax && wide < wordWithoutBlanksMax) {
    const unit = text.charCodeAt(start - 1);
    if (unit > 0x7f) wide++;
    if (breaks.test(text.charAt(start - 1))) break;
    start--;
  }
  return start;
}

/** The number that has not ended yet: a word, and the groups of digits before it that only blanks stand between. */
export function heldNumber(text: string): number {
  let start = Math.max(heldWord(text), text.length - numberMax);
  if (isOfLetters.test(text.slice(start))) return start;
  while (start > 0 && text.length - start < numberMax && isBlank(text.charCodeAt(start - 1))) {
    let end = start - 1;
    if (isBlank(text.charCodeAt(end - 1))) end--;
    const group = end - heldWord(text.slice(Math.max(0, end - numberMax), end)) - Math.max(0, end - numberMax);
    if (group === 0 || !isGroup.test(text.slice(end - group, end))) break;
    start = end - group;
  }
  return start;
}

const isOfLetters = /^[A-Za-z]{3}/;
/** What may be a group of a number: digits, whatever stands before them without a blank, or the letters that some begin with. */
const isGroup = /\d[()./-]?[A-Z]?$|^[A-Z]{1,2}$/;

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0xa0;
}

/** The last lines, where what makes a title of the first of them comes in those below. */
export function heldLines(text: string): number {
  let start = text.length;
  for (let lines = 0; lines < linesMax && start > 0; lines++) start = text.lastIndexOf('\n', start - 1);
  return Math.max(start + 1, text.length - linesUnitsMax, 0);
}

/** The line that has not ended yet, as far back as anything in it may begin. */
export function heldLine(text: string): number {
  return Math.max(text.lastIndexOf('\n') + 1, text.length - lineMax);
}
