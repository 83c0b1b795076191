import type { HitRecord } from '@tollgate/contract';
import type { AnswerScan } from '../events.ts';

/** What rules made of an answer, in words; nothing where no rule found anything. */
export function explainAnswer(scan: AnswerScan | null): string[] {
  if (scan === null || scan.hits.length === 0) return [];
  const of = (action: HitRecord['action']): HitRecord[] => scan.hits.filter((hit) => hit.action === action);
  const [cut] = of('block');
  return [
    ...told(of('allow'), 'recorded'),
    ...told(of('redact'), 'replaced'),
    ...(cut === undefined ? [] : [`The answer ended at "${cut.display_name}" in ${cut.place}.`]),
  ];
}

function told(hits: readonly HitRecord[], what: string): string[] {
  if (hits.length === 0) return [];
  const rules = [...new Set(hits.map((hit) => `"${hit.display_name}"`))];
  const named = rules.slice(0, 8).join(', ') + (rules.length > 8 ? ` and ${rules.length - 8} more` : '');
  return [`In the answer: ${hits.length} ${hits.length === 1 ? 'hit' : 'hits'} of ${named}, ${what}.`];
}
