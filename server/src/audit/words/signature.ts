import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { normalText, wordsOf } from './words-of.ts';

/**
 * What a content says, as a keyed Bloom filter (B. H. Bloom, 1970) of its words: 20 to 30 bits for each different word, of
 * which 10 are set, by enhanced double hashing (P. C. Dillinger and P. Manolios, 2004): with `a` and `b` the first two 32-bit
 * numbers of HMAC-SHA-256(key, word), the bits `(a + i × b + (i³ - i) / 6) mod p` for i from 0 to 9, counted as PostgreSQL's
 * `get_bit` does, where `p` is the prime just below the number of bits. With another number, or without the third term, a
 * word in some hundred would have few bits or a single one. A word that is not there seems to be in about one content of
 * ten thousand.
 */
const bitsPerWord = 20;
const bitsSet = 10;
/**
 * The sizes that filters have, in bytes: few, so that many filters have the same one and go into one block; all of them with
 * one bit more than a prime. A row in which a filter of the largest size lies is still kept in one piece. With more words it
 * only tells less.
 */
const sizes = [13, 25, 33, 55, 79, 121, 181, 261, 399, 595, 901, 1339, 1909] as const;

/** An expression: the bit of a filter that a number means. Filters of before have other sizes, and all of their bits. */
export const bitOfFilter = (bytes: string, number: string, before: string): string =>
  `(case when ${bytes} in (${sizes.join(', ')}) then ${number} % (8 * ${bytes} - 1) else ${before} % (8 * ${bytes}) end)`;

const cachedMax = 50_000;

/** The numbers of which a word's bits are the remainders. */
export type WordBits = readonly number[];

/** What keeps a word's bits apart though `b` is a multiple of the prime. */
const thirdTerm = (index: number): number => (index ** 3 - index) / 6;

/** The numbers of a word in filters of before. */
export const bitsOfBefore = (bits: WordBits): number[] => bits.map((number, index) => number - thirdTerm(index));

/** Words under a key that is derived from the shared index key. */
export class WordKey {
  readonly #key: KeyObject;
  readonly #known = new LRUCache<string, WordBits>({ max: cachedMax });

  constructor(indexKey: Buffer) {
    this.#key = createSecretKey(createHmac('sha256', indexKey).update('words').digest());
  }

  /** Of each different word of the texts. */
  bitsOf(texts: readonly string[]): WordBits[] {
    const words = new Set<string>();
    for (const text of texts) for (const word of wordsOf(normalText(text))) words.add(word);
    return Array.from(words, (word) => this.#bitsOfWord(word));
  }

  /** Null for texts without words. */
  signatureOf(texts: readonly string[]): Buffer | null {
    const words = this.bitsOf(texts);
    if (words.length === 0) return null;
    const bytes = sizeFor((words.length * bitsPerWord) / 8);
    const signature = Buffer.alloc(bytes);
    for (const bits of words) {
      for (const number of bits) {
        const bit = number % (bytes * 8 - 1);
        signature[bit >> 3] = (signature[bit >> 3] ?? 0) | (1 << (bit & 7));
      }
    }
    return signature;
  }

  #bitsOfWord(word: string): WordBits {
    const known = this.#known.get(word);
    if (known) return known;
    const digest = createHmac('sha256', this.#key).update(word).digest();
    const [a, b] = [digest.readUInt32BE(0), digest.readUInt32BE(4)];
    const bits = Array.from({ length: bitsSet }, (_, index) => a + index * b + thirdTerm(index));
    this.#known.set(word, bits);
    return bits;
  }
}

/** The next size: with sixteen bits for a word, as the nearest one could have, it seems to be there five times as often. */
function sizeFor(bytes: number): number {
  return sizes.find((size) => bytes <= size) ?? sizes.at(-1)!;
}
