/** Σ digit × weight, from the first place on; as many places as there are weights. ASCII digits only. */
export function weigh(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += (digits.charCodeAt(index) - 0x30) * weights[index]!;
  return sum;
}

/** The digit at a place, counted from 0. */
export function digitAt(digits: string, index: number): number {
  return digits.charCodeAt(index) - 0x30;
}

/** The remainder of a decimal number of any length. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (let index = 0; index < digits.length; index++) rest = (rest * 10 + digits.charCodeAt(index) - 0x30) % divisor;
  return rest;
}

/** ISO/IEC 7064 MOD 11,10: the last digit is the check digit. */
export function mod11And10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index++) {
    const sum = (digitAt(digits, index) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

/** EAN-13: weights 1 and 3 by turns. */
export function ean13(digits: string): boolean {
  return weigh(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

const dihedral = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const permutations = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff's check digit (1969), the last place. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digitAt(digits, digits.length - 1 - index);
    check = digitAt(dihedral[check]!, digitAt(permutations[index % 8]!, digit));
  }
  return check === 0;
}

/** Whether six digits YYMMDD can be a day of some century; a month or a day may carry a marker to take off first. */
export function isShortDate(year: number, month: number, day: number): boolean {
  return year >= 0 && year <= 99 && month >= 1 && month <= 12 && day >= 1 && day <= (daysOf[month] ?? 0);
}

const daysOf = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Two digits as a number. */
export function pairAt(digits: string, index: number): number {
  return digitAt(digits, index) * 10 + digitAt(digits, index + 1);
}
