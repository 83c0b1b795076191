import { luhn } from '../validators/checksums.ts';
import type { NumberRuns } from '../engine/number-runs.ts';
import type { NumberDetector, Report } from './detector.ts';

/** Issuer prefixes with the lengths in which cards are really issued. */
const issuers: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [16] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(?:6011|64[4-9]|65)/, lengths: [16] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16] },
  { prefix: /^(?:30[0-5]|36|38|39)/, lengths: [14] },
  { prefix: /^(?:62|81)/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:9558|60(?:1382|3601)|5[04679]|6[03789])/, lengths: [16, 19] },
];

/** How the digits of a card are grouped when they are. */
const groupings = [
  [4, 4, 4, 4, 3],
  [4, 4, 4, 4, 2],
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 6, 4],
  [6, 13],
  [6, 10],
];

/** A payment card number (ISO/IEC 7812): a known issuer, a right length, a right check digit; in one piece or grouped. */
export const paymentCard: NumberDetector = {
  look(text, runs, index, report) {
    const length = runs.length(index);
    if (length >= 14 && length <= 19) {
      const start = runs.starts[index]!;
      const end = runs.ends[index]!;
      if (isFree(text, start, end) && isCard(text.slice(start, end))) report(start, end);
    } else if (length === 4 || length === 6) {
      grouped(text, runs, index, report);
    }
  },
};

function grouped(text: string, runs: NumberRuns, index: number, report: Report): void {
  for (const grouping of groupings) {
    if (!grouping.every((size, at) => runs.length(index + at) === size)) continue;
    const start = runs.starts[index]!;
    const end = runs.ends[index + grouping.length - 1]!;
    const written = text.slice(start, end);
    if (!isEvenlySpaced(written, grouping.length)) continue;
    if (isFree(text, start, end) && !isInTable(text, start, end) && isCard(written.replace(/\D/g, ''))) {
      report(start, end);
      return;
    }
  }
}

/** Among further groups of four or five: code points, hexadecimal dumps. */
function isInTable(text: string, start: number, end: number): boolean {
  return (
    /(?:^|\s)[0-9A-F]{4,5}\s{1,2}$/.test(text.slice(Math.max(0, start - 8), start)) ||
    /^\s{1,2}[0-9A-F]{4,5}(?:\s|$)/.test(text.slice(end, end + 8))
  );
}

/** One and the same separator between all groups. */
function isEvenlySpaced(written: string, groups: number): boolean {
  const separators = written.replace(/\d/g, '');
  return separators.length === groups - 1 && /^(?: +|-+)$/.test(separators);
}

function isCard(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false;
  return issuers.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits)) && luhn(digits);
}

/** Not part of a decimal number or of a chain such as a UUID or an order number. */
function isFree(text: string, start: number, end: number): boolean {
  return (
    !/[0-9A-Za-z][.-]$/.test(text.slice(Math.max(0, start - 2), start)) &&
    !/^[.-][0-9A-Za-z]/.test(text.slice(end, end + 2))
  );
}
