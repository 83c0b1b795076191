import { type Decimal, money } from '@tollgate/contract';
import type { LimitReserved } from '../../events.ts';
import { eventsOf, type Projection } from '../batch.ts';
import { addBudgetSpending, type SpendingRow } from './budget-spending.queries.ts';

/**
 * What calls used of budgets. An open adds what it reserved; a settle takes that back and adds what was spent. Both are
 * sums, so it makes no difference which comes first, or that a call was told as interrupted in between: that settle knows
 * of no budgets, and what the call reserved stays until one comes that does.
 */
export const projectBudgetSpending: Projection = async (content) => {
  const sums = new Map<string, Sum>();
  const add = (journalId: string, limit: LimitReserved, spent: Decimal, reserved: Decimal): void => {
    const name = [limit.budget_id, limit.subject, limit.period_from, journalId].join('\n');
    const sum = sums.get(name) ?? { limit, journalId, spent: money.zero, reserved: money.zero };
    sums.set(name, { ...sum, spent: money.add(sum.spent, spent), reserved: money.add(sum.reserved, reserved) });
  };
  for (const { head, journalId } of eventsOf(content, 'open')) {
    for (const limit of head.limits ?? []) add(journalId, limit, money.zero, money.decimal(limit.reserved));
  }
  for (const { head, journalId } of eventsOf(content, 'settle')) {
    for (const limit of head.limits ?? []) {
      const { units, scale } = money.decimal(limit.reserved);
      add(journalId, limit, money.decimal(limit.spent), { units: -units, scale });
    }
  }
  if (sums.size === 0) return null;
  const rows = [...sums.values()].map(rowOf);
  return (client) => addBudgetSpending(client, rows);
};

interface Sum {
  readonly limit: LimitReserved;
  readonly journalId: string;
  readonly spent: Decimal;
  readonly reserved: Decimal;
}

function rowOf({ limit, journalId, spent, reserved }: Sum): SpendingRow {
  return {
    budget_id: limit.budget_id,
    subject: limit.subject,
    period_from: limit.period_from,
    journal_id: journalId,
    spent: money.toText(spent),
    reserved: money.toText(reserved),
  };
}
