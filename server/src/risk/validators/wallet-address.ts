import { isBase58Check } from './base58-check.ts';

/** A Bitcoin address with a right checksum, or the shape of a TRON one: 34 places, small and capital letters and digits. */
export function isWalletAddress(value: string): boolean {
  if (!value.startsWith('T')) return isBase58Check(value);
  return value.length === 34 && /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]{2}|[A-Z]\d/.test(value);
}
