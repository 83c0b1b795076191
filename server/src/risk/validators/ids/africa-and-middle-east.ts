import { luhn } from '../checksums.ts';
import { digitAt, isShortDate, pairAt, weigh } from './digits.ts';

/** South Africa: birth day, serial, citizenship, a Luhn digit. */
export function isSouthAfricanId(id: string): boolean {
  return /^\d{10}[012]\d{2}$/.test(id) && isShortDate(pairAt(id, 0), pairAt(id, 2), pairAt(id, 4)) && luhn(id);
}

/** Israel: nine digits with a Luhn digit. */
export function isIsraeliId(id: string): boolean {
  return /^\d{9}$/.test(id) && luhn(id);
}

/** Turkey, T.C. kimlik no: two check digits. */
export function isTurkishId(id: string): boolean {
  if (!/^[1-9]\d{10}$/.test(id)) return false;
  const tenth = weigh(id, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10;
  const eleventh = weigh(id, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10;
  return (tenth + 10) % 10 === digitAt(id, 9) && eleventh === digitAt(id, 10);
}

/** United Arab Emirates, Emirates ID: 784, a year, a Luhn digit. */
export function isEmiratesId(id: string): boolean {
  return /^784(?:19|20)\d{10}$/.test(id) && luhn(id);
}

/** Saudi Arabia, national id (1) and iqama (2): a Luhn digit. */
export function isSaudiId(id: string): boolean {
  return /^[12]\d{9}$/.test(id) && luhn(id);
}

/** Iran, national code: weights 10 to 2. */
export function isIranianCode(id: string): boolean {
  if (!/^\d{10}$/.test(id) || /^(\d)\1+$/.test(id)) return false;
  const rest = weigh(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest < 2 ? rest : 11 - rest) === digitAt(id, 9);
}
