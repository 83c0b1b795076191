import type { Action, HitRecord, Rule, RuleOverride, Scope, ScannedRecord } from '@tollgate/contract';
import type { AnswerRules } from './answer/answer-rules.ts';
import type { Who } from './audience.ts';
import type { CompiledRule } from './engine/compiled-rule.ts';
import type { FingerprintSets } from './fingerprints/fingerprint-set.ts';
import type { TextFinding, TextFindings } from './engine/text-finding.ts';

/** One text of a request, decoded, with where it stands. */
export interface ScanText {
  readonly place: string;
  readonly scope: Scope;
  readonly value: string;
  /** It is content, so that a value may begin in it and go on in the next such text. */
  readonly joins?: boolean;
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

/** What the rules found in texts, whoever sent them: plain data, which may come from another thread. */
export interface Found {
  readonly perText: readonly TextFindings[];
  /** Over the seams between texts. */
  readonly across: readonly Across[];
}

/** One finding that several texts hold a part of. */
export interface Across {
  readonly finding: Omit<TextFinding, 'start' | 'end'>;
  readonly parts: readonly TextSpan[];
}

export interface TextSpan {
  readonly text: number;
  readonly start: number;
  readonly end: number;
}

/** What rules are compiled from. */
export interface RuleSources {
  readonly builtIn: readonly Rule[];
  readonly overrides: readonly RuleOverride[];
  readonly custom: readonly Rule[];
  /** The sets that rules of kind `fingerprints` name; none without it. */
  readonly fingerprints?: FingerprintSets;
}

/** Rules in force, compiled once. Scanning is pure and linear in the length of the texts. */
export interface RuleSet {
  /** SHA-256 over the effective rules: names the set in the record. */
  readonly hash: string;
  readonly rules: readonly Rule[];
  /** The same as they are evaluated, to measure them one by one. */
  readonly compiled: readonly CompiledRule[];
  /** Those of them that read answers; null when there are none. */
  readonly answers: AnswerRules | null;
  /** What it was compiled from, to compile it again in another thread. */
  readonly sources: RuleSources;
  /** @throws when a rule cannot be evaluated: the caller must refuse the call */
  find(texts: readonly ScanText[]): Found;
  /** What was found, as hits of the rules that read this caller's calls; of all rules without `who`. */
  conclude(texts: readonly ScanText[], found: Found, who?: Who): Findings;
  /** Both of these. */
  scan(texts: readonly ScanText[], who?: Who): Findings;
  /** How many code units of these texts it has not seen before. */
  unseen(texts: readonly ScanText[]): number;
  /** Takes over what another thread found. */
  learn(texts: readonly ScanText[], found: Found): void;
}
