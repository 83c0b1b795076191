import type { Disguise } from '@tollgate/contract';

/** One finding in one text: which rule (by its number in the set), and where (UTF-16 code units). */
export interface TextFinding {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
  /** What hid it, from the outside in. */
  readonly disguises?: readonly Disguise[];
  /** The words of the rule's context that stand near. */
  readonly context?: readonly string[];
}

/** What one text holds. */
export interface TextFindings {
  readonly findings: readonly TextFinding[];
  /** How many texts behind a disguise were scanned too. */
  readonly undone: number;
  /** Findings beyond those that are given one by one. */
  readonly beyond: number;
}
