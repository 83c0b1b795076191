import { digitAt, isShortDate, mod11And10, pairAt, remainder, weigh } from './digits.ts';

/** Poland, PESEL: weights 1, 3, 7, 9; the month carries the century. */
export function isPolishPesel(id: string): boolean {
  if (!/^\d{11}$/.test(id) || !isShortDate(pairAt(id, 0), pairAt(id, 2) % 20, pairAt(id, 4))) return false;
  return weigh(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

/** Poland, NIP of taxpayers. */
export function isPolishNip(id: string): boolean {
  return /^[1-9]\d{9}$/.test(id) && weigh(id, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digitAt(id, 9);
}

/** Poland, REGON of companies: nine digits, or fourteen. */
export function isPolishRegon(id: string): boolean {
  if (/^\d{9}$/.test(id)) return (weigh(id, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === digitAt(id, 8);
  if (!/^\d{14}$/.test(id)) return false;
  return (weigh(id, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11) % 10 === digitAt(id, 13);
}

/** Czechia and Slovakia, rodné číslo since 1954: divisible by 11; the month carries the sex. */
export function isCzechBirthNumber(id: string): boolean {
  if (!/^\d{10}$/.test(id)) return false;
  const month = pairAt(id, 2);
  if (!isShortDate(pairAt(id, 0), month > 70 ? month - 70 : month > 50 ? month - 50 : month % 20, pairAt(id, 4)))
    return false;
  return remainder(id, 11) === 0 || (remainder(id.slice(0, 9), 11) === 10 && id.endsWith('0'));
}

/** Hungary, tax number of persons: starts with 8, the last digit is Σ place × digit modulo 11. */
export function isHungarianTaxId(id: string): boolean {
  return /^8\d{9}$/.test(id) && weigh(id, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digitAt(id, 9);
}

/** Romania, CNP. */
export function isRomanianCnp(id: string): boolean {
  if (!/^[1-9]\d{12}$/.test(id) || !isShortDate(pairAt(id, 1), pairAt(id, 3), pairAt(id, 5))) return false;
  const check = weigh(id, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (check === 10 ? 1 : check) === digitAt(id, 12);
}

/** Bulgaria, EGN: month + 20 is the 19th century, + 40 the 21st. */
export function isBulgarianEgn(id: string): boolean {
  if (!/^\d{10}$/.test(id) || !isShortDate(pairAt(id, 0), pairAt(id, 2) % 20, pairAt(id, 4))) return false;
  return (weigh(id, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === digitAt(id, 9);
}

/** Croatia, OIB: MOD 11,10. */
export function isCroatianOib(id: string): boolean {
  return /^\d{11}$/.test(id) && mod11And10(id);
}

/** The JMBG of the former Yugoslavia: birth day with three digits of the year, region, check digit. */
export function isJmbg(id: string): boolean {
  if (!/^\d{13}$/.test(id) || !isShortDate(pairAt(id, 5), pairAt(id, 2), pairAt(id, 0))) return false;
  const check = 11 - (weigh(id, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return (check > 9 ? 0 : check) === digitAt(id, 12);
}

/** Ukraine, taxpayer number (RNOKPP). */
export function isUkrainianTaxId(id: string): boolean {
  if (!/^\d{10}$/.test(id)) return false;
  const rest = weigh(id, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11;
  return ((rest + 11) % 11) % 10 === digitAt(id, 9);
}

/** Russia, INN: ten digits for companies, twelve for persons. */
export function isRussianInn(id: string): boolean {
  if (/^\d{10}$/.test(id)) return (weigh(id, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digitAt(id, 9);
  if (!/^\d{12}$/.test(id)) return false;
  const first = (weigh(id, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  const second = (weigh(id, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  return first === digitAt(id, 10) && second === digitAt(id, 11);
}

/** Russia, SNILS: Σ (9 … 1) × digit modulo 101; 100 counts as 0. */
export function isRussianSnils(id: string): boolean {
  return /^\d{11}$/.test(id) && (weigh(id, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === pairAt(id, 9);
}
