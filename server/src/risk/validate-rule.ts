import type { Rule } from '@tollgate/contract';
import { compileRules } from './compile.ts';
import { anySets } from './fingerprints/fingerprint-set.ts';
import { freeRules } from './free-rules.ts';
import { InvalidRule } from './invalid-rule.ts';
import { isTooCostly } from './pattern-cost.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * Checks an administrator's rule before it is saved: it compiles, its examples hold, and it is not too costly.
 *
 * @throws InvalidRule with the field and the reason
 */
export function validateRule(rule: Rule): void {
  const custom: Rule[] = [{ ...rule, is_enabled: true, count_min: 1, direction: 'request' }];
  const ruleSet = compileRules({ builtIn: [], overrides: [], custom, fingerprints: anySets });
  try {
    checkCompiled(rule, ruleSet);
  } finally {
    freeRules(ruleSet);
  }
}

function checkCompiled(rule: Rule, ruleSet: RuleSet): void {
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
  const finder = ruleSet.compiled[0]?.finder;
  if (rule.regex === undefined || finder?.kind !== 'whole-text') return;
  if (!isTooCostly(rule.regex, finder.find, rule.examples.match)) return;
  const hint = 'bound its repetitions, as in {0,100}';
  throw new InvalidRule(rule.id, 'regex', 'the pattern is too costly on long texts', null, hint);
}

/** Only hashes are kept of the values of a set; an example that matches would be one of them in the clear. */
function refuseExamples({ id, examples }: Rule): void {
  for (const field of ['match', 'no_match'] as const) {
    if (examples[field].length === 0) continue;
    throw new InvalidRule(id, `examples.${field}`, 'a rule of kind fingerprints has no examples: they would be values');
  }
}
