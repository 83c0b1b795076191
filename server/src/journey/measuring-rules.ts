import type { RuleCosts } from '../risk/rule-costs.ts';
import type { RuleSet, ScanText } from '../risk/rule-set.ts';
import { timeRules } from '../risk/time-rules.ts';
import type { Scanning } from './scanning.ts';

export interface MeasuringOptions {
  /** No more than one call within so many milliseconds is measured. */
  readonly everyMs?: number;
}

/** A few milliseconds now and then: so many rules on so much of a call's newest text. One with very many words takes 50. */
const rulesAtOnce = 1;
const charactersMax = 10_000;

/** Scans as before, and measures some rules on a call now and then, after it was scanned; all rules in their turn. */
export function measuringRules(
  scanning: Scanning,
  costs: RuleCosts,
  { everyMs = 5000 }: MeasuringOptions = {},
): Scanning {
  let measuredAt = -Infinity;
  let next = 0;
  const measure = ({ compiled }: RuleSet, texts: readonly ScanText[]): void => {
    const turn = [...compiled.slice(next), ...compiled].slice(0, Math.min(rulesAtOnce, compiled.length));
    next = (next + turn.length) % Math.max(1, compiled.length);
    try {
      for (const time of timeRules(turn, texts.toReversed(), charactersMax)) costs.note(time);
    } catch {
      // A rule that cannot be evaluated has refused the call already; here nothing depends on it.
    }
  };
  return {
    ...scanning,
    scan(rules, texts, who) {
      const now = performance.now();
      if (now - measuredAt >= everyMs) {
        measuredAt = now;
        setImmediate(measure, rules, texts);
      }
      return scanning.scan(rules, texts, who);
    },
  };
}
