import type { CompiledRule } from '../engine/compiled-rule.ts';
import type { ScanOneText } from '../engine/scan-text.ts';
import type { Scanner } from '../scanner.ts';
import type { Reach } from './reach.ts';

/** The rules that read answers. The `action` of each is what happens to its findings there: `allow`, `redact` or `block`. */
export interface ReadingRules {
  readonly rules: readonly CompiledRule[];
  /** Looks at texts that have come whole, disguises undone. */
  readonly whole: Scanner;
  readonly acting: ActingRules;
}

/** Those of them that change an answer, as they are run over one that is still coming. */
export interface ActingRules {
  readonly rules: readonly CompiledRule[];
  readonly reaches: readonly Reach[];
  readonly find: ScanOneText;
  /** The same without asking for words of a context, which may come later; null when no rule asks for one. */
  readonly findLoosely: ScanOneText | null;
}
