import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { normalText, wordsOf } from './words-of.ts';

/** The words of a text as numbers that say nothing without the key. */
export interface WordIds {
  /** At most `wordsMax` different ones. */
  readonly ids: number[];
  /** False when there were more. */
  readonly isComplete: boolean;
}

/** More different words than this are not kept of one content; then it is looked at whatever is searched for. */
const wordsMax = 1500;
const cachedMax = 50_000;

/** Numbers words: 32 bits of HMAC-SHA-256 under a key that is derived from the shared index key. */
export class WordNumbers {
  readonly #key: Buffer;
  readonly #known = new LRUCache<string, number>({ max: cachedMax });

  constructor(indexKey: Buffer) {
    this.#key = createHmac('sha256', indexKey).update('words').digest();
  }

  idsOf(texts: readonly string[]): WordIds {
    const ids = new Set<number>();
    for (const text of texts) {
      for (const word of wordsOf(normalText(text))) {
        ids.add(this.#idOf(word));
        if (ids.size > wordsMax) return { ids: [...ids].slice(0, wordsMax), isComplete: false };
      }
    }
    return { ids: [...ids], isComplete: true };
  }

  #idOf(word: string): number {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const id = createHmac('sha256', this.#key).update(word).digest().readInt32BE(0);
    this.#known.set(word, id);
    return id;
  }
}
