import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const textsMax = 100_000;

/** Which texts were met, by their hashes: the newest, of all callers together. */
export class TextMemory {
  readonly #met = new LRUCache<string, true>({ max: textsMax });

  /** @returns whether it is met for the first time */
  meet(owner: string, text: string): boolean {
    const key = keyOf(owner, text);
    if (this.#met.has(key)) return false;
    this.#met.set(key, true);
    return true;
  }
}

export function keyOf(owner: string, text: string): string {
  return hash('sha256', `${owner}\n${text.trim()}`, 'base64').slice(0, 22);
}
