import type { Queryable } from '../../../database/queryable.ts';

/**
 * Enters an alert for each share of a budget that a counter has reached: once for counter, period and share. It looks at
 * what changed within the last hour, so that none is missed while nobody looked. Amounts are told as decimal texts.
 */
export async function enterAlerts(database: Queryable): Promise<void> {
  await database.query(
    `INSERT INTO budget_alerts (id, budget_id, subject, period_from, share, spent, next_attempt_at, body)
     SELECT 'alt_' || gen_random_uuid(), budgets.id, subject, period_from, share::numeric, counter.spent,
       CASE WHEN webhook IS NOT NULL THEN now() END,
       jsonb_build_object('type', 'budget.share_reached', 'budget', jsonb_build_object('id', budgets.id, 'name', name),
         'scope', scope, 'measure', measure, 'currency', currency, 'period', period, 'limit', "limit"::text,
         'is_hard', is_hard, 'period_from', to_char(period_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
         'user_id', nullif(subject, ''), 'share', share, 'spent', counter.spent::text)
     FROM (
       SELECT budget_id, subject, period_from, sum(spent) AS spent
       FROM budget_spending JOIN (
         SELECT DISTINCT budget_id, subject, period_from FROM budget_spending WHERE changed_at > now() - interval '1 hour'
       ) changed USING (budget_id, subject, period_from)
       GROUP BY budget_id, subject, period_from
     ) counter
     JOIN budgets ON budgets.id = budget_id AND is_active
     CROSS JOIN jsonb_array_elements_text(alert_shares) share
     WHERE counter.spent > 0 AND counter.spent >= "limit" * share::numeric
     ON CONFLICT (budget_id, subject, period_from, share) DO NOTHING`,
  );
}

/** An alert that its webhook has not taken yet. */
export interface DueAlert {
  readonly id: string;
  readonly body: unknown;
  readonly attempts: number;
  readonly webhook: string;
  readonly webhook_secret: string | null;
}

export async function selectDueAlerts(database: Queryable, limit: number): Promise<DueAlert[]> {
  const { rows } = await database.query<DueAlert>(
    `SELECT budget_alerts.id, body, attempts, webhook, webhook_secret
     FROM budget_alerts JOIN budgets ON budgets.id = budget_id
     WHERE next_attempt_at <= now() AND webhook IS NOT NULL ORDER BY next_attempt_at LIMIT $1`,
    [limit],
  );
  return rows;
}

/** @param retryS null: it is not tried again */
export async function noteAttempt(
  database: Queryable,
  id: string,
  { problem, retryS }: { readonly problem: string | null; readonly retryS: number | null },
): Promise<void> {
  await database.query(
    `UPDATE budget_alerts SET attempts = attempts + 1, problem = $2,
       delivered_at = CASE WHEN $2::text IS NULL THEN now() END,
       next_attempt_at = now() + make_interval(secs => $3)
     WHERE id = $1`,
    [id, problem, retryS],
  );
}

const tables = ['budget_spending', 'budget_leases', 'budget_accounts', 'budget_alerts'] as const;

/** Lets go of counters whose period is long over: of minutes after two days, of hours after 62, of others after 800. */
export async function deleteOldCounters(database: Queryable): Promise<void> {
  for (const table of tables) {
    await database.query(
      `DELETE FROM ${table} counter WHERE period_from < now() - interval '2 days'
       AND period_from < now() - make_interval(days => coalesce((
         SELECT CASE period WHEN 'minute' THEN 2 WHEN 'hour' THEN 62 ELSE 800 END FROM budgets WHERE id = budget_id
       ), 800))`,
    );
  }
}
