import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

/** One counter in one period; exact decimals. */
export interface CounterUsage {
  readonly subject: string;
  readonly name: string | null;
  readonly spent: string;
  readonly reserved: string;
}

/**
 * How the counters of a budget stand in a period, by subject. What a process that lives says it holds beyond what the
 * record says, it has reserved.
 * @param after the subject of the last counter of the page before
 */
export async function selectBudgetUsage(
  database: Queryable,
  budgetId: string,
  periodFrom: string,
  { after = null, limit }: { readonly after?: string | null; readonly limit: number },
): Promise<CounterUsage[]> {
  const { rows } = await database.query<CounterUsage>(
    `WITH leases AS (SELECT * FROM budget_leases WHERE budget_id = $1 AND period_from = $2),
     spending AS (SELECT * FROM budget_spending WHERE budget_id = $1 AND period_from = $2),
     processes AS (
       SELECT subject, coalesce(spending.spent, 0) AS spent,
         CASE WHEN journals.state = 'closed' THEN coalesce(spending.reserved, 0)
           ELSE greatest(coalesce(leases.held, 0) - coalesce(spending.spent, 0), coalesce(spending.reserved, 0)) END AS reserved
       FROM leases FULL JOIN spending USING (subject, journal_id) LEFT JOIN journals ON journals.id = journal_id
     )
     SELECT subject, (SELECT email FROM users WHERE id = subject) AS name,
       sum(spent)::text AS spent, sum(reserved)::text AS reserved
     FROM processes WHERE $3::text IS NULL OR subject COLLATE "C" > $3
     GROUP BY subject ORDER BY subject COLLATE "C" LIMIT $4`,
    [budgetId, periodFrom, after, limit],
  );
  return rows;
}

export interface PastPeriod {
  readonly period_from: string;
  readonly subject: string;
  readonly spent: string;
}

/** What was spent in the periods before one, newest first. */
export async function selectBudgetHistory(
  database: Queryable,
  budgetId: string,
  before: string,
  periods: number,
): Promise<PastPeriod[]> {
  const { rows } = await database.query<PastPeriod>(
    `WITH past AS (
       SELECT DISTINCT period_from FROM budget_spending WHERE budget_id = $1 AND period_from < $2
       ORDER BY period_from DESC LIMIT $3
     )
     SELECT ${timeColumn('period_from')}, subject, sum(spent)::text AS spent
     FROM budget_spending JOIN past USING (period_from) WHERE budget_id = $1
     GROUP BY budget_spending.period_from, subject
     ORDER BY budget_spending.period_from DESC, subject COLLATE "C" LIMIT 1000`,
    [budgetId, before, periods],
  );
  return rows;
}

export interface AlertRow {
  readonly at: string;
  readonly period_from: string;
  readonly subject: string;
  readonly share: string;
  readonly spent: string;
  readonly delivered_at: string | null;
  readonly attempts: number;
  readonly problem: string | null;
}

export async function selectBudgetAlerts(database: Queryable, budgetId: string): Promise<AlertRow[]> {
  const { rows } = await database.query<AlertRow>(
    `SELECT ${['at', 'period_from', 'delivered_at'].map((column) => timeColumn(column)).join(', ')}, subject, share::text AS share,
       spent::text AS spent, attempts, problem
     FROM budget_alerts WHERE budget_id = $1 ORDER BY budget_alerts.at DESC LIMIT 100`,
    [budgetId],
  );
  return rows;
}
