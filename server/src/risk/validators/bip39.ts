import { createHash } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';

const numbers: ReadonlyMap<string, number> = new Map(wordlist.map((word, number) => [word, number]));
const lengths = new Set([12, 15, 18, 21, 24]);
/** Phrases of tests repeat a word or two ("abandon … about"); of random ones hardly any word comes twice. */
const differentMin = 6;

/** Whether a word is one of the 2048 of BIP-39; in small letters. */
export function isBip39Word(word: string): boolean {
  return numbers.has(word);
}

/**
 * BIP-39: 11 bits for each word, of which the last one in 33 are the first bits of the SHA-256 of the others. Phrases of a few
 * words over and over are none: they are printed everywhere.
 *
 * @param words in small letters
 */
export function isBip39Phrase(words: readonly string[]): boolean {
  if (!lengths.has(words.length) || new Set(words).size < differentMin) return false;
  let bits = '';
  for (const word of words) {
    const number = numbers.get(word);
    if (number === undefined) return false;
    bits += number.toString(2).padStart(11, '0');
  }
  const checkBits = words.length / 3;
  const entropy = Buffer.from((bits.slice(0, -checkBits).match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const head = createHash('sha256').update(entropy).digest()[0] ?? 0;
  return head.toString(2).padStart(8, '0').slice(0, checkBits) === bits.slice(-checkBits);
}
