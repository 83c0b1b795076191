import type { RuleSources } from '../risk/rule-set.ts';

/**
 * Lets a rule of the company's own stand in the place of a built-in one with the same id: a release that brings a rule
 * of that id must not break, or change, the policy of who had it first. What was changed on a built-in rule that a release
 * took away changes nothing any more.
 */
export function withoutReplaced({ builtIn, overrides, custom, ...more }: RuleSources): RuleSources {
  const own = new Set(custom.map((rule) => rule.id));
  const isBuiltIn = new Set(builtIn.map((rule) => rule.id));
  return {
    builtIn: builtIn.filter((rule) => !own.has(rule.id)),
    overrides: overrides.filter(({ id }) => !own.has(id) && isBuiltIn.has(id)),
    custom,
    ...more,
  };
}
