import type { CostKind, Invocation, Usage } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import { type UsageSums, toUsage, usageSums } from '../../database/usage-sums.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type InvocationRow, invocationColumns, toInvocation } from './invocation-columns.ts';
import { findUserIds } from './names.queries.ts';

export type RunColumn = 'trace_id' | 'session_id';

/** The calls of one run of an agent (`trace_id`) or of one conversation (`session_id`), of one user. */
export interface RunKey {
  readonly column: RunColumn;
  readonly id: string;
  /** Null for calls without a user. */
  readonly userId: string | null;
}

/** Ids that callers chose are unique within one user only. */
export type RunOwner =
  | { readonly kind: 'found'; readonly run: RunKey }
  | { readonly kind: 'several'; readonly users: readonly { readonly id: string; readonly email: string }[] };

export interface RunCall {
  readonly invocation: Invocation;
  /** Since the last of the calls before it ended; 0 while one still ran, null for the first one. */
  readonly gapMs: number | null;
}

export interface RunPage {
  /** Oldest first. */
  readonly calls: readonly RunCall[];
  readonly nextCursor: string | null;
}

export interface RunTotals {
  /** What all calls have in common; null when they differ. */
  readonly trace_id: string | null;
  readonly session_id: string | null;
  readonly totals: {
    readonly calls: number;
    readonly usage: Usage;
    readonly costs: { readonly kind: CostKind; readonly currency: string; readonly amount: string }[];
    readonly duration_ms: number;
    readonly idle_ms: number;
    readonly gateway_ms: number;
    readonly provider_ms: number;
  };
}

/**
 * When a call (of the table `invocations`, here `call`) ended. One that is open still runs; when an interrupted one ended
 * nobody knows, so only its beginning counts.
 */
const endedAt = `case
  when call.status = 'open' then greatest(now(), call.at)
  when call.total_ms is not null then call.at + call.total_ms * interval '1 millisecond'
  when call.status = 'interrupted' then call.at
  else greatest(call.settled_at, call.at) end`;

const beforeProvider = 'coalesce(call.queue_ms, 0) + coalesce(call.scan_ms, 0) + coalesce(call.record_ms, 0)';
/** Milliseconds of the gateway alone, and of the provider; a call that no provider was asked for is all the gateway's. */
const gatewayMs = `case when call.route is null then coalesce(call.total_ms, ${beforeProvider}) else ${beforeProvider} end`;
const providerMs = `case when call.route is null then 0 else greatest(call.total_ms - (${beforeProvider}), 0) end`;

const ofRun = (column: RunColumn): string => `call.${column} = $1 and call.user_id is not distinct from $2`;

/**
 * Whose run it is that has this id. Null when nobody's.
 * @param user id or e-mail
 */
export async function findRun(
  database: Queryable,
  column: RunColumn,
  id: string,
  user?: string,
): Promise<RunOwner | null> {
  const wanted = user === undefined ? null : await findUserIds(database, [user]);
  const result = await database.query<{ id: string | null; email: string | null }>(
    `select user_id as id, max(user_email) as email from invocations
     where ${column} = $1 and ($2::text[] is null or user_id = any($2)) group by user_id order by user_id`,
    [id, wanted],
  );
  const users = result.rows.flatMap((row) => (row.id === null ? [] : [{ id: row.id, email: row.email ?? '' }]));
  if (users.length > 1) return { kind: 'several', users };
  if (result.rows.length === 0) return null;
  return { kind: 'found', run: { column, id, userId: users[0]?.id ?? null } };
}

/**
 * Calls of a run in order, with the idle time before each.
 * @throws InvalidCursor
 */
export async function readRunPage(
  database: Queryable,
  run: RunKey,
  limit: number,
  cursor: string | null,
): Promise<RunPage> {
  const after = cursor === null ? null : readCursor(cursor);
  let endedMs = after === null ? null : await readEndBefore(database, run, after);
  const result = await database.query<InvocationRow & { ended_ms: number }>(
    `select ${invocationColumns}, (extract(epoch from ${endedAt}) * 1000)::float8 as ended_ms from invocations call
     where ${ofRun(run.column)} and ($3::timestamptz is null or call.at >= $3 and (call.at, call.request_id) > ($3, $4))
     order by call.at, call.request_id limit $5`,
    [run.id, run.userId, after?.at ?? null, after?.requestId ?? null, limit + 1],
  );
  const rows = result.rows.slice(0, limit);
  const calls = rows.map((row): RunCall => {
    const gapMs = endedMs === null ? null : rounded(Math.max(0, row.at.getTime() - endedMs));
    endedMs = Math.max(endedMs ?? 0, row.ended_ms);
    return { invocation: toInvocation(row), gapMs };
  });
  const last = rows.at(-1);
  return { calls, nextCursor: last && result.rows.length > limit ? writeCursor(last.request_id) : null };
}

/** Calls of a run behind those of a page that go on from one of these, oldest first. */
export async function findFollowers(
  database: Queryable,
  run: RunKey,
  requestIds: readonly string[],
  cursor: string,
): Promise<{ readonly requestId: string; readonly parentId: string }[]> {
  const { at, requestId } = readCursor(cursor);
  const result = await database.query<{ request_id: string; parent_request_id: string }>(
    `select call.request_id, call.parent_request_id from invocations call
     where ${ofRun(run.column)} and call.at >= $3 and (call.at, call.request_id) > ($3, $4)
       and call.parent_request_id = any($5)
     order by call.at, call.request_id limit 20`,
    [run.id, run.userId, at, requestId, requestIds],
  );
  return result.rows.map((row) => ({ requestId: row.request_id, parentId: row.parent_request_id }));
}

/** When the calls up to this one had ended, in milliseconds since the epoch. */
async function readEndBefore(
  database: Queryable,
  run: RunKey,
  upto: { readonly at: Date; readonly requestId: string },
): Promise<number | null> {
  const result = await database.query<{ ended_ms: number | null }>(
    `select (extract(epoch from max(${endedAt})) * 1000)::float8 as ended_ms from invocations call
     where ${ofRun(run.column)} and call.at <= $3 and (call.at, call.request_id) <= ($3, $4)`,
    [run.id, run.userId, upto.at, upto.requestId],
  );
  return result.rows[0]?.ended_ms ?? null;
}

interface TotalsRow extends UsageSums {
  calls: string;
  trace_id: string | null;
  session_id: string | null;
  duration_ms: number | null;
  idle_ms: number | null;
  gateway_ms: number | null;
  provider_ms: number | null;
}

export async function readRunTotals(database: Queryable, run: RunKey): Promise<RunTotals> {
  const result = await database.query<TotalsRow>(
    `select count(*) as calls, ${usageSums},
       case when count(distinct coalesce(trace_id, '')) = 1 then max(trace_id) end as trace_id,
       case when count(distinct coalesce(session_id, '')) = 1 then max(session_id) end as session_id,
       (extract(epoch from max(ended_at) - min(at)) * 1000)::float8 as duration_ms,
       (sum(greatest(extract(epoch from at - ended_before), 0)) * 1000)::float8 as idle_ms,
       sum(gateway_ms)::float8 as gateway_ms, sum(provider_ms)::float8 as provider_ms
     from (
       select *, max(ended_at) over (order by at, request_id rows between unbounded preceding and 1 preceding) as ended_before
       from (
         select call.request_id, call.at, call.trace_id, call.session_id, call.input_tokens, call.cached_input_tokens,
           call.cache_write_tokens, call.output_tokens, call.reasoning_tokens, call.prompt_tokens,
           call.completion_tokens, call.total_tokens, call.usage_estimated,
           ${endedAt} as ended_at, ${gatewayMs} as gateway_ms, ${providerMs} as provider_ms
         from invocations call where ${ofRun(run.column)}
       ) timed
     ) spaced`,
    [run.id, run.userId],
  );
  const [row] = result.rows;
  if (!row) throw new Error('an aggregate always has a row');
  return {
    trace_id: row.trace_id,
    session_id: row.session_id,
    totals: {
      calls: Number(row.calls),
      usage: toUsage(row),
      costs: await readCosts(database, run),
      duration_ms: rounded(row.duration_ms ?? 0),
      idle_ms: rounded(row.idle_ms ?? 0),
      gateway_ms: rounded(row.gateway_ms ?? 0),
      provider_ms: rounded(row.provider_ms ?? 0),
    },
  };
}

/**
 * From the ledger, so that corrections count. `offset 0` keeps the entries a look-up for each call: as a join the planner
 * starts parallel workers for them, which take longer than the query.
 */
async function readCosts(database: Queryable, run: RunKey): Promise<RunTotals['totals']['costs']> {
  const result = await database.query<RunTotals['totals']['costs'][number]>(
    `select entry.kind, entry.currency, sum(entry.amount)::text as amount
     from invocations call cross join lateral (
       select kind, currency, amount from ledger where request_id = call.request_id and at = call.at offset 0
     ) entry
     where ${ofRun(run.column)}
     group by entry.kind, entry.currency order by entry.kind, entry.currency`,
    [run.id, run.userId],
  );
  return result.rows;
}

/** To a microsecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
