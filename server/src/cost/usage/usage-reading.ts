import type { UsageDetail, UsageUnit } from '@tollgate/contract';

export interface PromptClasses {
  readonly input: number;
  readonly cached_input: number;
  readonly cache_write: number;
}

export interface CompletionClasses {
  readonly output: number;
  readonly reasoning: number;
}

export type DetailCounts = Readonly<Partial<Record<UsageDetail, number>>>;
export type UnitCounts = Readonly<Partial<Record<UsageUnit, number>>>;

/** A provider's usage report, read into our classes. */
export interface UsageReading {
  /** Null where the report does not say how long the prompt was, or says what cannot be. */
  readonly prompt: PromptClasses | null;
  readonly completion: CompletionClasses | null;
  /** Tokens within the classes, above zero. */
  readonly details: DetailCounts;
  /** Pieces beside the tokens, above zero. */
  readonly units: UnitCounts;
  /** How the call was served, where the report says it. */
  readonly serviceTier: string | null;
  /** Paths of members that this version does not know. They stay in the raw report. */
  readonly unknownFields: readonly string[];
  /** The report contradicts itself, or has numbers that cannot be. */
  readonly suspect: boolean;
}
