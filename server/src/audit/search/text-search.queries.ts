import type { Invocation } from '@tollgate/contract';
import { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { WordBits } from '../words/signature.ts';
import { type InvocationRow, invocationColumns, toInvocation } from './invocation-columns.ts';
import { conditionsOf, type InvocationFilter } from './invocations.queries.ts';

/** Where a search goes on: before this call. */
export interface Place {
  readonly at: Date;
  readonly requestId: string;
}

export interface TextWindow {
  /** Of all words that have to be there. */
  readonly words: readonly WordBits[];
  readonly from: Date;
  readonly to: Date;
}

/** Calls of a window of time of which a content may hold all the words, newest first. */
export async function selectCandidates(
  database: Queryable,
  filter: InvocationFilter,
  { words, from, to }: TextWindow,
  before: Place,
  limit: number,
): Promise<Invocation[]> {
  const said = new Conditions();
  said.add('said.at >= ? and said.at < ?', from, to);
  said.add('said.at <= ? and (said.at, said.request_id) < (?, ?)', before.at, before.at, before.requestId);
  for (const number of words.flat()) {
    said.add('get_bit(said.signature, ?::bigint % (8 * octet_length(said.signature))) = 1', number);
  }
  const call = await conditionsOf(database, filter, new Conditions(said.values));
  const { rows } = await database.query<InvocationRow>(
    `with found as (select distinct said.request_id, said.at from payload_signatures said ${said.where})
     select ${invocationColumns} from found join invocations call using (request_id, at)
     ${call.where} order by call.at desc, call.request_id desc limit ${call.value(limit)}`,
    call.values,
  );
  return rows.map(toInvocation);
}
