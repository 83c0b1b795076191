import type { Rule } from '@tollgate/contract';
import type { AnchoredDetector, NumberDetector } from '../detectors/detector.ts';
import type { FindSpans } from './linear-regex.ts';

/** How a rule finds its candidates. */
export type Finder =
  /** Each occurrence is a candidate, if it counts where it stands: as a word of its own, in its case. */
  | {
      readonly kind: 'keywords';
      readonly literals: readonly string[];
      readonly stands: (text: string, start: number, end: number) => boolean;
    }
  /** The pattern is tried once, `offset` before each literal. */
  | {
      readonly kind: 'at-literal';
      readonly literals: readonly string[];
      readonly offset: number;
      readonly matchAt: MatchAt;
    }
  /** The pattern is run over the text if one of the literals occurs in it; always when there are none. */
  | {
      readonly kind: 'whole-text';
      readonly literals: readonly string[] | null;
      readonly find: FindSpans;
      /** Gives back what it holds outside of the collector's sight. */
      readonly free?: () => void;
    }
  | { readonly kind: 'anchored'; readonly literals: readonly string[]; readonly detector: AnchoredDetector }
  | { readonly kind: 'numbers'; readonly detector: NumberDetector };

/** The end of the match that starts exactly at `at`, and where the finding in it begins; null without one. */
export type MatchAt = (
  text: string,
  at: number,
) => { readonly start: number; readonly end: number; readonly matchEnd: number } | null;

export interface CompiledRule {
  readonly rule: Rule;
  readonly finder: Finder;
  /** One bit for each scope that the rule reads. */
  readonly scopes: number;
  /** Words of which one must stand near the finding; null for none. */
  readonly context: readonly string[] | null;
  /** Validator, entropy, exceptions. */
  readonly accepts: (text: string, start: number, end: number) => boolean;
}
