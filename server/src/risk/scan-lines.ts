import type { Action, Category, Severity } from '@tollgate/contract';
import type { RuleSet } from './rule-set.ts';

export interface ScanLine {
  readonly id: string;
  readonly text: string;
}

/** What `tollgate scan` writes for a line. Offsets are UTF-16 code units of the text. */
export interface ScannedLine {
  readonly id: string;
  /** The strongest action; `allow` without a hit. */
  readonly action: Action;
  readonly hits: readonly {
    readonly rule: string;
    readonly category: Category;
    readonly severity: Severity;
    readonly action: Action;
    readonly start: number;
    readonly end: number;
  }[];
}

/** Scans one text as if a user had sent it (DESIGN section 10). */
export function scanLine({ id, text }: ScanLine, ruleSet: RuleSet): ScannedLine {
  const { hits, strongest } = ruleSet.scan([{ place: 'text', scope: 'user', value: text }]);
  return {
    id,
    action: strongest ?? 'allow',
    hits: hits.map(({ rule, category, severity, action, start, end }) => ({
      rule,
      category,
      severity,
      action,
      start,
      end,
    })),
  };
}
