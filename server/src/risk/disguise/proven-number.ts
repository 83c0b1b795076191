import { isMobile } from '../detectors/cn-mobile-number.ts';
import { isDigit } from '../engine/number-runs.ts';
import { gb11643, gb32100, luhn, mod97 } from '../validators/checksums.ts';

/**
 * Whether digits (and capital letters) that were joined are a number with a right check digit: a payment card, an IBAN, a
 * Chinese resident id or credit code. Joining what stands side by side by chance makes few of these.
 */
export function isProvenNumber(joined: string): boolean {
  const { length } = joined;
  if (length < 13 || length > 34) return false;
  if (isDigits(joined)) return (length <= 19 && luhn(joined)) || (length === 18 && gb11643(joined));
  if (length === 18 && (/^\d{17}X$/.test(joined) ? gb11643(joined) : gb32100(joined))) return true;
  return /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(joined) && mod97(joined);
}

/** Whether eleven digits, or thirteen with the country's code, are a Chinese mobile number. It has no check digit. */
export function isMobileNumber(joined: string): boolean {
  if (joined.length === 11) return isMobile(joined);
  return joined.length === 13 && joined.startsWith('86') && isMobile(joined.slice(2));
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}
