import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type BudgetRow, insertBudget } from '../../catalog/budgets.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { type BudgetRules, checkBudget } from './check-budget.ts';

export async function createBudget(
  pool: pg.Pool,
  actor: Actor,
  input: admin.BudgetCreate,
  rules: BudgetRules,
): Promise<BudgetRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    await checkBudget(transaction, input, rules);
    const budget = { ...input, id: newId('bud'), managed_by_file: false };
    await insertBudget(transaction, budget);
    log({ action: 'budget.create', target: { kind: 'budget', id: budget.id }, before: null, after: budget });
    return { ...budget, revision: 1 };
  });
  return result;
}
