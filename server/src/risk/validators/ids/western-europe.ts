import { luhn } from '../checksums.ts';
import { digitAt, ean13, isShortDate, mod11And10, pairAt, remainder, weigh } from './digits.ts';

/** Spain, DNI/NIF and NIE: the letter is the number modulo 23 (Real Decreto 1553/2005). */
export function isSpanishNif(id: string): boolean {
  if (!/^(?:\d{8}|[XYZKLM]\d{7})[A-Z]$/.test(id)) return false;
  const number = id.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(number.replace(/\D/g, '')) % 23) === id.slice(-1);
}

/** Spain, CIF of companies: a digit or a letter at the end, by the kind of company (Orden EHA/451/2008). */
export function isSpanishCif(id: string): boolean {
  if (!/^[ABCDEFGHJNPQRSUVW]\d{7}[0-9A-J]$/.test(id)) return false;
  let sum = 0;
  for (let index = 1; index <= 7; index++) {
    const digit = digitAt(id, index) * (index % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  const check = (10 - (sum % 10)) % 10;
  return id.endsWith(String(check)) || id.endsWith('JABCDEFGHI'.charAt(check));
}

/** Portugal, NIF: nine digits, weights 9 to 2. */
export function isPortugueseNif(id: string): boolean {
  if (!/^[1235689]\d{8}$/.test(id)) return false;
  const check = 11 - (weigh(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check > 9 ? 0 : check) === digitAt(id, 8);
}

/** France, NIR: sex, year, month, place, order, key (97 − number modulo 97); Corsica is 2A and 2B. */
export function isFrenchNir(id: string): boolean {
  if (!/^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{8}$/.test(id)) return false;
  const number = id.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - remainder(number, 97) === pairAt(id, 13);
}

/** Germany, Steuer-ID: eleven digits, MOD 11,10; among the first ten one digit comes twice or three times. */
export function isGermanTaxId(id: string): boolean {
  if (!/^[1-9]\d{10}$/.test(id)) return false;
  const different = new Set(id.slice(0, 10)).size;
  return (different === 8 || different === 9) && mod11And10(id);
}

const italianOdd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Italy, codice fiscale of persons (D.M. 23 December 1976), also with letters for digits where two would be equal. */
export function isItalianCodiceFiscale(id: string): boolean {
  if (!/^[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/.test(id)) return false;
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const unit = id.charCodeAt(index);
    const value = unit <= 0x39 ? unit - 0x30 : unit - 0x41;
    sum += index % 2 === 0 ? italianOdd[value]! : value;
  }
  return String.fromCharCode(0x41 + (sum % 26)) === id.slice(-1);
}

/** The Netherlands, BSN: the "eleven test", weights 9 to 2 and −1. */
export function isDutchBsn(id: string): boolean {
  return /^\d{9}$/.test(id) && !/^0{3}/.test(id) && weigh(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** Belgium, national register number: 97 − number modulo 97, with a 2 before it for births since 2000. */
export function isBelgianNationalNumber(id: string): boolean {
  if (!/^\d{11}$/.test(id) || pairAt(id, 2) % 20 > 12 || pairAt(id, 4) > 31) return false;
  const key = Number(id.slice(9));
  return 97 - remainder(id.slice(0, 9), 97) === key || 97 - remainder(`2${id.slice(0, 9)}`, 97) === key;
}

/** Austria, social insurance number: the fourth digit checks, the last six are the birth day. */
export function isAustrianSvnr(id: string): boolean {
  if (!/^[1-9]\d{9}$/.test(id) || !isShortDate(pairAt(id, 8), pairAt(id, 6), pairAt(id, 4))) return false;
  return weigh(id, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digitAt(id, 3);
}

/** Switzerland, AHV number: 756 and an EAN-13 check digit. */
export function isSwissAhv(id: string): boolean {
  return /^756\d{10}$/.test(id) && ean13(id);
}

/** Ireland, PPS number: weights 8 to 2, and 9 for a second letter. */
export function isIrishPps(id: string): boolean {
  if (!/^\d{7}[A-W][A-IW]?$/.test(id)) return false;
  const second = id.charAt(8);
  const extra = second === '' || second === 'W' ? 0 : second.charCodeAt(0) - 0x40;
  return 'WABCDEFGHIJKLMNOPQRSTUV'.charAt((weigh(id, [8, 7, 6, 5, 4, 3, 2]) + extra * 9) % 23) === id.charAt(7);
}

/** United Kingdom, National Insurance number: prefixes that HMRC gives out, six digits, A to D; it has no check digit. */
export function isUkNino(id: string): boolean {
  return /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$/.test(id);
}

/** United Kingdom, NHS number: weights 10 to 2. */
export function isNhsNumber(id: string): boolean {
  if (!/^\d{10}$/.test(id)) return false;
  return (11 - (weigh(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(id, 9);
}

/** United Kingdom, unique taxpayer reference: the first digit checks the nine others. */
export function isUkUtr(id: string): boolean {
  if (!/^\d{10}$/.test(id)) return false;
  return '21987654321'.charAt(weigh(id.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11) === id.charAt(0);
}

/** Greece, AMKA: birth day, then a Luhn digit. */
export function isGreekAmka(id: string): boolean {
  return /^\d{11}$/.test(id) && isShortDate(pairAt(id, 4), pairAt(id, 2), pairAt(id, 0)) && luhn(id);
}
