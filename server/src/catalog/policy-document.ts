import type { PolicyDocument, Rule } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { canonicalHash } from '../platform/canonical-json.ts';
import { selectBudgets } from './budgets.queries.ts';
import { selectPolicyFingerprintSets } from './fingerprint-sets.queries.ts';
import { selectGrants } from './grants.queries.ts';
import { selectGroups } from './groups.queries.ts';
import { selectModels } from './models.queries.ts';
import { selectPolicyInstances, selectPolicyKeys, selectPolicyUsers } from './people.queries.ts';
import { selectPrices } from './prices.queries.ts';
import { selectProviders } from './providers.queries.ts';
import { selectReviewedTexts } from './reviewed-texts.queries.ts';
import { selectCustomRules, selectRuleOverrides } from './rules.queries.ts';
import { selectSettings } from './settings.queries.ts';

/**
 * Reads the policy out of its tables, every list in a fixed order. Call it in the transaction that holds the head, or
 * it may show half of somebody's change. What was changed on a built-in rule that is in this release no more stays in
 * its table, for the release that has it, and out of the policy.
 */
export async function readPolicyDocument(
  transaction: Queryable,
  { version, builtInRules }: { version: number; builtInRules: { hash: string; rules: readonly Rule[] } },
): Promise<PolicyDocument> {
  const builtInIds = new Set(builtInRules.rules.map((rule) => rule.id));
  const users = await selectPolicyUsers(transaction);
  const instances = await selectPolicyInstances(transaction);
  const keys = await selectPolicyKeys(transaction);
  const providers = await selectProviders(transaction);
  const models = await selectModels(transaction);
  const prices = Map.groupBy(await selectPrices(transaction), (price) => price.model_id);
  const grants = await selectGrants(transaction);
  const groups = await selectGroups(transaction);
  const overrides = await selectRuleOverrides(transaction);
  const customRules = await selectCustomRules(transaction);
  const { sticky, sticky_ttl_s } = await selectSettings(transaction);
  return {
    version,
    users,
    instances,
    keys,
    providers: providers.map(({ revision: _, ...provider }) => provider),
    models: models.map(({ revision: _, ...model }) => ({
      ...model,
      prices: (prices.get(model.id) ?? []).map(({ model_id: _id, ...price }) => price),
    })),
    grants: grants.map(({ id: _, ...grant }) => grant),
    groups: groups.map(({ revision: _, ...group }) => group),
    built_in_rules: builtInRules.hash,
    rule_overrides: overrides.map((row) => row.definition).filter((override) => builtInIds.has(override.id)),
    custom_rules: customRules.map((row) => row.definition),
    settings: { sticky, sticky_ttl_s },
    reviewed_texts: await selectReviewedTexts(transaction),
    fingerprint_sets: await selectPolicyFingerprintSets(transaction),
    budgets: (await selectBudgets(transaction)).map(({ revision: _, ...budget }) => budget),
  };
}

/** Names what a policy says, whatever its number is: a change that changes nothing gets no new version. */
export function contentHashOf(document: PolicyDocument): string {
  return canonicalHash({ ...document, version: 0 });
}
