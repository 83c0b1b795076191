import type { Budget } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

export type BudgetRow = Budget & { readonly revision: number };

const columns = [
  'id, name, scope, measure, "limit"::text AS "limit", currency, period, is_hard, alert_shares, webhook',
  'webhook_secret, is_active, managed_by_file, revision',
].join(', ');

const scopeName = `CASE scope->>'kind'
  WHEN 'user' THEN (SELECT email FROM users one WHERE one.id = scope->>'id')
  WHEN 'group' THEN (SELECT one.name FROM groups one WHERE one.id = scope->>'id')
  WHEN 'instance' THEN (SELECT one.name FROM instances one WHERE one.id = scope->>'id')
  WHEN 'key' THEN (SELECT one.name FROM keys one WHERE one.id = scope->>'id')
  WHEN 'model' THEN (SELECT display_name FROM models one WHERE one.id = scope->>'id') END AS scope_name`;

/** With the name of whose calls count. */
export async function selectNamedBudgets(
  database: Queryable,
  id: string | null,
): Promise<(BudgetRow & { readonly scope_name: string | null })[]> {
  const { rows } = await database.query<BudgetRow & { readonly scope_name: string | null }>(
    `SELECT ${columns}, ${scopeName} FROM budgets WHERE $1::text IS NULL OR id = $1 ORDER BY id COLLATE "C"`,
    [id],
  );
  return rows;
}

/** In a fixed order: the policy document is compared by its text. */
export async function selectBudgets(database: Queryable): Promise<BudgetRow[]> {
  const { rows } = await database.query<BudgetRow>(`SELECT ${columns} FROM budgets ORDER BY id COLLATE "C"`);
  return rows;
}

export async function selectBudget(database: Queryable, id: string): Promise<BudgetRow | undefined> {
  const { rows } = await database.query<BudgetRow>(`SELECT ${columns} FROM budgets WHERE id = $1`, [id]);
  return rows[0];
}

export async function insertBudget(database: Queryable, budget: Budget): Promise<void> {
  await database.query(
    `INSERT INTO budgets (id, name, scope, measure, "limit", currency, period, is_hard, alert_shares, webhook,
       webhook_secret, is_active, managed_by_file)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    valuesOf(budget),
  );
}

export async function updateBudget(database: Queryable, budget: Budget): Promise<void> {
  await database.query(
    `UPDATE budgets SET name = $2, scope = $3, measure = $4, "limit" = $5, currency = $6, period = $7, is_hard = $8,
       alert_shares = $9, webhook = $10, webhook_secret = $11, is_active = $12, managed_by_file = $13,
       revision = revision + 1
     WHERE id = $1`,
    valuesOf(budget),
  );
}

export async function deleteBudget(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM budgets WHERE id = $1', [id]);
}

function valuesOf(budget: Budget): unknown[] {
  return [
    budget.id,
    budget.name,
    JSON.stringify(budget.scope),
    budget.measure,
    budget.limit,
    budget.currency,
    budget.period,
    budget.is_hard,
    JSON.stringify(budget.alert_shares),
    budget.webhook,
    budget.webhook_secret,
    budget.is_active,
    budget.managed_by_file,
  ];
}
