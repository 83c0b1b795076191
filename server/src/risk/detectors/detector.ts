import type { NumberRuns } from '../engine/number-runs.ts';

export type Report = (start: number, end: number) => void;

/** Looks around one of its anchors. The work for each anchor must be bounded, or a text full of anchors takes for ever. */
export interface AnchoredDetector {
  readonly anchors: readonly string[];
  /** It is asked only where an anchor begins a word: not about `tin` in `setting`. */
  readonly anchorsAreWords?: boolean;
  /** `at`: where an anchor starts, in whatever case. */
  look(text: string, at: number, report: Report): void;
}

/** Looks at a run of digits and the few runs after it. */
export interface NumberDetector {
  /** How long the first run of a finding may be; any when absent. It is then asked about no other run. */
  readonly lengths?: readonly number[];
  look(text: string, runs: NumberRuns, index: number, report: Report): void;
}

export type Detector =
  | ({ readonly kind: 'anchored' } & AnchoredDetector)
  | ({ readonly kind: 'numbers' } & NumberDetector);
