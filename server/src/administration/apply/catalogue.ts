import { type BudgetRow, selectBudgets } from '../../catalog/budgets.queries.ts';
import { type GrantRow, selectGrants } from '../../catalog/grants.queries.ts';
import { type GroupRow, selectGroups } from '../../catalog/groups.queries.ts';
import { type ModelRow, selectModels } from '../../catalog/models.queries.ts';
import { type PriceRow, selectPrices } from '../../catalog/prices.queries.ts';
import { type ProviderRow, selectProviders } from '../../catalog/providers.queries.ts';
import {
  type CustomRuleRow,
  type RuleOverrideRow,
  selectCustomRules,
  selectRuleOverrides,
} from '../../catalog/rules.queries.ts';
import { selectSettings, type SettingsRow } from '../../catalog/settings.queries.ts';
import { type AssignmentRow, selectAssignments } from '../../cost/cost-centres.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { type InstanceRow, selectInstances } from '../../identity/instances.queries.ts';
import { selectStoredKeys, type StoredKey } from '../../identity/keys.queries.ts';
import { selectUsers, type UserRow } from '../../identity/users.queries.ts';

/** All that a file can manage, as it is now. */
export interface Catalogue {
  readonly users: readonly UserRow[];
  readonly groups: readonly GroupRow[];
  readonly instances: readonly InstanceRow[];
  readonly keys: readonly StoredKey[];
  readonly providers: readonly ProviderRow[];
  readonly models: readonly ModelRow[];
  readonly prices: readonly PriceRow[];
  readonly grants: readonly GrantRow[];
  readonly customRules: readonly CustomRuleRow[];
  readonly ruleOverrides: readonly RuleOverrideRow[];
  readonly costCentreAssignments: readonly AssignmentRow[];
  readonly budgets: readonly BudgetRow[];
  readonly settings: SettingsRow;
}

export async function readCatalogue(transaction: Queryable): Promise<Catalogue> {
  return {
    users: await selectUsers(transaction),
    groups: await selectGroups(transaction),
    instances: await selectInstances(transaction),
    keys: await selectStoredKeys(transaction),
    providers: await selectProviders(transaction),
    models: await selectModels(transaction),
    prices: await selectPrices(transaction),
    grants: await selectGrants(transaction),
    customRules: await selectCustomRules(transaction),
    ruleOverrides: await selectRuleOverrides(transaction),
    costCentreAssignments: await selectAssignments(transaction),
    budgets: await selectBudgets(transaction),
    settings: await selectSettings(transaction),
  };
}
