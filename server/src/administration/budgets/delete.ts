import type pg from 'pg';
import { deleteBudget as deleteBudgetRow, selectBudget } from '../../catalog/budgets.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable } from '../refuse.ts';

export async function deleteBudget(
  pool: pg.Pool,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number | null },
): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectBudget(transaction, id);
    assertChangeable(before, 'budget', revision);
    await deleteBudgetRow(transaction, id);
    log({ action: 'budget.delete', target: { kind: 'budget', id }, before, after: null });
  });
}
