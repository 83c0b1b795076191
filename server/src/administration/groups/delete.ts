import type pg from 'pg';
import { selectBudgets } from '../../catalog/budgets.queries.ts';
import { selectGrants } from '../../catalog/grants.queries.ts';
import {
  deleteGroup as deleteGroupRow,
  endMemberships,
  type GroupRow,
  selectGroup,
} from '../../catalog/groups.queries.ts';
import { selectModels } from '../../catalog/models.queries.ts';
import { selectCustomRules, selectRuleOverrides } from '../../catalog/rules.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import type { Problem } from '../refusal.ts';
import { assertChangeable, conflict } from '../refuse.ts';
import { namesGroup } from './names-group.ts';

/**
 * Deletes a group that nothing names any more; for cost centres its members were in it until today.
 * @param today `YYYY-MM-DD` in the reporting zone
 * @throws AdministrationRefusal telling the grants, rules and budgets that name it
 */
export async function deleteGroup(
  pool: pg.Pool,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number | null },
  today: string,
): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectGroup(transaction, id);
    assertChangeable(before, 'group', revision);
    const uses = [
      ...(await grantsTo(transaction, before)),
      ...(await rulesFor(transaction, before)),
      ...(await budgetsOf(transaction, before)),
    ];
    if (uses.length > 0) throw conflict('This group is still in use.', ...uses);
    await endMemberships(transaction, id, before.member_ids, today);
    await deleteGroupRow(transaction, id);
    log({ action: 'group.delete', target: { kind: 'group', id }, before, after: null });
  });
}

async function grantsTo(transaction: Queryable, { id }: GroupRow): Promise<Problem[]> {
  const models = new Map((await selectModels(transaction)).map((model) => [model.id, model.display_name]));
  return (await selectGrants(transaction))
    .filter(({ to }) => to.kind === 'group' && to.id === id)
    .map((grant) => ({
      field: 'grants',
      message: `${grant.id} grants ${models.get(grant.model_id) ?? grant.model_id} to it`,
    }));
}

async function rulesFor(transaction: Queryable, group: GroupRow): Promise<Problem[]> {
  const rules = [...(await selectCustomRules(transaction)), ...(await selectRuleOverrides(transaction))];
  return rules
    .filter(({ definition }) => definition.audience?.groups?.some((named) => namesGroup(named, group)))
    .map(({ definition }) => ({ field: 'rules', message: `${definition.id} reads the calls of its members` }));
}

async function budgetsOf(transaction: Queryable, { id }: GroupRow): Promise<Problem[]> {
  return (await selectBudgets(transaction))
    .filter(({ scope }) => scope.kind === 'group' && scope.id === id)
    .map((budget) => ({ field: 'budgets', message: `${budget.name} limits what its members use` }));
}
