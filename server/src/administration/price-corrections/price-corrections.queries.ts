import type { admin } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import { type CallCursor, type RecordedCall, recordedCallColumns } from '../../database/recorded-calls.queries.ts';
import { timeColumn } from '../../database/time-column.ts';

/** What is not over yet: `state` is `waiting` or `running`, and whoever holds the lease works on it. */
export interface PriceCorrectionRow extends Omit<admin.PriceCorrection, 'actor'> {
  readonly actor: Record<string, unknown>;
  readonly cursor_at: string | null;
  readonly cursor_id: string | null;
}

/** For so long a run is believed to go on without a sign of life; it gives one with each page of calls. */
const leaseSeconds = 30;

/** Null for an end that is not set. */
const orNull = (column: string): string => `nullif(${column}, 'infinity')`;

const columns = `id, model_id, model, price_version, policy_version, state, actor, reason, is_cancel_asked,
  ${timeColumn('from_at')}, to_char(${orNull('to_at')} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as to_at,
  ${timeColumn('created_at')}, ${timeColumn('ended_at')}, ${timeColumn('cursor_at')}, cursor_id,
  calls_total::float8 as calls_total, calls_looked_at::float8 as calls_looked_at,
  calls_corrected::float8 as calls_corrected`;

/** Due once the change of policy that it is part of is committed: the version that it makes is the next one. */
export async function insertPriceCorrection(
  transaction: Queryable,
  run: Pick<PriceCorrectionRow, 'id' | 'model_id' | 'model' | 'price_version' | 'from_at' | 'to_at' | 'actor'>,
): Promise<void> {
  await transaction.query(
    `insert into price_corrections (id, model_id, model, price_version, from_at, to_at, policy_version, actor)
     values ($1, $2, $3, $4, $5, coalesce($6::timestamptz, 'infinity'), (select version + 1 from policy_head), $7)`,
    [run.id, run.model_id, run.model, run.price_version, run.from_at, run.to_at, JSON.stringify(run.actor)],
  );
}

/** Takes the oldest run that is not over, unless somebody works on it: they go one after the other. */
export async function claimPriceCorrection(database: Queryable, holder: string): Promise<PriceCorrectionRow | null> {
  const { rows } = await database.query<PriceCorrectionRow>(
    `update price_corrections set state = 'running', lease_holder = $1,
       lease_until = now() + make_interval(secs => ${leaseSeconds})
     where id = (select id from price_corrections where state in ('waiting', 'running') order by id limit 1 for update)
       and (lease_until is null or lease_until < now() or lease_holder = $1)
     returning ${columns}`,
    [holder],
  );
  return rows[0] ?? null;
}

/** How far a run is; keeps its lease. @returns whether it goes on: false once somebody else has it, or asked it to end */
export async function notePriceCorrection(
  database: Queryable,
  holder: string,
  run: Pick<PriceCorrectionRow, 'id' | 'calls_total' | 'calls_looked_at' | 'calls_corrected'>,
  cursor: CallCursor | null,
): Promise<boolean> {
  const { rows } = await database.query<{ is_cancel_asked: boolean }>(
    `update price_corrections set calls_total = $3, calls_looked_at = $4, calls_corrected = $5, cursor_at = $6,
       cursor_id = $7, lease_until = now() + make_interval(secs => ${leaseSeconds})
     where id = $1 and lease_holder = $2 and state = 'running' returning is_cancel_asked`,
    [
      run.id,
      holder,
      run.calls_total,
      run.calls_looked_at,
      run.calls_corrected,
      cursor?.at ?? null,
      cursor?.request_id ?? null,
    ],
  );
  return rows[0]?.is_cancel_asked === false;
}

export async function endPriceCorrection(
  database: Queryable,
  id: string,
  state: 'done' | 'cancelled' | 'failed',
  reason: string | null,
): Promise<void> {
  await database.query(
    `update price_corrections set state = $2, reason = $3, ended_at = now(), lease_until = null
     where id = $1 and state in ('waiting', 'running')`,
    [id, state, reason],
  );
}

/** Leaves a run to whoever comes next. */
export async function releasePriceCorrection(database: Queryable, id: string, holder: string): Promise<void> {
  await database.query('update price_corrections set lease_until = null where id = $1 and lease_holder = $2', [
    id,
    holder,
  ]);
}

/** @returns whether there is one that is not over */
export async function askToCancelPriceCorrection(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update price_corrections set is_cancel_asked = true,
       state = case when state = 'waiting' then 'cancelled' else state end,
       ended_at = case when state = 'waiting' then now() end
     where id = $1 and state in ('waiting', 'running')`,
    [id],
  );
  return rowCount === 1;
}

export async function selectPriceCorrection(database: Queryable, id: string): Promise<PriceCorrectionRow | null> {
  const { rows } = await database.query<PriceCorrectionRow>(`select ${columns} from price_corrections where id = $1`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** Newest first; `before` is the id of the last one of the page before. */
export async function selectPriceCorrections(
  database: Queryable,
  page: { readonly before: string | null; readonly limit: number },
): Promise<PriceCorrectionRow[]> {
  const { rows } = await database.query<PriceCorrectionRow>(
    `select ${columns} from price_corrections where $1::text is null or id < $1 order by id desc limit $2`,
    [page.before, page.limit],
  );
  return rows;
}

/** What a model was called in any policy up to now: calls are recorded under its name. */
export async function selectNamesOfModel(database: Queryable, modelId: string): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select distinct model ->> 'display_name' as name
     from policy_versions cross join lateral jsonb_array_elements(document -> 'models') model
     where model ->> 'id' = $1`,
    [modelId],
  );
  return rows.map(({ name }) => name);
}

/** In which of these policies this name stood for this model. */
export async function selectVersionsWithModel(
  database: Queryable,
  model: { readonly id: string; readonly name: string },
  versions: readonly number[],
): Promise<number[]> {
  const { rows } = await database.query<{ version: number }>(
    `select version from policy_versions where version = any($3)
       and document -> 'models' @> jsonb_build_array(jsonb_build_object('id', $1::text, 'display_name', $2::text))`,
    [model.id, model.name, versions],
  );
  return rows.map(({ version }) => version);
}

/** Metered calls under these names that were decided before a policy, in their order. */
export interface CallsToCorrect {
  readonly names: readonly string[];
  readonly from: string;
  /** Null: without an end. */
  readonly to: string | null;
  readonly policyBefore: number;
}

const toCorrect = `final_model = any($1) and at >= $2 and at < coalesce($3::timestamptz, 'infinity')
  and policy_version < $4`;

export async function countCallsToCorrect(database: Queryable, calls: CallsToCorrect): Promise<number> {
  const { rows } = await database.query<{ calls: number }>(
    `select count(*)::float8 as calls from invocations where ${toCorrect} and total_tokens is not null`,
    [calls.names, calls.from, calls.to, calls.policyBefore],
  );
  return rows[0]?.calls ?? 0;
}

/** Whether any of them has no outcome yet. */
export async function isAnyCallOpen(database: Queryable, calls: CallsToCorrect): Promise<boolean> {
  const { rows } = await database.query(`select from invocations where ${toCorrect} and status = 'open' limit 1`, [
    calls.names,
    calls.from,
    calls.to,
    calls.policyBefore,
  ]);
  return rows.length > 0;
}

export async function selectCallsToCorrect(
  database: Queryable,
  calls: CallsToCorrect,
  after: CallCursor | null,
  limit: number,
): Promise<RecordedCall[]> {
  const { rows } = await database.query<RecordedCall>(
    `select ${recordedCallColumns} from invocations call
     where ${toCorrect} and total_tokens is not null
       and (call.at, call.request_id) > ($5::timestamptz, $6) and call.at >= $5::timestamptz
     order by call.at, call.request_id limit $7`,
    [calls.names, calls.from, calls.to, calls.policyBefore, after?.at ?? '-infinity', after?.request_id ?? '', limit],
  );
  return rows;
}
