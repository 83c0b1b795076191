import { gb11643 } from './checksums.ts';
import { isCalendarDay } from './dates.ts';

/** The first two digits of GB/T 2260 divisions, with Taiwan, Hong Kong, Macau and the residence permits 81 to 83. */
const provinces = new Set(
  [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
  ].map(String),
);

/** A Chinese resident id of 18 places: division, birth date, check character (GB 11643). */
export function isCnResidentId(id: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(id) || !provinces.has(id.slice(0, 2))) return false;
  return isCalendarDay(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))) && gb11643(id);
}

/**
 * A US social security number that can have been issued (SSA, since 2011): no area 000, 666 or 9xx, no group 00, no
 * serial 0000, and none of the numbers known from advertisements.
 */
export function isUsSsn(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  if (digits.length !== 9 || /^(?:000|666|9)/.test(digits) || digits.slice(3, 5) === '00' || digits.endsWith('0000'))
    return false;
  return !advertisedSsns.has(digits) && !/^(\d)\1\1(\d)\2(\d)\3{3}$/.test(digits);
}

const advertisedSsns = new Set(['078051120', '219099999', '123456789', '457555462']);
