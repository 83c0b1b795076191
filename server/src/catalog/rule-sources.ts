import type { RuleSources } from '../risk/rule-set.ts';

/**
 * Lets a rule of the company's own stand in the place of a built-in one with the same id: a release that brings a rule
 * of that id must not break, or change, the policy of who had it first.
 */
export function withoutReplaced({ builtIn, overrides, custom, ...more }: RuleSources): RuleSources {
  const own = new Set(custom.map((rule) => rule.id));
  return {
    builtIn: builtIn.filter((rule) => !own.has(rule.id)),
    overrides: overrides.filter((override) => !own.has(override.id)),
    custom,
    ...more,
  };
}
