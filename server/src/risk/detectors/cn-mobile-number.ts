import type { NumberDetector } from './detector.ts';

/** Prefixes in use by the operators of mainland China, without those of data cards. */
const mobile = /^1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}$/;

/** A mobile number of mainland China: 11 digits, or 3-4-4, with or without +86 or 86. */
export const cnMobileNumber: NumberDetector = {
  lengths: [3, 11, 13],
  look(text, runs, index, report) {
    const start = runs.starts[index]!;
    const length = runs.length(index);
    if (isGlued(text, start)) return;
    if (length === 11 || length === 13) {
      const end = runs.ends[index]!;
      const digits = text.slice(start, end);
      const number = length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
      if (isMobile(number) && !isDecimal(text, end)) report(start, end);
      return;
    }
    if (length !== 3 || runs.length(index + 1) !== 4 || runs.length(index + 2) !== 4) return;
    if (
      !isOneApart(text, runs.ends[index]!, runs.starts[index + 1]!) ||
      !isOneApart(text, runs.ends[index + 1]!, runs.starts[index + 2]!)
    )
      return;
    const end = runs.ends[index + 2]!;
    if (isMobile(text.slice(start, end).replace(/\D/g, '')) && !isDecimal(text, end)) report(start, end);
  },
};

/** Six equal digits at the end are made up; 1 555 123 and 1 555 01 are the American numbers of documentation, 17179869184 is 2^34. */
export function isMobile(digits: string): boolean {
  return mobile.test(digits) && !/(\d)\1{5}$|^1555(?:123|555|01)|^17179869184$/.test(digits);
}

function isOneApart(text: string, end: number, start: number): boolean {
  return start - end === 1 && (text.charAt(end) === ' ' || text.charAt(end) === '-');
}

/** Part of a decimal number, or of a chain of numbers such as a UUID. */
function isGlued(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  // A number of another country.
  if (before === '+') return !text.startsWith('86', start);
  if (before !== '.' && before !== '-') return false;
  return /[0-9a-z]/i.test(text.charAt(start - 2)) && !/(?:^|\D)\+?86-$/.test(text.slice(Math.max(0, start - 5), start));
}

function isDecimal(text: string, end: number): boolean {
  const next = text.charAt(end);
  return (next === '.' || next === '-') && /\d/.test(text.charAt(end + 1));
}
