import { isWordUnit } from '../engine/number-runs.ts';

/** An identity number rather than a year, a date, a version or a count: 6 to 18 places, mostly digits. */
export function isIdLike(value: string): boolean {
  const compact = value.replace(/[ .()-]/g, '');
  const digits = compact.replace(/\D/g, '');
  if (compact.length < 6 || compact.length > 20 || digits.length < 5) return false;
  return !isDate(value) && !isDate(value.replace(/^[A-Za-z]{1,4}[ -]/, '')) && !isPatterned(digits);
}

/** A short number of a list, such as an employee's: 4 to 12 places, no date, no year, no pattern. */
export function isShortIdLike(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  if (digits.length < 4 || value.length > 14) return false;
  return !/^(?:19|20)\d\d$/.test(value) && !isDate(value) && !isPatterned(digits);
}

/** An account number of 8 to 22 digits that is no date, no pattern and no part of a word. */
export function isAccountNumber(value: string, text: string, start: number): boolean {
  if (isWordUnit(text.charCodeAt(start - 1))) return false;
  const digits = value.replace(/[ -]/g, '');
  return /^\d{8,22}$/.test(digits) && !isDate(value) && !isPatterned(digits);
}

/** VAT, EIN and the like: 8 to 15 places, of which at least 7 are digits. */
export function isTaxNumber(value: string): boolean {
  const compact = value.replace(/[ -]/g, '');
  const digits = compact.replace(/\D/g, '');
  return compact.length >= 8 && compact.length <= 15 && digits.length >= 7 && !isDate(value) && !isPatterned(digits);
}

/** A sum of money: it carries a currency or a unit, or has at least four digits and is no year. */
export function isAmount(value: string): boolean {
  if (/[$€£¥￥₹万萬元千円원]|USD|EUR|GBP|CNY|RMB|HKD|JPY|INR|CHF|AUD|CAD|SGD|人民币/i.test(value))
    return /\d/.test(value);
  if (/\d\s?[kw]$/i.test(value)) return true;
  const digits = value.replace(/\D/g, '');
  return digits.length >= 4 && !/^(?:19|20)\d\d$/.test(digits) && !/^\d+(?:\.\d+){2,}$/.test(value.trim());
}

/** A day of this or the last century, written with its year first or last. */
export function isDate(value: string): boolean {
  return (
    /^(?:19|20)\d\d[-/. ]?(?:0[1-9]|1[0-2])[-/. ]?(?:[0-2]\d|3[01])\b/.test(value) ||
    /^\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d$/.test(value)
  );
}

/** Largest numbers of 31 and 32 bits. */
const ofMachines = new Set(['2147483647', '2147483648', '4294967295', '4294967296']);

/** One digit over and over, a plain count up, or a limit of machines. */
function isPatterned(digits: string): boolean {
  if (ofMachines.has(digits)) return true;
  return /^(\d)\1+$/.test(digits) || '01234567890123456789'.includes(digits) || '98765432109876543210'.includes(digits);
}
