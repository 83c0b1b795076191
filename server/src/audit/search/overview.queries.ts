import { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';

/** Calls of a window. */
export interface OverviewScope {
  /** RFC 3339, inclusive. */
  readonly from: string;
  /** RFC 3339, exclusive. */
  readonly to: string;
  /** For members: nothing but this user's calls. */
  readonly onlyUserId: string | undefined;
}

function conditionsOf({ from, to, onlyUserId }: OverviewScope): Conditions {
  const conditions = new Conditions().add('call.at >= ? and call.at < ?', from, to);
  if (onlyUserId !== undefined) conditions.add('call.user_id = ?', onlyUserId);
  return conditions;
}

/** Which of the steps that begin at these times `at` is in, from 0 on. */
const stepOf = (at: string, starts: readonly Date[], conditions: Conditions): string =>
  `width_bucket(${at}, ${conditions.value(starts)}::timestamptz[]) - 1`;

export interface CallCount {
  /** Index of the step. */
  readonly step: number;
  readonly decision: 'passed' | 'redacted' | 'rerouted' | 'blocked' | null;
  readonly status: string;
  readonly provider_id: string | null;
  readonly calls: number;
}

/** How many calls there were, by all that the overview tells apart: one reading of the window, from `invocations_time` alone. */
export async function countCalls(
  database: Queryable,
  scope: OverviewScope,
  starts: readonly Date[],
): Promise<CallCount[]> {
  const conditions = conditionsOf(scope);
  const { rows } = await database.query<CallCount>(
    `select step, decision, status, provider_id, count(*)::int as calls
     from (select ${stepOf('call.at', starts, conditions)} as step, decision, status, provider_id
       from invocations call ${conditions.where}) call
     group by step, decision, status, provider_id`,
    conditions.values,
  );
  return rows;
}

export async function countAll(database: Queryable, scope: OverviewScope): Promise<number> {
  const conditions = conditionsOf(scope);
  const { rows } = await database.query<{ calls: number }>(
    `select count(*)::int as calls from invocations call ${conditions.where}`,
    conditions.values,
  );
  return rows[0]?.calls ?? 0;
}

export interface RuleCount {
  readonly rule: string;
  readonly step: number;
  readonly calls: number;
}

/** In how many calls of each step each rule hit: read from `invocations_found` alone. */
export async function countRules(
  database: Queryable,
  scope: OverviewScope,
  starts: readonly Date[],
): Promise<RuleCount[]> {
  const conditions = conditionsOf(scope).add(`call.rules <> '{}' or call.answer_rules is not null`);
  const { rows } = await database.query<RuleCount>(
    `select rule, step, count(*)::int as calls
     from (select ${stepOf('call.at', starts, conditions)} as step, rules || coalesce(answer_rules, '{}') as rules
       from invocations call ${conditions.where}) call
       cross join lateral (select distinct unnest(call.rules) as rule) found
     group by rule, step`,
    conditions.values,
  );
  return rows;
}

export interface ProviderHealth {
  readonly provider_id: string;
  readonly latency_p50_ms: number | null;
  readonly first_token_p50_ms: number | null;
  /** Of the newest twenty calls, and of them those that failed for a reason that is not the caller's. */
  readonly recent: number;
  readonly recent_failed: number;
  readonly credential_refused: boolean;
}

const sampleMax = 5000;

/** How providers did lately: of the newest calls of a window, which are enough to tell. */
export async function selectProviderHealth(database: Queryable, scope: OverviewScope): Promise<ProviderHealth[]> {
  const conditions = conditionsOf(scope).add('call.provider_id is not null');
  const median = (column: string): string =>
    `percentile_cont(0.5) within group (order by ${column}) filter (where status = 'completed')`;
  const { rows } = await database.query<ProviderHealth>(
    `select provider_id, ${median('total_ms')} as latency_p50_ms, ${median('first_token_ms')} as first_token_p50_ms,
       (count(*) filter (where place <= 20))::int as recent,
       (count(*) filter (where place <= 20 and status = 'failed' and error_code is distinct from 'provider_rejected'))::int
         as recent_failed,
       coalesce(bool_or(place = 1 and error_code = 'provider_auth_failed'), false) as credential_refused
     from (
       select newest.*, row_number() over (partition by provider_id order by at desc) as place
       from (select provider_id, at, status, error_code, total_ms, first_token_ms from invocations call
         ${conditions.where} and status <> 'open' order by at desc limit ${sampleMax}) newest
     ) placed group by provider_id`,
    conditions.values,
  );
  return rows;
}

export interface LastFailure {
  readonly provider_id: string;
  readonly request_id: string;
  readonly at: string;
  readonly error_code: string | null;
}

export async function selectLastFailures(database: Queryable, scope: OverviewScope): Promise<LastFailure[]> {
  const conditions = conditionsOf(scope).add(`call.status = 'failed' and call.provider_id is not null`);
  const { rows } = await database.query<LastFailure>(
    `select distinct on (provider_id) provider_id, request_id, ${timeColumn('at')}, error_code
     from invocations call ${conditions.where} order by provider_id, call.at desc`,
    conditions.values,
  );
  return rows;
}

/** Calls that failed or were blocked for one reason, by provider, and since when. */
export async function countErrors(
  database: Queryable,
  scope: OverviewScope,
  status: string,
  errorCode: string,
): Promise<{ provider_id: string | null; calls: number; since: string }[]> {
  const conditions = conditionsOf(scope).add('call.status = ? and call.error_code = ?', status, errorCode);
  const { rows } = await database.query<{ provider_id: string | null; calls: number; since: string }>(
    `select provider_id, count(*)::int as calls, ${timeColumn('min(at)', 'since')}
     from invocations call ${conditions.where} group by provider_id`,
    conditions.values,
  );
  return rows;
}

const unreviewedMax = 1000;

/** Calls on which a rule acted and of which nobody said whether it was right, up to a thousand. */
export async function countUnreviewed(database: Queryable, scope: OverviewScope): Promise<number> {
  const conditions = conditionsOf(scope).add(`call.decision in ('redacted', 'rerouted', 'blocked')`);
  const { rows } = await database.query<{ calls: number }>(
    `select count(*)::int as calls from (
       select from invocations call ${conditions.where} and not exists (
         select from reviews where reviews.request_id = call.request_id) limit ${unreviewedMax}) found`,
    conditions.values,
  );
  return rows[0]?.calls ?? 0;
}

export interface RecordState {
  readonly has_calls: boolean;
  readonly last_call_at: string | null;
  readonly open_calls: number;
}

/** Whether anybody with a key ever called, and when somebody did last. */
export async function selectRecordState(database: Queryable, onlyUserId: string | undefined): Promise<RecordState> {
  const own = '($1::text is null or user_id = $1)';
  const { rows } = await database.query<RecordState>(
    `select exists (select from invocations where user_id is not null and ${own}) as has_calls,
       (select ${timeColumn('at', 'last_at')} from invocations where ${own} order by invocations.at desc limit 1) as last_call_at,
       (select count(*)::int from invocations where status = 'open' and ${own}) as open_calls`,
    [onlyUserId ?? null],
  );
  const [row] = rows;
  if (!row) throw new Error('a statement of sub-selects has a row');
  return row;
}
