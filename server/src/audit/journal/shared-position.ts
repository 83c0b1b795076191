/**
 * What the threads of one journal tell each other without messages. `durable` and `segment` are written by the writer,
 * `released` by the reader; each can be waited for.
 *
 * The writer publishes a new segment before the first durable sequence in it. So a reader that loads `durable` first
 * and then finds `segment` to be the one it reads knows that all durable events are in it or in earlier ones.
 */
export class SharedPosition {
  static readonly bytes = 80;
  private readonly words: BigInt64Array;
  private readonly signals: Int32Array;
  /** The chain's hash after `durable`, behind a count that is odd while it is being written. */
  private readonly chain: Int32Array;

  constructor(shared: SharedArrayBuffer) {
    this.words = new BigInt64Array(shared, 0, 3);
    this.signals = new Int32Array(shared, 24, 3);
    this.chain = new Int32Array(shared, 40, 9);
  }

  static create(): SharedArrayBuffer {
    return new SharedArrayBuffer(SharedPosition.bytes);
  }

  /** The last sequence that is on the disk. */
  get durable(): bigint {
    return Atomics.load(this.words, 0);
  }

  /** The last sequence that is on the disk and the chain's hash after it, which belong together. */
  get head(): { readonly sequence: bigint; readonly hash: Buffer } {
    for (;;) {
      const count = Atomics.load(this.chain, 0);
      const sequence = this.durable;
      const words = Int32Array.from({ length: 8 }, (_, index) => Atomics.load(this.chain, index + 1));
      if (count % 2 === 0 && Atomics.load(this.chain, 0) === count)
        return { sequence, hash: Buffer.from(words.buffer) };
    }
  }

  get segment(): number {
    return Number(Atomics.load(this.words, 1));
  }

  get released(): bigint {
    return Atomics.load(this.words, 2);
  }

  /** True when the writer has ended: `durable` does not change any more. */
  get closed(): boolean {
    return Atomics.load(this.signals, 2) === 1;
  }

  publishSegment(number: number): void {
    Atomics.store(this.words, 1, BigInt(number));
  }

  publishDurable(sequence: bigint, hash: Uint8Array): void {
    this.storeHead(sequence, hash);
    this.signal(0);
  }

  /** What a journal begins with, before anything is durable. */
  begin(hash: Uint8Array): void {
    this.storeHead(0n, hash);
  }

  private storeHead(sequence: bigint, hash: Uint8Array): void {
    Atomics.add(this.chain, 0, 1);
    Atomics.store(this.words, 0, sequence);
    const words = new Int32Array(Uint8Array.from(hash).buffer);
    for (const [index, word] of words.entries()) Atomics.store(this.chain, index + 1, word);
    Atomics.add(this.chain, 0, 1);
  }

  publishReleased(sequence: bigint): void {
    if (sequence <= this.released) return;
    Atomics.store(this.words, 2, sequence);
    this.signal(1);
  }

  publishClosed(): void {
    Atomics.store(this.signals, 2, 1);
    this.signal(0);
  }

  /** Resolves when something was made durable, the journal was closed, or the time is over. */
  async durableChange(since: number, timeoutMs: number): Promise<void> {
    await this.change(0, since, timeoutMs);
  }

  async releasedChange(since: number, timeoutMs: number): Promise<void> {
    await this.change(1, since, timeoutMs);
  }

  /** To be taken before looking, and given to the wait after: so no change in between is missed. */
  get durableMark(): number {
    return Atomics.load(this.signals, 0);
  }

  get releasedMark(): number {
    return Atomics.load(this.signals, 1);
  }

  private signal(index: number): void {
    Atomics.add(this.signals, index, 1);
    Atomics.notify(this.signals, index);
  }

  private async change(index: number, since: number, timeoutMs: number): Promise<void> {
    const wait = Atomics.waitAsync(this.signals, index, since, timeoutMs);
    if (wait.async) await wait.value;
  }
}
