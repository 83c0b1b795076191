import { isDigit, isWordUnit } from '../engine/number-runs.ts';
import { mod97 } from '../validators/checksums.ts';
import type { AnchoredDetector, Report } from './detector.ts';
import { ibanLengths } from './iban-lengths.ts';

/** In one piece or in groups of any size, with blanks or dashes between them. */
const shape = /[A-Z]{2}[ -]?\d{2}(?:[ \u00a0-]?[A-Z0-9]{1,30}){1,10}/iy;
const named =
  /^iban["'`]{0,2}(?:\s{0,2}(?:number|no\.?|code|nr\.?|号码|号|账号))?["'`)]{0,2}\s{0,2}(?:is|[:：=|#]|是|为)?\s{0,3}["'`]?/i;
/** ISO 7064 MOD 97-10 gives 02 to 98. */
const checkDigits = Array.from({ length: 97 }, (_, index) => String(index + 2).padStart(2, '0'));
const longest = 34;
const shortest = 15;

/**
 * An IBAN (ISO 13616) with right check digits and the length of its country, wherever it stands; after the word "IBAN" also
 * one of a country that is not in the registry.
 */
export const iban: AnchoredDetector = {
  anchorsAreWords: true,
  anchors: [
    'iban',
    // With both check digits: anchors of four characters are met by chance far less often than those of three.
    ...[...ibanLengths.keys()].flatMap((country) => checkDigits.map((digits) => country + digits)),
  ],
  look(text, at, report) {
    // The word has letters where the others have check digits.
    if (isDigit(text.charCodeAt(at + 2))) {
      if (at === 0 || !isOfChain(text.charCodeAt(at - 1))) lookAt(text, at, false, report);
      return;
    }
    const lead = named.exec(text.slice(at, at + 40))?.[0].length;
    if (lead !== undefined) lookAt(text, at + lead, true, report);
  },
};

/** Right before an IBAN there is none of these: a letter, a digit, `_`, `/`, `+`, `-`. */
function isOfChain(unit: number): boolean {
  return isWordUnit(unit) || unit === 0x2f || unit === 0x2b || unit === 0x2d;
}

function lookAt(text: string, at: number, isNamed: boolean, report: Report): void {
  shape.lastIndex = at;
  if (!shape.test(text)) return;
  const length = ibanLengths.get(text.slice(at, at + 2).toUpperCase());
  let end = shape.lastIndex;
  // What follows in letters or digits ("… 00 EUR") may have been taken for a group.
  while (end > at) {
    const written = text.slice(at, end);
    const compact = written.replace(/[ \u00a0-]/g, '').toUpperCase();
    if (
      length === undefined
        ? isNamed && compact.length >= shortest && compact.length <= longest
        : compact.length === length
    ) {
      if (!isWordAfter(text, end) && mod97(compact) && isWritten(written)) {
        report(at, end);
        return;
      }
      if (length !== undefined) return;
    }
    end = at + written.search(/[ \u00a0-][A-Za-z0-9]*$/);
    if (end < at + shortest) return;
  }
}

function isWordAfter(text: string, end: number): boolean {
  return /[A-Za-z0-9_]/.test(text.charAt(end));
}

/** All capitals; in small letters only what is mostly digits, since identifiers of code look like the rest. */
function isWritten(written: string): boolean {
  if (!/[a-z]/.test(written)) return true;
  return !/[A-Z]/.test(written) && written.replace(/\D/g, '').length >= 12;
}
