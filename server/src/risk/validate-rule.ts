import type { Rule } from '@tollgate/contract';
import { compileRules } from './compile.ts';
import { anySets } from './fingerprints/fingerprint-set.ts';
import { InvalidRule } from './invalid-rule.ts';

/** Enough to tell a pattern that goes over the rest of the text at each step; a cheap one takes a few milliseconds. */
const attackLength = 20_000;
const attackTimeMaxMs = 1000;
/** Below this no growth is worth a look. */
const noticeableMs = 50;
/** Twice the text takes a linear pattern twice as long, and one that starts over at each step four times. */
const growthMax = 3;

/**
 * Checks an administrator's rule before it is saved: it compiles, its examples hold, and it is not too costly.
 *
 * @throws InvalidRule with the field and the reason
 */
export function validateRule(rule: Rule): void {
  const custom = [{ ...rule, is_enabled: true, count_min: 1 }];
  const ruleSet = compileRules({ builtIn: [], overrides: [], custom, fingerprints: anySets });
  if (rule.kind === 'fingerprints') return refuseExamples(rule);
  const scope = rule.scope?.[0] ?? 'user';
  const finds = (value: string): boolean => ruleSet.scan([{ place: 'example', scope, value }]).hits.length > 0;
  rule.examples.match.forEach((text, index) => {
    if (!finds(text))
      throw new InvalidRule(rule.id, `examples.match[${index}]`, 'the rule does not find anything in this text');
  });
  rule.examples.no_match.forEach((text, index) => {
    if (finds(text))
      throw new InvalidRule(rule.id, `examples.no_match[${index}]`, 'the rule finds something in this text');
  });
  if (rule.kind !== 'regex') return;
  const timeOf = (text: string): number => {
    const startedAt = performance.now();
    finds(text);
    return performance.now() - startedAt;
  };
  for (const text of attacksOn(rule)) {
    const wholeMs = timeOf(text);
    if (wholeMs < noticeableMs) continue;
    const growth = wholeMs / timeOf(text.slice(0, attackLength / 2));
    if (growth > growthMax || wholeMs > attackTimeMaxMs) {
      throw new InvalidRule(
        rule.id,
        'regex',
        'the pattern is too costly on long texts; bound its repetitions, as in {0,100}',
      );
    }
  }
}

/** Only hashes are kept of the values of a set; an example that matches would be one of them in the clear. */
function refuseExamples({ id, examples }: Rule): void {
  for (const field of ['match', 'no_match'] as const) {
    if (examples[field].length === 0) continue;
    throw new InvalidRule(id, `examples.${field}`, 'a rule of kind fingerprints has no examples: they would be values');
  }
}

/** Long texts of what the pattern itself is made of, where a costly pattern looks ahead again and again. */
function attacksOn(rule: Rule): string[] {
  const letters = [...new Set(rule.regex?.replace(/\\[a-zA-Z]/g, '').replace(/[^\p{L}\p{N} @:/=-]/gu, '') ?? '')].slice(
    0,
    12,
  );
  const pieces = new Set([...letters, 'a', 'A', '0', ' ', '\n', letters.join(''), ...rule.examples.match]);
  return [...pieces]
    .filter((piece) => piece !== '')
    .map((piece) => piece.repeat(Math.ceil(attackLength / piece.length)));
}
