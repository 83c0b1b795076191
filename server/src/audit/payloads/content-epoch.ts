/**
 * The newest erasure epoch that this process knows of. Content that was composed in an earlier one may be gone, so
 * nothing new refers to it.
 */
export class ContentEpoch {
  #current = 0;
  #confirmedAt: number | null = null;

  get current(): number {
    return this.#current;
  }

  /** What the database says now; the epoch never goes back. */
  publish(epoch: number): void {
    this.#current = Math.max(this.#current, epoch);
    this.#confirmedAt = performance.now();
  }

  /** False before the database was heard, or when that is longer ago: then an erasure may have been carried out. */
  isConfirmed(withinMs: number): boolean {
    return this.#confirmedAt !== null && performance.now() - this.#confirmedAt <= withinMs;
  }
}
