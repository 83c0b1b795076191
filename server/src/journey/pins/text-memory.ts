import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Which texts were met, by their hashes: so many of the newest. */
export class TextMemory {
  readonly #met: LRUCache<string, true>;

  constructor(max: number) {
    this.#met = new LRUCache({ max });
  }

  has(owner: string, text: string): boolean {
    return this.#met.get(keyOf(owner, text)) ?? false;
  }

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
