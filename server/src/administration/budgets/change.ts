import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type BudgetRow, selectBudget, updateBudget } from '../../catalog/budgets.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, merged } from '../refuse.ts';
import { type BudgetRules, checkBudget } from './check-budget.ts';

/** What was used in the period that runs stays used, whatever the new limit is. */
export async function changeBudget(
  pool: pg.Pool,
  actor: Actor,
  change: { readonly id: string; readonly fields: admin.BudgetChange; readonly revision: number | null },
  rules: BudgetRules,
): Promise<BudgetRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectBudget(transaction, change.id);
    assertChangeable(before, 'budget', change.revision);
    const after = { ...merged(before, change.fields), revision: before.revision + 1 };
    await checkBudget(transaction, after, rules);
    await updateBudget(transaction, after);
    log({ action: 'budget.change', target: { kind: 'budget', id: before.id }, before, after });
    return after;
  });
  return result;
}
