import { mod97 } from '../validators/checksums.ts';
import type { AnchoredDetector } from './detector.ts';

/** The length of the IBAN of each country (SWIFT IBAN registry). */
const lengths: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HR: 21,
  HU: 28,
  BI: 27,
  DJ: 27,
  FK: 18,
  MN: 20,
  NI: 28,
  OM: 23,
  RU: 33,
  SD: 18,
  SO: 23,
  ST: 25,
  YE: 30,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MR: 27,
  MT: 31,
  MU: 30,
  NL: 18,
  NO: 15,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  SA: 24,
  SC: 31,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
};

const shape = /[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/y;

/** An IBAN (ISO 13616) of a country's right length with right check digits, in one piece or in groups of four. */
export const iban: AnchoredDetector = {
  anchors: Object.keys(lengths).flatMap((country) => Array.from({ length: 10 }, (_, digit) => `${country}${digit}`)),
  look(text, at, report) {
    if (at > 0 && /[A-Za-z0-9_/+-]/.test(text.charAt(at - 1))) return;
    shape.lastIndex = at;
    if (!shape.test(text)) return;
    let end = shape.lastIndex;
    const length = lengths[text.slice(at, at + 2)];
    // What follows in capitals ("… 00 EUR") may have been taken for a group.
    while (end > at) {
      const compact = text.slice(at, end).replaceAll(' ', '');
      if (compact.length === length) {
        if (mod97(compact)) report(at, end);
        return;
      }
      end = text.lastIndexOf(' ', end - 1);
    }
  },
};
