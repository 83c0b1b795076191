import type { NumberDetector } from '../detectors/detector.ts';
import type { CompiledRule } from './compiled-rule.ts';

/** A rule that looks at runs of digits, with its number in the set. */
export interface NumberRule {
  readonly number: number;
  readonly rule: CompiledRule;
  readonly detector: NumberDetector;
}

/** No detector tells longer runs of digits apart. */
const lengthMax = 40;

/** The rules that look at runs of digits, by the lengths that they ask about. */
export class NumberRules {
  private readonly rules: readonly NumberRule[];
  private readonly active: NumberRule[][] = Array.from({ length: lengthMax + 1 }, () => []);
  /** Which rules `active` holds: 1 for each. */
  private readonly taken: Uint8Array;

  constructor(rules: readonly CompiledRule[]) {
    this.rules = rules.flatMap((rule, number) =>
      rule.finder.kind === 'numbers' ? [{ number, rule, detector: rule.finder.detector }] : [],
    );
    this.taken = new Uint8Array(this.rules.length);
  }

  /** Takes those that are asked about this text; says whether there are any. */
  activate(isAsked: (rule: NumberRule) => boolean): boolean {
    let [isAny, isOther] = [false, false];
    for (let index = 0; index < this.rules.length; index++) {
      const taken = isAsked(this.rules[index]!) ? 1 : 0;
      isAny ||= taken === 1;
      isOther ||= taken !== this.taken[index];
      this.taken[index] = taken;
    }
    if (isOther) this.#fill();
    return isAny;
  }

  /** Those of them that ask about runs of this length. */
  activeFor(length: number): readonly NumberRule[] {
    return this.active[Math.min(length, lengthMax)]!;
  }

  #fill(): void {
    this.active.forEach((rules, length) => {
      rules.length = 0;
      for (const [index, rule] of this.rules.entries()) {
        const { lengths } = rule.detector;
        if (this.taken[index] === 1 && (lengths === undefined || lengths.includes(length))) rules.push(rule);
      }
    });
  }
}
