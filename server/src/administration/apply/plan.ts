import { naturalName } from '../../catalog/natural-name.ts';
import type { Catalogue } from './catalogue.ts';
import type { GatewayFile } from './gateway-file.ts';
import type { Operation } from './operation.ts';
import { planBudgets } from './plan-budgets.ts';
import { type PlanFacts, planModels, planProviders } from './plan-catalogue.ts';
import { planCostCentres } from './plan-cost-centres.ts';
import { planGrants } from './plan-grants.ts';
import { planGroups } from './plan-groups.ts';
import { planKeys } from './plan-keys.ts';
import { idOf, planInstances, planUsers } from './plan-people.ts';
import { planRules } from './plan-rules.ts';
import { planSettings } from './plan-settings.ts';
import type { KeySecret } from './resolve-file.ts';

export interface Plan {
  /** In an order in which nothing refers to what is not there yet, or not there any more. */
  readonly operations: readonly Operation[];
  /** What the file says and cannot have, though nothing is wrong with the file. */
  readonly notes: readonly string[];
}

/**
 * What makes the catalogue match the file. Pure: nothing is read or written.
 * @param now `at`, the moment (RFC 3339), and `today`, its day in the reporting zone
 */
export function planChanges(
  catalogue: Catalogue,
  file: GatewayFile,
  keySecrets: readonly KeySecret[],
  { today, ...facts }: PlanFacts & { readonly today: string },
): Plan {
  const users = planUsers(catalogue.users, file);
  const groups = planGroups(catalogue.groups, file, users.ids, today);
  const instances = planInstances(catalogue.instances, file, users.ids);
  const providers = planProviders(catalogue.providers, file);
  const models = planModels(catalogue.models, catalogue.prices, file, providers.ids, facts);
  const ids = { models: models.ids, groups: groups.ids, users: users.ids, instances: instances.ids };
  const grants = planGrants(catalogue, file, ids);
  const costCentres = planCostCentres(catalogue.costCentreAssignments, file, ids);
  const rules = planRules(catalogue, file);
  const owners = new Map(file.instances.map((one) => [naturalName(one.name), idOf(users.ids, one.owner)]));
  const keys = planKeys(catalogue.keys, file, keySecrets, {
    users: users.ids,
    instances: instances.ids,
    ownerOf: (instance) => idOf(owners, instance),
    at: facts.at,
  });
  const budgets = planBudgets(catalogue.budgets, file.budgets, {
    key: keys.ids,
    user: users.ids,
    group: groups.ids,
    instance: instances.ids,
    model: models.ids,
  });
  return {
    operations: [
      ...[users, groups, instances, providers, models, grants, costCentres, rules, keys, budgets].flatMap(
        (part) => part.operations,
      ),
      ...planSettings(catalogue.settings, file),
      ...[budgets, keys, rules, costCentres, grants, models, providers, instances, groups, users].flatMap(
        (part) => part.removals,
      ),
    ],
    notes: keys.stayRevoked.map(
      (name) => `the key ${name} was revoked by an administrator and stays revoked; give it a new secret`,
    ),
  };
}
