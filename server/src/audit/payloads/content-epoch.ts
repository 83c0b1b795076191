/**
 * The newest erasure epoch that this process knows of, shared between its threads. Content that was composed in an
 * earlier one may be gone, so nothing new refers to it.
 */
export class ContentEpoch {
  readonly #words: Int32Array;

  constructor(shared: SharedArrayBuffer = ContentEpoch.create()) {
    this.#words = new Int32Array(shared);
  }

  static create(): SharedArrayBuffer {
    return new SharedArrayBuffer(4);
  }

  get current(): number {
    return Atomics.load(this.#words, 0);
  }

  /** Never goes back. */
  publish(epoch: number): void {
    if (epoch > this.current) Atomics.store(this.#words, 0, epoch);
  }
}
