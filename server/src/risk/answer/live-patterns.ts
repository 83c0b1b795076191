import type { LiveText } from './live-text.ts';
import type { LivePattern } from './live-pattern.ts';

/** Follows many patterns at once: at each character only those that have begun, and those that may begin with it. */
export class LivePatterns implements LiveText {
  hasStirred = false;
  readonly #byUnit: readonly (readonly LivePattern[])[];
  readonly #wide: readonly LivePattern[];
  /** Those that have begun, or ended so lately that it is not sure. */
  readonly #active = new Set<LivePattern>();
  #high = 0;

  constructor(patterns: readonly LivePattern[]) {
    this.#byUnit = Array.from({ length: 128 }, (_, unit) => patterns.filter(({ steps }) => steps.begins[unit] === 1));
    this.#wide = patterns.filter(({ steps }) => steps.beginsWide);
  }

  take(unit: number, at: number): void {
    if (unit >= 0xd800 && unit <= 0xdbff) {
      this.#high = unit;
      return;
    }
    const isPair = this.#high !== 0 && unit >= 0xdc00 && unit <= 0xdfff;
    const point = isPair ? (this.#high - 0xd800) * 0x400 + (unit - 0xdc00) + 0x10000 : unit;
    this.#high = 0;
    const start = isPair ? at - 1 : at;
    const beginning = this.#byUnit[point] ?? this.#wide;
    for (const pattern of this.#active) this.#hasStirred(pattern, point, start, at + 1);
    for (const pattern of beginning) {
      if (this.#active.has(pattern)) continue;
      this.#hasStirred(pattern, point, start, at + 1);
      if (pattern.isLive) this.#active.add(pattern);
    }
  }

  heldFrom(end: number): number {
    const upTo = this.#high === 0 ? end : end - 1;
    let from = upTo;
    for (const pattern of this.#active) {
      const held = pattern.heldFrom(end);
      from = Math.min(from, held);
      if (held === end && !pattern.isLive) this.#active.delete(pattern);
    }
    return from;
  }

  #hasStirred(pattern: LivePattern, point: number, at: number, end: number): void {
    if (pattern.step(point, at, end)) this.hasStirred = true;
  }
}
