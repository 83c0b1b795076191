import { luhn } from '../checksums.ts';
import { digitAt, isShortDate, pairAt, weigh } from './digits.ts';

/** Brazil, CPF of persons: two check digits modulo 11. */
export function isBrazilianCpf(id: string): boolean {
  if (!/^\d{11}$/.test(id) || /^(\d)\1+$/.test(id)) return false;
  return brazilianCheck(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) && brazilianCheck(id, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
}

/** Brazil, CNPJ of companies: two check digits modulo 11. */
export function isBrazilianCnpj(id: string): boolean {
  if (!/^\d{14}$/.test(id) || /^(\d)\1+$/.test(id)) return false;
  return (
    brazilianCheck(id, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) &&
    brazilianCheck(id, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
  );
}

function brazilianCheck(id: string, weights: readonly number[]): boolean {
  const rest = weigh(id, weights) % 11;
  return (rest < 2 ? 0 : 11 - rest) === digitAt(id, weights.length);
}

/** Mexico, CURP: initials, birth day, sex, state, consonants, check digit (RENAPO). */
export function isMexicanCurp(id: string): boolean {
  if (!/^[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d$/.test(id)) return false;
  if (!isShortDate(pairAt(id, 4), pairAt(id, 6), pairAt(id, 8))) return false;
  const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += alphabet.indexOf(id.charAt(index)) * (18 - index);
  return (10 - (sum % 10)) % 10 === digitAt(id, 17);
}

/** Mexico, RFC of persons (13 places) and companies (12): the last place checks the others modulo 11 (SAT). */
export function isMexicanRfc(id: string): boolean {
  if (!/^[A-ZÑ&]{3,4}\d{6}[A-Z\d]{2}[A\d]$/.test(id)) return false;
  const padded = id.padStart(13, ' ');
  if (!isShortDate(pairAt(padded, 4), pairAt(padded, 6), pairAt(padded, 8))) return false;
  const alphabet = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';
  let sum = 0;
  for (let index = 0; index < 12; index++) sum += alphabet.indexOf(padded.charAt(index)) * (13 - index);
  const check = (11 - (sum % 11)) % 11;
  return padded.charAt(12) === (check === 10 ? 'A' : String(check));
}

/** Chile, RUN/RUT: weights 2 to 7 from the right, K for 10. */
export function isChileanRut(id: string): boolean {
  if (!/^\d{7,8}[\dK]$/.test(id)) return false;
  let sum = 0;
  for (let index = id.length - 2, weight = 2; index >= 0; index--, weight = weight === 7 ? 2 : weight + 1)
    sum += digitAt(id, index) * weight;
  return '0K987654321'.charAt(sum % 11) === id.slice(-1);
}

/** Argentina, CUIT/CUIL. */
export function isArgentineCuit(id: string): boolean {
  if (!/^(?:20|23|24|25|26|27|30|33|34)\d{9}$/.test(id)) return false;
  return (11 - (weigh(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(id, 10);
}

/** Canada, social insurance number: a Luhn digit; none starts with 0 or 8. */
export function isCanadianSin(id: string): boolean {
  return /^[1-79]\d{8}$/.test(id) && luhn(id);
}

/** United States, ITIN: 9xx and a group that the IRS gives out. */
export function isUsItin(id: string): boolean {
  return /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(id);
}

/** United States, EIN: a prefix of an IRS campus. */
export function isUsEin(id: string): boolean {
  return /^(?:0[1-6]|1[0-6]|2[0-7]|3[0-9]|4[0-8]|5[0-9]|6[0-8]|7[1-7]|8[0-8]|9[0-589])\d{7}$/.test(id);
}
