import { setImmediate } from 'node:timers/promises';
import type { admin, Rule, RuleOverride } from '@tollgate/contract';
import { withoutReplaced } from '../../catalog/rule-sources.ts';
import { selectCustomRules, selectRuleOverrides } from '../../catalog/rules.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { loadBuiltInRules } from '../../risk/packs.ts';
import { anySets } from '../../risk/fingerprints/fingerprint-set.ts';
import type { RuleSources } from '../../risk/rule-set.ts';
import type { FingerprintStore } from '../fingerprint-sets/fingerprint-store.ts';
import { invalid } from '../refuse.ts';
import { checkRule } from './check-rule.ts';

/**
 * The rules in force, with those that are not saved yet in their place.
 * @param sets where the sets of fingerprints come from; without it they are empty
 * @throws AdministrationRefusal for a rule that could not be saved
 */
export async function rulesWith(
  database: Queryable,
  unsaved: admin.UnsavedRules,
  sets: FingerprintStore | null = null,
): Promise<RuleSources> {
  const builtIn = loadBuiltInRules();
  const builtInIds = new Set(builtIn.map((rule) => rule.id));
  const overrides = await definitions(selectRuleOverrides(database));
  const custom = await definitions(selectCustomRules(database));
  for (const [index, rule] of unsaved.entries()) {
    if (isWhole(rule)) {
      // A check may take a while, and calls go on in between.
      await setImmediate();
      checkRule(rule, `rules[${index}].`);
      custom.set(rule.id, rule);
    } else {
      if (!builtInIds.has(rule.id)) throw invalid(`rules[${index}].id`, 'there is no built-in rule of this id');
      overrides.set(rule.id, rule);
    }
  }
  const inForce = [...overrides.values()].filter((override) => builtInIds.has(override.id));
  const fingerprints = sets === null ? anySets : await sets.loadAll(database);
  return withoutReplaced({ builtIn, overrides: inForce, custom: [...custom.values()], fingerprints });
}

async function definitions<Definition extends { readonly id: string }>(
  rows: Promise<readonly { readonly definition: Definition }[]>,
): Promise<Map<string, Definition>> {
  return new Map((await rows).map(({ definition }) => [definition.id, definition]));
}

function isWhole(rule: Rule | RuleOverride): rule is Rule {
  return 'kind' in rule;
}
