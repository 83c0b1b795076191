import type { Progress } from './shipper.ts';

/** How far a shipper is, readable from another thread at any time. */
export class SharedProgress {
  readonly #words: BigInt64Array;

  constructor(shared: SharedArrayBuffer) {
    this.#words = new BigInt64Array(shared);
  }

  static create(): SharedArrayBuffer {
    return new SharedArrayBuffer(16);
  }

  publish(progress: Progress): void {
    Atomics.store(this.#words, 0, progress.shippedSequence);
    Atomics.store(this.#words, 1, BigInt(progress.oldestMs ?? 0));
  }

  get shippedSequence(): bigint {
    return Atomics.load(this.#words, 0);
  }

  /** Milliseconds since the epoch; null when nothing waits for its settle. */
  get oldestMs(): number | null {
    const value = Number(Atomics.load(this.#words, 1));
    return value === 0 ? null : value;
  }
}
