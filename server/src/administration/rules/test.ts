import { type admin, type Rule, type RuleOverride } from '@tollgate/contract';
import { withoutReplaced } from '../../catalog/rule-sources.ts';
import { selectCustomRules, selectRuleOverrides } from '../../catalog/rules.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { InvalidBody } from '../../providers/request/governed-request.ts';
import { surfaceNamed } from '../../providers/surfaces.ts';
import { compileRules } from '../../risk/compile.ts';
import { loadBuiltInRules } from '../../risk/packs.ts';
import type { Findings, ScanText } from '../../risk/rule-set.ts';
import { invalid } from '../refuse.ts';
import { checkRule } from './check-rule.ts';

/**
 * The test bench: what the rules in force, with those that are not saved yet in their place, find in a text or in a
 * whole request. Sends nothing, records nothing, changes nothing.
 * @throws AdministrationRefusal for a request that the data plane would refuse, and for a rule that could not be saved
 */
export async function testRules(database: Queryable, test: admin.RuleTest): Promise<Findings> {
  const texts = textsOf(test);
  const builtIn = loadBuiltInRules();
  const builtInIds = new Set(builtIn.map((rule) => rule.id));
  const overrides = await definitions(selectRuleOverrides(database));
  const custom = await definitions(selectCustomRules(database));
  test.rules.forEach((rule, index) => {
    if (isWhole(rule)) {
      checkRule(rule, `rules[${index}].`);
      custom.set(rule.id, rule);
    } else {
      if (!builtInIds.has(rule.id)) throw invalid(`rules[${index}].id`, 'there is no built-in rule of this id');
      overrides.set(rule.id, rule);
    }
  });
  const inForce = [...overrides.values()].filter((override) => builtInIds.has(override.id));
  return compileRules(withoutReplaced({ builtIn, overrides: inForce, custom: [...custom.values()] })).scan(texts);
}

function textsOf({ text, scope, request, endpoint }: admin.RuleTest): readonly ScanText[] {
  if (text !== undefined) return [{ place: 'text', scope, value: text }];
  try {
    return surfaceNamed(endpoint).readRequest(JSON.stringify(request)).texts;
  } catch (error) {
    if (!(error instanceof InvalidBody)) throw error;
    throw invalid(error.param === null ? 'request' : `request.${error.param}`, error.message);
  }
}

async function definitions<Definition extends { readonly id: string }>(
  rows: Promise<readonly { readonly definition: Definition }[]>,
): Promise<Map<string, Definition>> {
  return new Map((await rows).map(({ definition }) => [definition.id, definition]));
}

function isWhole(rule: Rule | RuleOverride): rule is Rule {
  return 'kind' in rule;
}
