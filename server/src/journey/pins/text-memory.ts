import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const textsMax = 100_000;

/** Which texts were met, by their hashes: the last 100,000, of all together. */
export class TextMemory {
  readonly #met = new LRUCache<string, true>({ max: textsMax });
  readonly #owners = new LRUCache<string, true>({ max: 10_000 });

  add(owner: string, text: string): void {
    this.#met.set(keyOf(owner, text), true);
    this.#owners.set(owner, true);
  }

  has(owner: string, text: string): boolean {
    return this.#met.get(keyOf(owner, text)) ?? false;
  }

  /** Anything was met of this owner. */
  knows(owner: string): boolean {
    return this.#owners.has(owner);
  }
}

function keyOf(owner: string, text: string): string {
  return hash('sha256', `${owner}\n${text.trim()}`, 'base64').slice(0, 22);
}
