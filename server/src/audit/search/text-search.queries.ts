import type { Invocation } from '@tollgate/contract';
import { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import { type InvocationRow, invocationColumns, toInvocation } from './invocation-columns.ts';
import { conditionsOf, type InvocationFilter } from './invocations.queries.ts';

/** Where a search goes on: before this call. */
export interface Place {
  readonly at: Date;
  readonly requestId: string;
}

export interface TextFilter {
  /** Numbers of all words that have to be there. */
  readonly words: readonly number[];
  readonly from: Date;
  readonly to: Date;
}

/** How many of the newest contents are looked at one by one, before the index of words is asked. */
const newestLookedAt = 3000;

/**
 * Calls that may hold the words, newest first. Words that are frequent are found among the newest contents; when those
 * do not give enough, the words are rare enough for their index.
 */
export async function selectCandidates(
  database: Queryable,
  filter: InvocationFilter,
  text: TextFilter,
  before: Place | null,
  limit: number,
): Promise<Invocation[]> {
  const newest = await selectNewest(database, filter, text, before, limit);
  if (newest.length >= limit) return newest;
  return selectByIndex(database, filter, text, before, limit);
}

async function selectNewest(
  database: Queryable,
  filter: InvocationFilter,
  text: TextFilter,
  before: Place | null,
  limit: number,
): Promise<Invocation[]> {
  const conditions = new Conditions();
  addWindow(conditions, text, before);
  const source = `select request_id, at, words, is_complete from payload_words said ${conditions.where}
     order by at desc, request_id desc limit ${newestLookedAt}`;
  return selectCalls(database, filter, `with said as materialized (${source})`, conditions, text, limit);
}

async function selectByIndex(
  database: Queryable,
  filter: InvocationFilter,
  text: TextFilter,
  before: Place | null,
  limit: number,
): Promise<Invocation[]> {
  const conditions = new Conditions();
  addWindow(conditions, text, before);
  const window = conditions.where;
  const words = conditions.value(text.words);
  const source = `select request_id, at, words, is_complete from payload_words said ${window} and words @> ${words}::int4[]
     union all select request_id, at, words, is_complete from payload_words said ${window} and not is_complete`;
  return selectCalls(database, filter, `with said as materialized (${source})`, conditions, text, limit);
}

async function selectCalls(
  database: Queryable,
  filter: InvocationFilter,
  said: string,
  conditions: Conditions,
  text: TextFilter,
  limit: number,
): Promise<Invocation[]> {
  const words = conditions.value(text.words);
  const rest = await conditionsOf(database, filter, new Conditions(conditions.values));
  const { rows } = await database.query<InvocationRow>(
    `${said}, found as (select distinct request_id, at from said where words @> ${words}::int4[] or not is_complete)
     select ${invocationColumns} from found join invocations call using (request_id, at)
     ${rest.where} order by call.at desc, call.request_id desc limit ${conditions.value(limit)}`,
    conditions.values,
  );
  return rows.map(toInvocation);
}

function addWindow(conditions: Conditions, { from, to }: TextFilter, before: Place | null): void {
  conditions.add('said.at >= ? and said.at < ?', from, to);
  if (before)
    conditions.add('said.at <= ? and (said.at, said.request_id) < (?, ?)', before.at, before.at, before.requestId);
}
