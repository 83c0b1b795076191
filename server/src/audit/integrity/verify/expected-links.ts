import { hash } from 'node:crypto';

const bitsMost = 2 ** 26;

/**
 * Which links between calls there should be. They name no event, so they are counted, and remembered in 8 MB however
 * many they are: what is not remembered was written by nobody; the other way round one in many may pass for another.
 */
export class ExpectedLinks {
  readonly #bits: Uint8Array;
  /** Those that were there. */
  count = 0;

  /** @param bits a power of 2; fewer of them do for few links */
  constructor(bits = bitsMost) {
    this.#bits = new Uint8Array(bits / 8);
  }

  add(key: string): void {
    for (const bit of this.#placesOf(key)) this.#bits[bit >> 3] = (this.#bits[bit >> 3] ?? 0) | (1 << (bit & 7));
  }

  has(key: string): boolean {
    return this.#placesOf(key).every((bit) => (((this.#bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1);
  }

  #placesOf(key: string): number[] {
    const digest = hash('sha256', key, 'buffer');
    return [0, 4, 8].map((at) => digest.readUInt32LE(at) % (this.#bits.length * 8));
  }
}
