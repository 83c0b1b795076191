/** ISO/IEC 7812-1 annex B: the check digit of payment cards. Digits only. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 0x30;
    if (digit < 0 || digit > 9) return false;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** ISO 7064 MOD 97-10 as ISO 13616 uses it; without blanks, upper case. */
export function mod97(iban: string): boolean {
  const rearranged = iban.slice(4) + iban.slice(0, 4);
  let remainder = 0;
  for (let index = 0; index < rearranged.length; index++) {
    const unit = rearranged.charCodeAt(index);
    const value = unit >= 0x41 ? unit - 55 : unit - 0x30;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: the check character (ISO 7064 MOD 11-2) of the 18 places. */
export function gb11643(id: string): boolean {
  const sum = residentWeights.reduce((total, weight, index) => total + weight * (id.charCodeAt(index) - 0x30), 0);
  return '10X98765432'.charAt(sum % 11) === id.charAt(17).toUpperCase();
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** GB 32100-2015: the check character of a unified social credit code of 18 places. */
export function gb32100(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 17; index++) {
    const value = creditAlphabet.indexOf(code.charAt(index));
    if (value < 0) return false;
    sum += value * creditWeights[index]!;
  }
  return creditAlphabet.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}

/** American Bankers Association routing number: weights 3, 7, 1. Nine digits. */
export function abaRouting(digits: string): boolean {
  if (!/^(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2])\d{7}$/.test(digits)) return false;
  const sum = [3, 7, 1, 3, 7, 1, 3, 7, 1].reduce(
    (total, weight, index) => total + weight * Number(digits.charAt(index)),
    0,
  );
  return sum % 10 === 0;
}
