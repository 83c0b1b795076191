import type { Budget } from '@tollgate/contract';
import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import { subjectOf } from '../../journey/limits/claims.ts';
import type { Limits } from '../../journey/limits/limits.ts';

/** How a caller stands with one of its budgets. */
export interface BudgetStanding {
  readonly name: string;
  readonly measure: Budget['measure'];
  readonly currency: string | null;
  readonly period: Budget['period'];
  readonly is_hard: boolean;
  readonly limit: string;
  /** Spent, and reserved by running calls. */
  readonly used: string;
  readonly resets_at: string;
}

/** The budgets that calls of this caller count against, whatever their model. @throws when the database does not answer */
export function budgetsOf(
  caller: KeyHolder,
  policy: Snapshot,
  limits: Pick<Limits, 'periods' | 'readings'>,
  atMs: number,
): Promise<BudgetStanding[]> {
  return Promise.all(
    policy.budgetsOf(caller, null).map(async (budget): Promise<BudgetStanding> => {
      const { name, measure, currency, period, is_hard, limit } = budget;
      const { from, toMs } = limits.periods(period, atMs);
      const used = await limits.readings({ budgetId: budget.id, subject: subjectOf(budget, caller), periodFrom: from });
      return { name, measure, currency, period, is_hard, limit, used, resets_at: new Date(toMs).toISOString() };
    }),
  );
}
