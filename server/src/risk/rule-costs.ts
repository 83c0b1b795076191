import type { RuleTime } from './time-rules.ts';

/** Shorter texts measure the clock more than the rule. */
const charactersMin = 1000;
/** How much the newest measurement weighs against all before it. */
const weight = 0.2;

/** What each rule costs, as a moving average of the measurements of this process. */
export class RuleCosts {
  readonly #averages = new Map<string, number>();

  note({ rule, us, characters }: RuleTime): void {
    if (characters < charactersMin) return;
    const measured = (us * 100_000) / characters;
    const before = this.#averages.get(rule);
    this.#averages.set(rule, before === undefined ? measured : before + weight * (measured - before));
  }

  /** Microseconds for 100,000 UTF-16 code units; null before the first measurement. */
  of(rule: string): number | null {
    return this.#averages.get(rule) ?? null;
  }
}
