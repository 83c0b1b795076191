import type { Queryable } from '../../../database/queryable.ts';

/** What is to be added to a counter: exact decimals, which may be negative. */
export interface SpendingRow {
  readonly budget_id: string;
  readonly subject: string;
  readonly period_from: string;
  readonly journal_id: string;
  readonly spent: string;
  readonly reserved: string;
}

export async function addBudgetSpending(database: Queryable, rows: readonly SpendingRow[]): Promise<void> {
  await database.query(
    `INSERT INTO budget_spending (budget_id, subject, period_from, journal_id, spent, reserved)
     SELECT budget_id, subject, period_from, journal_id, spent, reserved
     FROM json_populate_recordset(null::budget_spending, $1)
     ON CONFLICT (budget_id, subject, period_from, journal_id) DO UPDATE SET
       spent = budget_spending.spent + excluded.spent, reserved = budget_spending.reserved + excluded.reserved,
       changed_at = now()`,
    [JSON.stringify(rows)],
  );
}
