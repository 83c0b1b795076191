/** Follows a text that comes in pieces, and knows from where on it may still become a finding. */
export interface LiveText {
  /** The next UTF-16 code unit, which stands at `at`. */
  take(unit: number, at: number): void;
  /** Something may have become a finding; whoever looks for it takes this back. */
  hasStirred: boolean;
  /** The first place that must be held back when the text has come up to `end`; `end` for nothing. */
  heldFrom(end: number): number;
}

/** What the end of a match needs after it to be sure: the unit that shows whether it is an edge. */
export const edgeUnits = 1;
/** The same for the end of a word, which may go on by an `s`. */
export const wordEdgeUnits = 2;

/** Remembers the ends that are not sure yet. */
export class Ends {
  readonly #reach: number;
  #starts: [start: number, end: number][] = [];

  /** @param reach so many code units after an end it is sure */
  constructor(reach: number) {
    this.#reach = reach;
  }

  add(start: number, end: number): void {
    if (this.#starts.length > 64) this.#forget(end);
    this.#starts.push([start, end]);
  }

  heldFrom(upTo: number): number {
    if (this.#starts.length === 0) return upTo;
    this.#forget(upTo);
    return this.#starts.reduce((least, [start]) => Math.min(least, start), upTo);
  }

  #forget(upTo: number): void {
    this.#starts = this.#starts.filter(([, end]) => end + this.#reach > upTo);
  }
}
