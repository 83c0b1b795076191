import type { Call } from '../../lib/call-query.ts';
import type { RuleNames } from '../../lib/rule-names.ts';
import type { HitSpan } from '../hit-text.tsx';
import { acted } from './found.tsx';
import type { Part } from './use-content.ts';

/** A text with its findings as marks; those that were revealed say what they say, and all that follows moves along. */
export function unmasked(
  call: Call,
  { text, marks }: Pick<Part, 'text' | 'marks'>,
  revealed: ReadonlyMap<number, string> | undefined,
  { nameOf }: RuleNames,
): { readonly text: string; readonly hits: readonly HitSpan[] } {
  let shown = '';
  let from = 0;
  const hits: HitSpan[] = [];
  for (const { start, end, hit } of marks) {
    shown += text.slice(from, start);
    const begin = shown.length;
    shown += revealed?.get(hit) ?? text.slice(start, end);
    const found = call.hits[hit];
    hits.push({
      start: begin,
      end: shown.length,
      rule: found === undefined ? '' : nameOf(found.rule, found.display_name),
      acted: found !== undefined && acted(call, found),
    });
    from = end;
  }
  return { text: shown + text.slice(from), hits };
}
