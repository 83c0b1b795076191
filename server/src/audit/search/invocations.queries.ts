import type { Invocation } from '@tollgate/contract';
import { Conditions } from '../../database/conditions.ts';
import { costCentres } from '../../database/cost-centres.ts';
import type { Queryable } from '../../database/queryable.ts';
import { timeOfId } from '../../platform/ids.ts';
import { firstIdAt, isRequestId, readCursor, writeCursor } from './cursor.ts';
import { inTime } from './in-time.ts';
import { addExclusions, type Exclusions } from './exclusions.ts';
import { type InvocationRow, invocationColumns, toInvocation } from './invocation-columns.ts';
import { findInstanceIds, findKeys, findProviderIds, findUserIds } from './names.queries.ts';

type AnyOf<Word = string> = readonly Word[] | undefined;

/** Each list means "any of"; all that is given has to hold. */
export interface InvocationFilter extends Exclusions {
  readonly user?: AnyOf;
  readonly instance?: AnyOf;
  readonly key?: AnyOf;
  readonly model?: AnyOf;
  readonly provider?: AnyOf;
  readonly route?: AnyOf;
  readonly status?: AnyOf;
  readonly decision?: AnyOf;
  readonly rule?: AnyOf;
  readonly error_code?: AnyOf;
  /** Whether rules found anything. */
  readonly found?: 'some' | 'none' | undefined;
  readonly session_id?: AnyOf;
  readonly trace_id?: AnyOf;
  readonly request_id?: AnyOf;
  readonly policy_version?: readonly number[] | undefined;
  readonly cost_centre?: AnyOf;
  /** Calls that have none of these. */
  readonly without?: AnyOf<keyof typeof absent>;
  /** RFC 3339, inclusive. */
  readonly from?: string | undefined;
  /** RFC 3339, exclusive. */
  readonly to?: string | undefined;
  /** Goes with `currency`. */
  readonly cost_min?: string | undefined;
  readonly currency?: string | undefined;
  readonly estimated_usage?: 'true' | undefined;
  readonly latency_min_ms?: number | undefined;
  /** For members: nothing but this user's calls, whatever else is asked. */
  readonly onlyUserId?: string | undefined;
}

const dayOfCall = '(call.at at time zone (select time_zone from rollup_state))::date';
const centreOfCall = `select from ${costCentres} centre where centre.user_id = call.user_id
  and ${dayOfCall} >= centre.from_day and (centre.to_day is null or ${dayOfCall} < centre.to_day)`;

const absent = {
  user: 'call.user_id is null',
  instance: 'call.instance_id is null',
  key: 'call.key_id is null',
  model: 'call.final_model is null',
  provider: 'call.provider_id is null',
  route: 'call.route is null',
  session_id: 'call.session_id is null',
  trace_id: 'call.trace_id is null',
  decision: 'call.decision is null',
  cost_centre: `not exists (${centreOfCall} and centre.cost_centre is not null)`,
  price: `call.total_tokens is not null and call.cost_amount is null and not exists (
    select from ledger entry where entry.request_id = call.request_id and entry.at = call.at)`,
} as const;

export interface InvocationPage {
  readonly items: Invocation[];
  readonly next_cursor: string | null;
}

/**
 * A page of the record, newest first. A cursor names the last call of the page before, so that calls that come meanwhile
 * neither shift nor repeat anything. What takes longer than a statement may is looked for in windows of time, the newest
 * first: such a page may hold fewer calls than asked for, none even, and still have a cursor.
 * @throws InvalidCursor
 */
export async function searchInvocations(
  database: Queryable,
  filter: InvocationFilter,
  limit: number,
  cursor: string | null,
): Promise<InvocationPage> {
  const whole = await inTime(() => selectPage(database, filter, limit, cursor));
  return whole ?? searchInWindows(database, filter, limit, cursor);
}

const dayMs = 86_400_000;
const spanMinMs = 60_000;
const timeMaxMs = 1500;

async function searchInWindows(
  database: Queryable,
  filter: InvocationFilter,
  limit: number,
  cursor: string | null,
): Promise<InvocationPage> {
  const startedAt = performance.now();
  const beginMs = Date.parse(filter.from ?? (await firstCallAt(database)) ?? '') || 0;
  const asked = filter.to === undefined ? Date.now() + dayMs : Date.parse(filter.to);
  let endMs = cursor === null ? asked : Math.min(asked, readCursor(cursor).at.getTime() + 1);
  let spanMs = dayMs;
  while (endMs > beginMs) {
    const sinceMs = Math.max(beginMs, endMs - spanMs);
    const since = new Date(sinceMs);
    const window = { ...filter, from: since.toISOString(), to: new Date(endMs).toISOString() };
    const page = await inTime(() => selectPage(database, window, limit, cursor));
    if (page === null) {
      if (spanMs <= spanMinMs) throw new Error('a minute of the record takes too long to be searched');
      spanMs = Math.max(spanMinMs, spanMs / 8);
      continue;
    }
    if (page.next_cursor !== null || sinceMs === beginMs) return page;
    if (page.items.length > 0 || performance.now() - startedAt > timeMaxMs) {
      return { items: page.items, next_cursor: writeCursor(firstIdAt(since)) };
    }
    endMs = sinceMs;
    spanMs *= 2;
  }
  return { items: [], next_cursor: null };
}

async function firstCallAt(database: Queryable): Promise<string | undefined> {
  const { rows } = await database.query<{ at: Date | null }>('select min(at) as at from invocations');
  return rows[0]?.at?.toISOString();
}

async function selectPage(
  database: Queryable,
  filter: InvocationFilter,
  limit: number,
  cursor: string | null,
): Promise<InvocationPage> {
  const conditions = await conditionsOf(database, filter);
  if (cursor !== null) {
    const { at, requestId } = readCursor(cursor);
    conditions.add('call.at <= ?', at).add('(call.at, call.request_id) < (?, ?)', at, requestId);
  }
  const result = await database.query<InvocationRow>(
    `select ${invocationColumns} from invocations call ${conditions.where}
     order by call.at desc, call.request_id desc limit ${conditions.value(limit + 1)}`,
    conditions.values,
  );
  const items = result.rows.slice(0, limit).map(toInvocation);
  const last = items.at(-1);
  return { items, next_cursor: result.rows.length > limit && last ? writeCursor(last.request_id) : null };
}

/** One call; null when there is none, or when it is not this member's. */
export async function readInvocation(
  database: Queryable,
  requestId: string,
  onlyUserId?: string,
): Promise<Invocation | null> {
  const page = await searchInvocations(database, { request_id: [requestId], onlyUserId }, 1, null);
  return page.items[0] ?? null;
}

/** The conditions of a filter, on the table `invocations call`. */
export async function conditionsOf(
  database: Queryable,
  filter: InvocationFilter,
  conditions = new Conditions(),
): Promise<Conditions> {
  if (filter.onlyUserId !== undefined) conditions.add('call.user_id = ?', filter.onlyUserId);
  if (filter.user) conditions.add('call.user_id = any(?)', await findUserIds(database, filter.user));
  if (filter.instance) conditions.add('call.instance_id = any(?)', await findInstanceIds(database, filter.instance));
  if (filter.key) {
    const keys = await findKeys(database, filter.key);
    // There is no index of keys: those that are known are found by their users.
    if (keys.length > 0) {
      conditions.add(
        'call.user_id = any(?)',
        keys.map(({ user_id }) => user_id),
      );
      conditions.add(
        'call.key_id = any(?)',
        keys.map(({ id }) => id),
      );
    } else {
      conditions.add(
        'call.key_id = any(?) or (call.key_id is null and call.key_prefix = any(?))',
        filter.key,
        filter.key,
      );
    }
  }
  if (filter.provider) conditions.add('call.provider_id = any(?)', await findProviderIds(database, filter.provider));
  if (filter.model) conditions.add('call.final_model = any(?)', filter.model);
  if (filter.route) conditions.add('call.route = any(?)', filter.route);
  if (filter.status) conditions.add('call.status = any(?)', filter.status);
  if (filter.decision) conditions.add('call.decision = any(?)', filter.decision);
  if (filter.rule)
    conditions.add('call.rules && ?::text[] or call.answer_rules && ?::text[]', filter.rule, filter.rule);
  if (filter.policy_version) conditions.add('call.policy_version = any(?)', filter.policy_version);
  if (filter.error_code) conditions.add('call.error_code = any(?)', filter.error_code);
  if (filter.found !== undefined) {
    const isFound = 'cardinality(call.rules) > 0 or coalesce(cardinality(call.answer_rules), 0) > 0';
    conditions.add(filter.found === 'some' ? isFound : `not (${isFound})`);
  }
  if (filter.session_id) conditions.add('call.session_id = any(?)', filter.session_id);
  if (filter.trace_id) conditions.add('call.trace_id = any(?)', filter.trace_id);
  if (filter.cost_centre)
    conditions.add(`exists (${centreOfCall} and centre.cost_centre = any(?))`, filter.cost_centre);
  for (const name of filter.without ?? []) conditions.add(absent[name]);
  await addExclusions(database, filter, conditions);
  if (filter.request_id) {
    const ids = filter.request_id.filter(isRequestId);
    const times = ids.map((id) => new Date(timeOfId(id)));
    conditions.add('call.request_id = any(?) and call.at = any(?::timestamptz[])', ids, times);
  }
  if (filter.from !== undefined) conditions.add('call.at >= ?', filter.from);
  if (filter.to !== undefined) conditions.add('call.at < ?', filter.to);
  if (filter.currency !== undefined) conditions.add('call.cost_currency = ?', filter.currency);
  if (filter.cost_min !== undefined) conditions.add('call.cost_amount >= ?::numeric', filter.cost_min);
  if (filter.estimated_usage !== undefined) conditions.add('call.usage_estimated');
  if (filter.latency_min_ms !== undefined) conditions.add('call.total_ms >= ?', filter.latency_min_ms);
  return conditions;
}
