import type { RuleSet } from './rule-set.ts';

/**
 * Gives back at once what rules hold outside of the collector's sight. For sets that were made for one look: they must not
 * scan anything after. What another set holds too stays.
 */
export function freeRules({ compiled }: RuleSet): void {
  for (const { finder } of compiled) if (finder.kind === 'whole-text') finder.free?.();
}
