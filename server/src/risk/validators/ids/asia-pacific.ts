import { digitAt, isShortDate, pairAt, verhoeff, weigh } from './digits.ts';

/** India, Aadhaar: twelve digits with Verhoeff's check digit; none starts with 0 or 1 (UIDAI). */
export function isAadhaar(id: string): boolean {
  return /^[2-9]\d{11}$/.test(id) && verhoeff(id);
}

/** India, PAN: the fourth letter is the kind of holder; its last letter's rule is not published. */
export function isIndianPan(id: string): boolean {
  return /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/.test(id);
}

/** India, GSTIN: state, PAN, entity, Z, check character modulo 36. */
export function isGstin(id: string): boolean {
  if (!/^(?:[0-2]\d|3[0-8]|9[79])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]$/.test(id)) return false;
  let sum = 0;
  for (let index = 0; index < 14; index++) {
    const product = Number.parseInt(id.charAt(index), 36) * (index % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return ((36 - (sum % 36)) % 36).toString(36).toUpperCase() === id.slice(-1);
}

const nricLetters: Readonly<Record<string, string>> = {
  S: 'JZIHGFEDCBA',
  T: 'JZIHGFEDCBA',
  F: 'XWUTRQPNMLK',
  G: 'XWUTRQPNMLK',
  M: 'XWUTRQPNJLK',
};

/** Singapore, NRIC and FIN: weights 2, 7, 6, 5, 4, 3, 2; series T and G add 4, M adds 3. */
export function isSingaporeNric(id: string): boolean {
  if (!/^[STFGM]\d{7}[A-Z]$/.test(id)) return false;
  const series = id.charAt(0);
  const offset = series === 'T' || series === 'G' ? 4 : series === 'M' ? 3 : 0;
  return nricLetters[series]?.charAt((weigh(id.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11) === id.slice(-1);
}

/** Hong Kong, identity card without brackets: letters count from 10, a missing one 36, A as the check digit 10. */
export function isHongKongId(id: string): boolean {
  if (!/^[A-Z]{1,2}\d{6}[\dA]$/.test(id)) return false;
  const letters = id.length === 8 ? `0${id}` : id;
  const valueOf = (index: number): number => (letters.charCodeAt(index) >= 0x41 ? letters.charCodeAt(index) - 55 : 36);
  const check = id.endsWith('A') ? 10 : digitAt(id, id.length - 1);
  const sum = valueOf(0) * 9 + valueOf(1) * 8 + weigh(letters.slice(2), [7, 6, 5, 4, 3, 2]) + check;
  return sum % 11 === 0;
}

/** Taiwan, identity card and new resident certificate: the letter stands for two digits. */
export function isTaiwanId(id: string): boolean {
  if (!/^[A-Z][1289]\d{8}$/.test(id)) return false;
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(id.charAt(0)) + 10;
  return (Math.floor(letter / 10) + (letter % 10) * 9 + weigh(id.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
}

/** Japan, My Number: weights 6 to 2 and 7 to 2. */
export function isMyNumber(id: string): boolean {
  if (!/^\d{12}$/.test(id)) return false;
  const rest = weigh(id, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest < 2 ? 0 : 11 - rest) === digitAt(id, 11);
}

/** South Korea, resident registration number: birth day, sex and century, check digit (not for births since October 2020). */
export function isKoreanRrn(id: string): boolean {
  if (!/^\d{13}$/.test(id) || !isShortDate(pairAt(id, 0), pairAt(id, 2), pairAt(id, 4))) return false;
  return (11 - (weigh(id, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === digitAt(id, 12);
}

/** Thailand, identity card: weights 13 to 2. */
export function isThaiId(id: string): boolean {
  if (!/^[1-8]\d{12}$/.test(id)) return false;
  return (11 - (weigh(id, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(id, 12);
}

/** Malaysia, MyKad: birth day, place of birth, four digits; it has no check digit. */
export function isMyKad(id: string): boolean {
  if (!/^\d{12}$/.test(id) || !isShortDate(pairAt(id, 0), pairAt(id, 2), pairAt(id, 4))) return false;
  const place = pairAt(id, 6);
  return (place >= 1 && place <= 16) || (place >= 21 && place <= 59) || place === 82;
}

/** Indonesia, NIK: region, birth day (+ 40 for women), four digits. */
export function isIndonesianNik(id: string): boolean {
  if (!/^[1-9]\d{15}$/.test(id)) return false;
  const day = pairAt(id, 6);
  return isShortDate(pairAt(id, 10), pairAt(id, 8), day > 40 ? day - 40 : day);
}

/** Australia, tax file number of nine digits. */
export function isAustralianTfn(id: string): boolean {
  return /^[1-9]\d{8}$/.test(id) && weigh(id, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0;
}

/** Australia, business number: the first digit less one, weights 10, 1, 3 … 19, modulo 89. */
export function isAustralianAbn(id: string): boolean {
  return /^[1-9]\d{10}$/.test(id) && (weigh(id, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;
}

/** Australia, Medicare card of ten digits (or eleven with the person's). */
export function isAustralianMedicare(id: string): boolean {
  return /^[2-6]\d{9,10}$/.test(id) && weigh(id, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(id, 8);
}

/** New Zealand, IRD number of eight or nine digits: a second row of weights where the first gives 10. */
export function isNewZealandIrd(id: string): boolean {
  if (!/^\d{8,9}$/.test(id) || Number(id) < 10_000_000 || Number(id) > 150_000_000) return false;
  const padded = id.padStart(9, '0');
  let check = (11 - (weigh(padded, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  if (check === 10) check = (11 - (weigh(padded, [7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11;
  return check === digitAt(padded, 8);
}
