import { edgeUnits, Ends } from './live-text.ts';
import type { PatternSteps } from './pattern-steps.ts';

/** No finding is waited for longer than this, in code units: a private key of 4096 bits takes 3,300. */
export const heldMax = 8192;

/** Runs a pattern over a text as it comes, from every place at once, and knows the earliest place of a match that may yet be. */
export class LivePattern {
  readonly steps: PatternSteps;
  readonly #ends = new Ends(edgeUnits);
  /** The positions that were read last, and where the earliest match began that came there. */
  #live = new Map<number, number>();

  constructor(steps: PatternSteps) {
    this.steps = steps;
  }

  /** A match has begun, and may go on. */
  get isLive(): boolean {
    return this.#live.size > 0;
  }

  heldFrom(end: number): number {
    const { follow } = this.steps.program;
    let from = this.#ends.heldFrom(end);
    for (const [position, start] of this.#live) if (follow[position]!.length > 0) from = Math.min(from, start);
    return from;
  }

  /** The next code point, of the text's [at, end). @returns whether a match ends with it */
  step(point: number, at: number, end: number): boolean {
    const reached = new Map<number, number>();
    for (const [position, start] of this.#live) {
      if (end - start <= heldMax) this.#go(position, point, start, reached);
    }
    this.#go(-1, point, at, reached);
    let isEnd = false;
    for (const [position, start] of reached) {
      if (!this.steps.program.ends[position]) continue;
      this.#ends.add(start, end);
      isEnd = true;
    }
    this.#live = reached;
    return isEnd;
  }

  #go(position: number, point: number, start: number, reached: Map<number, number>): void {
    for (const next of this.steps.from(position, point)) {
      const known = reached.get(next);
      if (known === undefined || start < known) reached.set(next, start);
    }
  }
}
