import type { PolicyDocument } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { canonicalHash } from '../platform/canonical-json.ts';
import { selectGrants } from './grants.queries.ts';
import { selectModels } from './models.queries.ts';
import { selectPolicyInstances, selectPolicyKeys, selectPolicyUsers } from './people.queries.ts';
import { selectPrices } from './prices.queries.ts';
import { selectProviders } from './providers.queries.ts';
import { selectCustomRules, selectRuleOverrides } from './rules.queries.ts';

/**
 * Reads the policy out of its tables, every list in a fixed order. Call it in the transaction that holds the head, or
 * it may show half of somebody's change.
 *
 * @param builtInRules hash of the set of built-in rules in force
 */
export async function readPolicyDocument(
  transaction: Queryable,
  { version, builtInRules }: { version: number; builtInRules: string },
): Promise<PolicyDocument> {
  const users = await selectPolicyUsers(transaction);
  const instances = await selectPolicyInstances(transaction);
  const keys = await selectPolicyKeys(transaction);
  const providers = await selectProviders(transaction);
  const models = await selectModels(transaction);
  const prices = Map.groupBy(await selectPrices(transaction), (price) => price.model_id);
  const grants = await selectGrants(transaction);
  const overrides = await selectRuleOverrides(transaction);
  const customRules = await selectCustomRules(transaction);
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
    built_in_rules: builtInRules,
    rule_overrides: overrides.map((row) => row.definition),
    custom_rules: customRules.map((row) => row.definition),
  };
}

/** Names what a policy says, whatever its number is: a change that changes nothing gets no new version. */
export function contentHashOf(document: PolicyDocument): string {
  return canonicalHash({ ...document, version: 0 });
}
