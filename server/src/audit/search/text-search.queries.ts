import type { Invocation } from '@tollgate/contract';
import type pg from 'pg';
import { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import { inSnapshot } from '../../database/transaction.ts';
import { timeOfId } from '../../platform/ids.ts';
import { bitOfFilter, bitsOfBefore, type WordBits } from '../words/signature.ts';
import { membersInAll } from '../words/word-block.ts';
import { requestIdOf } from '../words/word-blocks.queries.ts';
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
  readonly since: Date;
  readonly before: Place;
  /** What earlier windows of this search read: a block holds a week, of which a window may be a day. */
  readonly blocks: Map<string, ReadBlock>;
}

/** A block of filters, and the places in it of those that have all the words. */
export interface ReadBlock {
  readonly at: Date;
  readonly lastAt: Date;
  readonly places: readonly number[];
}

interface SlicesRow {
  readonly at: Date;
  readonly last_at: Date;
  readonly id: string;
  readonly count: number;
  readonly slices: Buffer;
}

/** The ids of calls of which a content may hold all the words, newest first. */
export async function selectCandidates(pool: pg.Pool, window: TextWindow): Promise<string[]> {
  // A filter moves from its row into a block, and must not be in neither for us.
  const found = await inSnapshot(pool, async (client) => [
    ...(await selectInRows(client, window)),
    ...(await selectInBlocks(client, window)),
  ]);
  return [...new Set(found)].toSorted((a, b) => (a < b ? 1 : -1));
}

async function selectInRows(database: Queryable, { words, since, before }: TextWindow): Promise<string[]> {
  const said = new Conditions();
  said.add('said.at >= ? and said.at <= ?', since, before.at);
  said.add('(said.at, said.request_id) < (?, ?)', before.at, before.requestId);
  const bit = bitOfFilter('octet_length(said.signature)', '?::bigint', '?::bigint');
  const numbersBefore = words.flatMap(bitsOfBefore);
  for (const [index, number] of words.flat().entries()) {
    said.add(`get_bit(said.signature, ${bit}) = 1`, number, numbersBefore[index]);
  }
  const { rows } = await database.query<{ request_id: string }>(
    `select said.request_id from payload_signatures said ${said.where}`,
    said.values,
  );
  return rows.map(({ request_id }) => request_id);
}

/**
 * Reads of each block that was not read yet the bits that are asked about, and of those that have members with all of them who
 * they are. A block that is no more when it is asked again was put together with others, into one that is read.
 */
async function selectInBlocks(database: Queryable, { words, since, before, blocks }: TextWindow): Promise<string[]> {
  const { rows } = await database.query<SlicesRow>(
    `select at, last_at, id, count, (
       select string_agg(substring(slices from ${bitOfFilter('size', 'number', 'before')}::int * bytes + 1 for bytes), '')
       from unnest($3::bigint[], $6::bigint[]) as asked (number, before)) as slices
     from (select *, (count + 7) / 8 as bytes from word_blocks
       where at >= $5 and at <= $2 and last_at >= $1 and id <> all($4::uuid[])) block`,
    // Told as a time, so that PostgreSQL need not plan for the partitions before.
    [
      since,
      before.at,
      words.flat(),
      [...blocks.keys()],
      new Date(since.getTime() - blockMs),
      words.flatMap(bitsOfBefore),
    ],
  );
  for (const { at, last_at: lastAt, id, count, slices } of rows) {
    blocks.set(id, { at, lastAt, places: membersInAll(slices, count) });
  }
  const hits = [...blocks].filter(
    ([, { at, lastAt, places }]) => places.length > 0 && at <= before.at && lastAt >= since,
  );
  const few = hits.filter(([, { places }]) => places.length <= fewMax);
  const many = hits.filter(([, { places }]) => places.length > fewMax);
  const members = [...(await selectMembers(database, few)), ...(await selectAllMembers(database, many))];
  return members
    .map(requestIdOf)
    .filter((requestId) => timeOfId(requestId) >= since.getTime() && requestId < before.requestId);
}

/** A block holds contents of a week at the most. */
const blockMs = 7 * 86_400_000;
/** Each place that is read by itself takes as long as it takes to reach into a long value; all at once, as a long answer takes. */
const fewMax = 32;

type Hits = readonly (readonly [id: string, block: ReadBlock])[];

/** Who stands in the places of blocks that have few. */
async function selectMembers(database: Queryable, hits: Hits): Promise<string[]> {
  if (hits.length === 0) return [];
  const asked = hits.flatMap(([id, { at, places }]) => places.map((place) => ({ id, at, place })));
  const { rows } = await database.query<{ request_id: string | null }>(
    `select block.request_ids[asked.place + 1] as request_id
     from unnest($1::timestamptz[], $2::uuid[], $3::int[]) as asked (at, id, place)
       join word_blocks block on block.at = asked.at and block.id = asked.id
     where block.at = any($1::timestamptz[])`,
    [asked.map(({ at }) => at), asked.map(({ id }) => id), asked.map(({ place }) => place)],
  );
  return rows.flatMap(({ request_id: uuid }) => uuid ?? []);
}

/** The same of blocks that have many: whole blocks are read for it. */
async function selectAllMembers(database: Queryable, hits: Hits): Promise<string[]> {
  if (hits.length === 0) return [];
  const { rows } = await database.query<{ id: string; request_ids: (string | null)[] }>(
    'select id, request_ids from word_blocks where at = any($1::timestamptz[]) and id = any($2::uuid[])',
    [hits.map(([, { at }]) => at), hits.map(([id]) => id)],
  );
  const placesOf = new Map(hits.map(([id, { places }]) => [id, places]));
  return rows.flatMap(({ id, request_ids }) => (placesOf.get(id) ?? []).flatMap((place) => request_ids[place] ?? []));
}

/** Those of the calls that the filter lets through, in the order of the ids, which are newest first. */
export async function selectAmong(
  database: Queryable,
  filter: InvocationFilter,
  requestIds: readonly string[],
): Promise<string[]> {
  const [call, from] = await callsOf(database, filter, requestIds);
  const { rows } = await database.query<{ request_id: string }>(
    `select call.request_id ${from} ${call.where} order by call.at desc, call.request_id desc`,
    call.values,
  );
  return rows.map(({ request_id }) => request_id);
}

/** Calls by their ids, which are newest first, in their order. */
export async function selectCalls(database: Queryable, requestIds: readonly string[]): Promise<Invocation[]> {
  if (requestIds.length === 0) return [];
  const [call, from] = await callsOf(database, {}, requestIds);
  const { rows } = await database.query<InvocationRow>(
    `select ${invocationColumns} ${from} ${call.where} order by call.at desc, call.request_id desc`,
    call.values,
  );
  return rows.map(toInvocation);
}

async function callsOf(
  database: Queryable,
  filter: InvocationFilter,
  requestIds: readonly string[],
): Promise<readonly [call: Conditions, from: string]> {
  const times = requestIds.map((id) => new Date(timeOfId(id)));
  const call = await conditionsOf(database, filter, new Conditions([requestIds, times]));
  // So that only partitions are planned for that may hold them.
  call.add('call.at >= ? and call.at <= ?', times.at(-1), times[0]);
  const asked = 'unnest($1::text[], $2::timestamptz[]) as said (request_id, at)';
  return [call, `from ${asked} join invocations call using (request_id, at)`];
}
