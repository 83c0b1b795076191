import { luhn } from '../validators/checksums.ts';
import { arePlaceholdersFindings } from '../validators/placeholders.ts';
import { isTestCard } from '../validators/test-cards.ts';
import type { NumberRuns } from '../engine/number-runs.ts';
import type { NumberDetector, Report } from './detector.ts';

/** Issuer prefixes with the lengths in which cards are really issued, and which nothing else commonly has. */
const issuers: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  // Visa.
  { prefix: /^4/, lengths: [16] },
  // Mastercard.
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  // American Express.
  { prefix: /^3[47]/, lengths: [15] },
  // Discover.
  { prefix: /^(?:6011|64[4-9]|65)/, lengths: [16] },
  // JCB.
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16] },
  // Diners Club.
  { prefix: /^(?:30[0-5]|3095|36|38|39)/, lengths: [14] },
  // Mir, Troy, Napas, Uzcard, Humo.
  { prefix: /^(?:220[0-4]|9792|9704|8600|9860)/, lengths: [16] },
  // UnionPay, RuPay.
  { prefix: /^(?:62|81|82)/, lengths: [16, 17, 18, 19] },
  // Maestro, Verve, Elo, Hipercard; Chinese banks before UnionPay's own prefix.
  { prefix: /^(?:9558|60(?:1382|3601|6282)|5[04679]|6[03789])/, lengths: [16, 19] },
];

/** Just before the number: what says that it is a card, whatever its length and issuer. */
const named =
  /(?:(?<!\bid[_ -]?|identity[_ -]?|sim[_ -]?)(?:(?:\b|_|credit|debit|bank)cards?(?![a-z])|card[_ -]?(?:number|num|no|#))|cardnumber|cc[_ -]?(?:number|num|no)|\bvisa\b|master ?card|\bamex\b|american express|\bdiners\b|discover|\bjcb\b|maestro|unionpay|rupay|\bpaid with|\bpay with|\bpaying with|charged to|carte bancaire|kreditkarte|tarjeta|银行卡|信用卡|借记卡|储蓄卡|卡号|这张卡|付款卡|银联)[^\d\n]{0,24}$/i;
const namedReach = 60;

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

/**
 * A payment card number (ISO/IEC 7812) with a right check digit, in one piece or grouped: of a known issuer and a right length;
 * of 13 to 19 digits after a word for a card. A published test card is none where
 * the text says that it is about tests.
 */
export const paymentCard: NumberDetector = {
  lengths: [4, 6, 13, 14, 15, 16, 17, 18, 19],
  look(text, runs, index, report) {
    const length = runs.length(index);
    if (length >= 13 && length <= 19) {
      const start = runs.starts[index]!;
      const end = runs.ends[index]!;
      const digits = text.slice(start, end);
      if (!luhn(digits) || !isFree(text, start, end)) return;
      if (!isCard(digits) && !isNamedCard(digits, text, start)) return;
      if (!isOfDocumentation(digits, text, start, end)) report(start, end);
    } else if (length === 4 || length === 6) {
      grouped(text, runs, index, report);
    }
  },
};

function grouped(text: string, runs: NumberRuns, index: number, report: Report): void {
  const second = runs.length(index + 1);
  for (const grouping of groupings) {
    if (grouping[1] !== second || !grouping.every((size, at) => runs.length(index + at) === size)) continue;
    const start = runs.starts[index]!;
    const end = runs.ends[index + grouping.length - 1]!;
    const written = text.slice(start, end);
    if (!isEvenlySpaced(written, grouping.length)) continue;
    const digits = written.replace(/\D/g, '');
    if (!isFree(text, start, end) || isInTable(text, start, end) || isOfDocumentation(digits, text, start, end))
      continue;
    if (isCard(digits)) {
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
  return separators.length === groups - 1 && /^(?: +|-+|\u00a0+|\.+)$/.test(separators);
}

function isCard(digits: string): boolean {
  return (
    issuers.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits)) && isNumber(digits)
  );
}

function isNamedCard(digits: string, text: string, start: number): boolean {
  return /^[1-9]/.test(digits) && isNumber(digits) && named.test(text.slice(Math.max(0, start - namedReach), start));
}

function isNumber(digits: string): boolean {
  return luhn(digits) && !/^(\d)\1+$/.test(digits);
}

const aboutTests =
  /test|sandbox|demo|example|sample|stripe|adyen|fake|dummy|mock|fixture|placeholder|测试|示例|样例|例如|沙箱/i;

function isOfDocumentation(digits: string, text: string, start: number, end: number): boolean {
  if (arePlaceholdersFindings()) return false;
  return isTestCard(digits) && aboutTests.test(text.slice(Math.max(0, start - 120), end + 80));
}

/** Not part of a decimal number or of a chain such as a UUID or an order number. */
function isFree(text: string, start: number, end: number): boolean {
  return (
    !/[0-9A-Za-z][.-]$/.test(text.slice(Math.max(0, start - 2), start)) &&
    !/^[.-][0-9A-Za-z]/.test(text.slice(end, end + 2))
  );
}
