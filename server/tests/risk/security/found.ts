import { compileRules } from '../../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../../src/risk/packs.ts';

const ruleSet = compileRules({
  builtIn: loadBuiltInRules().filter(({ category }) => category === 'security'),
  overrides: [],
  custom: [],
});

/** What the rules of the security pack find in a text, from medium severity on: each finding as it stands there, once. */
export function secretsIn(value: string): string[] {
  const { hits } = ruleSet.scan([{ place: 'text', scope: 'user', value }]);
  return [
    ...new Set(hits.filter(({ severity }) => severity !== 'low').map(({ start, end }) => value.slice(start, end))),
  ];
}

/** The names of the rules that find something in it, of whatever severity. */
export function rulesOn(value: string): string[] {
  return [...new Set(ruleSet.scan([{ place: 'text', scope: 'user', value }]).hits.map(({ rule }) => rule))];
}
