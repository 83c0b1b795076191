import type { Action, HitRecord, Rule, Scope, ScannedRecord } from '@tollgate/contract';

/** One text of a request, decoded, with where it stands. */
export interface ScanText {
  readonly place: string;
  readonly scope: Scope;
  readonly value: string;
}

export interface Findings {
  /** In the order of the texts, then of the offsets. */
  readonly hits: readonly Hit[];
  /** The strongest action among the hits; null without a hit. */
  readonly strongest: Action | null;
  readonly scanned: ScannedRecord;
}

/** A hit with the number of its text in what was scanned. */
export interface Hit extends HitRecord {
  readonly text: number;
}

/** Rules in force, compiled once. Scanning is pure and linear in the length of the texts. */
export interface RuleSet {
  /** SHA-256 over the effective rules: names the set in the record. */
  readonly hash: string;
  readonly rules: readonly Rule[];
  /** @throws when a rule cannot be evaluated: the caller must refuse the call */
  scan(texts: readonly ScanText[]): Findings;
}
