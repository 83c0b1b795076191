/**
 * Whether text[start, end) stands as a word of its own. Letters of scripts written without blanks (CJK) always do;
 * Latin ones must not go on in the same case: `phone` is a word in `mobile_phone`, `phoneNumber` and `phones`, not in
 * `telephonex` or `microphone`.
 */
export function standsAlone(text: string, start: number, end: number): boolean {
  return isEdge(text.charCodeAt(start - 1), text.charCodeAt(start)) && isEnd(text, end);
}

/** Whether a word of Latin letters that began before `at` goes on there. */
export function goesOn(text: string, at: number): boolean {
  return !isEdge(text.charCodeAt(at - 1), text.charCodeAt(at));
}

function isEdge(before: number, first: number): boolean {
  if (!isLatinLetter(before) || !isLatinLetter(first)) return true;
  return isLower(before) && isUpper(first);
}

function isEnd(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  const next = text.charCodeAt(end);
  if (!isLatinLetter(last) || !isLatinLetter(next)) return true;
  if (isLower(last) && isUpper(next)) return true;
  return (next === 0x73 || next === 0x53) && !isLatinLetter(text.charCodeAt(end + 1));
}

function isLower(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xdf && unit <= 0x24f);
}

function isUpper(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0xc0 && unit <= 0xde);
}

/** Latin, with the accented letters of European languages. NaN (outside of the text) is none. */
export function isLatinLetter(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0xc0 && unit <= 0x24f && unit !== 0xd7 && unit !== 0xf7)
  );
}
