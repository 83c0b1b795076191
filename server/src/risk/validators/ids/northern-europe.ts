import { luhn } from '../checksums.ts';
import { digitAt, isShortDate, pairAt, weigh } from './digits.ts';

/** Sweden, personnummer of ten digits (or twelve with the century): a Luhn digit; day + 60 is a coordination number. */
export function isSwedishPersonnummer(id: string): boolean {
  const short = id.length === 12 && /^(?:19|20)/.test(id) ? id.slice(2) : id;
  if (!/^\d{10}$/.test(short)) return false;
  const day = pairAt(short, 4);
  return isShortDate(pairAt(short, 0), pairAt(short, 2), day > 60 ? day - 60 : day) && luhn(short);
}

/** Norway, fødselsnummer: two check digits; day + 40 is a D number. */
export function isNorwegianFodselsnummer(id: string): boolean {
  if (!/^\d{11}$/.test(id)) return false;
  const day = pairAt(id, 0);
  if (!isShortDate(pairAt(id, 4), pairAt(id, 2) % 40, day > 40 ? day - 40 : day)) return false;
  const first = (11 - (weigh(id, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weigh(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first === digitAt(id, 9) && second === digitAt(id, 10);
}

/** Denmark, CPR number: the birth day and four digits; since 2007 without a check digit. */
export function isDanishCpr(id: string): boolean {
  return /^\d{10}$/.test(id) && isShortDate(pairAt(id, 4), pairAt(id, 2), pairAt(id, 0));
}

/** Finland, HETU: the nine digits modulo 31 name the check character; the sign in the middle is the century. */
export function isFinnishHetu(id: string): boolean {
  if (!/^\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]$/.test(id)) return false;
  if (!isShortDate(pairAt(id, 4), pairAt(id, 2), pairAt(id, 0))) return false;
  const number = Number(id.slice(0, 6) + id.slice(7, 10));
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(number % 31) === id.slice(-1);
}

/** Iceland, kennitala: the ninth digit checks the eight before it. */
export function isIcelandicKennitala(id: string): boolean {
  if (!/^\d{9}[089]$/.test(id)) return false;
  const day = pairAt(id, 0);
  if (!isShortDate(pairAt(id, 4), pairAt(id, 2), day > 40 ? day - 40 : day)) return false;
  return (11 - (weigh(id, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(id, 8);
}

/** Estonia's isikukood and Lithuania's asmens kodas: a second row of weights where the first gives 10. */
export function isBalticCode(id: string): boolean {
  if (!/^[1-8]\d{10}$/.test(id) || !isShortDate(pairAt(id, 1), pairAt(id, 3), pairAt(id, 5))) return false;
  let check = weigh(id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  if (check === 10) check = (weigh(id, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
  return check === digitAt(id, 10);
}
