import { undoDisguises } from './disguise/undo.ts';
import type { CompiledRule } from './engine/compiled-rule.ts';
import { compileScan } from './engine/scan-text.ts';

const everyScope = -1;

/**
 * What a rule finds behind a disguise, as the rule sees it.
 * @param start and `end`: where in the text the finding was told to stand, in UTF-16 code units
 * @returns null when the rule finds nothing there
 */
export function hiddenValue(rule: CompiledRule, text: string, start: number, end: number): string | null {
  const scan = compileScan([rule]);
  for (const view of undoDisguises(text).views) {
    for (const found of scan(view.text, everyScope).findings) {
      const source = view.sourceOf(found.start, found.end);
      if (source.start === start && source.end === end) return view.text.slice(found.start, found.end);
    }
  }
  return null;
}
