import type pg from 'pg';
import type { Queryable } from '../../database/queryable.ts';

/** Names one counter: a budget, whose, in which period (RFC 3339). */
export interface CounterKey {
  readonly budgetId: string;
  readonly subject: string;
  readonly periodFrom: string;
}

/** What is on record of a counter; amounts are decimals. */
export interface CounterState {
  /** Granted to other processes; of those that are gone for good, what they spent and reserved. */
  readonly taken: string;
  /** The part of it that is spent or reserved, as far as they said. */
  readonly used: string;
  /** The part of that which is reserved by running calls. */
  readonly reserved: string;
  /** Others that live hold more than they use. */
  readonly is_idle: boolean;
  /** What the record says that this process used. */
  readonly own: string;
  readonly is_recalled: boolean;
  readonly replicas: number;
}

/** Makes whoever else takes of this counter wait for the end of the transaction. */
export async function lockCounter(client: pg.ClientBase, { budgetId, subject, periodFrom }: CounterKey): Promise<void> {
  await client.query(
    `INSERT INTO budget_accounts AS account (budget_id, subject, period_from) VALUES ($1, $2, $3)
     ON CONFLICT (budget_id, subject, period_from) DO UPDATE SET recalled_at = account.recalled_at`,
    [budgetId, subject, periodFrom],
  );
}

/**
 * How a counter stands. A process counts with all it was granted while its journal lives, and with what the record says
 * once that is closed: then everything it did is there.
 */
export async function selectCounter(
  database: Queryable,
  { budgetId, subject, periodFrom }: CounterKey,
  journalId: string,
): Promise<CounterState> {
  const { rows } = await database.query<CounterState>(
    `WITH leases AS (SELECT * FROM budget_leases WHERE budget_id = $1 AND subject = $2 AND period_from = $3),
     spending AS (SELECT * FROM budget_spending WHERE budget_id = $1 AND subject = $2 AND period_from = $3),
     processes AS (
       SELECT journal_id = $4 AS is_own, coalesce(journals.state = 'closed', false) AS is_gone,
         coalesce(spending.spent + spending.reserved, 0) AS recorded,
         coalesce(leases.granted, 0) AS granted, coalesce(leases.held, 0) AS held,
         coalesce(leases.reserved, 0) AS reserved,
         coalesce(leases.renewed_at > clock_timestamp() - interval '3 seconds', false) AS is_heard_of
       FROM leases FULL JOIN spending USING (journal_id) LEFT JOIN journals ON journals.id = journal_id
     ),
     others AS (
       SELECT CASE WHEN is_gone THEN recorded ELSE greatest(granted, held, recorded) END AS taken,
         CASE WHEN is_gone THEN recorded ELSE greatest(held, recorded) END AS used,
         CASE WHEN is_gone THEN 0 ELSE reserved END AS reserved,
         NOT is_gone AND is_heard_of AND granted > held AS is_idle
       FROM processes WHERE NOT is_own
     )
     SELECT coalesce(sum(taken), 0)::text AS taken, coalesce(sum(used), 0)::text AS used,
       coalesce(sum(reserved), 0)::text AS reserved, coalesce(bool_or(is_idle), false) AS is_idle,
       (SELECT coalesce(sum(recorded), 0)::text FROM processes WHERE is_own) AS own,
       (SELECT coalesce(recalled_at > clock_timestamp() - interval '10 seconds', false) FROM budget_accounts
        WHERE budget_id = $1 AND subject = $2 AND period_from = $3) AS is_recalled,
       (SELECT count(*)::integer FROM journals WHERE state = 'live' AND lease_until > now()) AS replicas
     FROM others`,
    [budgetId, subject, periodFrom, journalId],
  );
  const [row] = rows;
  if (!row) throw new Error('an aggregate always has a row');
  return row;
}

/** What a process says of itself; amounts are decimals. */
export interface LeaseRow {
  readonly budget_id: string;
  readonly subject: string;
  readonly period_from: string;
  readonly journal_id: string;
  readonly granted: string;
  readonly held: string;
  readonly reserved: string;
}

/** What this process may spend from now on; and, `recall`, that others are to give back what they do not use. */
export async function writeLease(database: Queryable, lease: LeaseRow, recall: boolean): Promise<void> {
  await database.query(
    `WITH lease AS (
       INSERT INTO budget_leases (budget_id, subject, period_from, journal_id, granted, held, reserved)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (budget_id, subject, period_from, journal_id) DO UPDATE SET
         granted = excluded.granted, held = excluded.held, reserved = excluded.reserved, renewed_at = now()
     )
     UPDATE budget_accounts SET recalled_at = now()
     WHERE $8::boolean AND budget_id = $1 AND subject = $2 AND period_from = $3`,
    [
      lease.budget_id,
      lease.subject,
      lease.period_from,
      lease.journal_id,
      lease.granted,
      lease.held,
      lease.reserved,
      recall,
    ],
  );
}

export interface RecalledCounter {
  readonly budget_id: string;
  readonly subject: string;
  readonly period_from_ms: number;
}

/**
 * Says that this process lives and what it holds now, of all its counters at once; `granted` stays.
 * @returns those of them that others ran short of lately
 */
export async function renewLeases(database: Queryable, leases: readonly LeaseRow[]): Promise<RecalledCounter[]> {
  const { rows } = await database.query<RecalledCounter>(
    `WITH said AS (SELECT * FROM json_populate_recordset(null::budget_leases, $1)),
     renewed AS (
       UPDATE budget_leases lease SET held = said.held, reserved = said.reserved, renewed_at = now() FROM said
       WHERE lease.budget_id = said.budget_id AND lease.subject = said.subject
         AND lease.period_from = said.period_from AND lease.journal_id = said.journal_id
     )
     SELECT budget_id, subject, round(extract(epoch FROM period_from) * 1000)::double precision AS period_from_ms
     FROM said JOIN budget_accounts account USING (budget_id, subject, period_from)
     WHERE account.recalled_at > clock_timestamp() - interval '5 seconds'`,
    [JSON.stringify(leases)],
  );
  return rows;
}

/** Gives back what was not used, of all counters of a process that ends. */
export async function returnLeases(database: Queryable, leases: readonly LeaseRow[]): Promise<void> {
  await database.query(
    `UPDATE budget_leases lease SET granted = said.held, held = said.held, reserved = said.reserved
     FROM json_populate_recordset(null::budget_leases, $1) said
     WHERE lease.budget_id = said.budget_id AND lease.subject = said.subject
       AND lease.period_from = said.period_from AND lease.journal_id = said.journal_id`,
    [JSON.stringify(leases)],
  );
}
