import { entropyOf } from '../engine/entropy.ts';
import { isBase58Check } from './base58-check.ts';

/**
 * A Bitcoin, Litecoin or Dogecoin address with a right checksum; by its shape a TRON address (T and 34 places), an XRP one
 * (r and 25 to 35), or a Solana one (a public key of 32 bytes: 43 or 44 places).
 */
export function isWalletAddress(value: string): boolean {
  if (/^[13LMD]/.test(value) && value.length <= 34 && isBase58Check(value)) return true;
  const isMixed = /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]{2}|[A-Z]\d/.test(value);
  if (!isMixed) return false;
  if (value.startsWith('T')) return value.length === 34;
  if (value.length === 43 || value.length === 44) return entropyOf(value) >= 4;
  return value.startsWith('r') && value.length <= 35 && value.replace(/\D/g, '').length >= 4;
}
