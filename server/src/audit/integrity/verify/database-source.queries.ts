import type { AccessHead, AdministrationHead } from '../../events.ts';
import type { Queryable } from '../../../database/queryable.ts';
import { timeColumn } from '../../../database/time-column.ts';
import { timeOfId } from '../../../platform/ids.ts';
import { jsonColumns, openColumns, settleColumns } from '../../shipper/record.queries.ts';
import type { CallIdentity, Row } from '../../shipper/rows.ts';
import { keyOf } from './kept-event.ts';

interface EventPlace {
  readonly journalId: string;
  readonly sequence: bigint;
}

export async function selectJournalIds(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    'select distinct journal_id as id from chain_blocks order by 1',
  );
  return rows.map(({ id }) => id);
}

export interface BlockRow {
  readonly firstSequence: bigint;
  readonly lastSequence: bigint;
  readonly at: Date;
  readonly previousHash: Buffer;
  readonly lastHash: Buffer;
  readonly entries: Buffer;
}

/** The blocks of a chain in order, after the one named. */
export async function selectBlocks(
  database: Queryable,
  journalId: string,
  after: { readonly sequence: bigint; readonly at: Date },
  limit: number,
): Promise<BlockRow[]> {
  const { rows } = await database.query<{
    first_sequence: string;
    last_sequence: string;
    at: Date;
    previous_hash: Buffer;
    last_hash: Buffer;
    entries: Buffer;
  }>(
    `select first_sequence, last_sequence, at, previous_hash, last_hash, entries from chain_blocks
     where journal_id = $1 and (first_sequence, at) > ($2, $3) order by first_sequence, at limit $4`,
    [journalId, after.sequence, after.at, limit],
  );
  return rows.map((row) => ({
    firstSequence: BigInt(row.first_sequence),
    lastSequence: BigInt(row.last_sequence),
    at: row.at,
    previousHash: row.previous_hash,
    lastHash: row.last_hash,
    entries: row.entries,
  }));
}

/** What is compared: by which key a row is found, and which columns must be equal. */
const comparisons = {
  opens: { table: 'invocations', key: ['request_id', 'at'], columns: openColumns },
  settles: { table: 'invocations', key: ['request_id', 'at'], columns: settleColumns },
  ledger: {
    table: 'ledger',
    key: ['request_id', 'at', 'journal_id', 'sequence'],
    columns: [
      'entry',
      'user_id',
      'instance_id',
      'session_id',
      'model',
      'provider_id',
      'route',
      'kind',
      'currency',
      'amount',
      'input_amount',
      'cached_input_amount',
      'cache_write_amount',
      'output_amount',
      'reasoning_amount',
      'input_tokens',
      'cached_input_tokens',
      'cache_write_tokens',
      'output_tokens',
      'reasoning_tokens',
      'price_version',
    ],
  },
  tool_calls: {
    table: 'tool_calls',
    key: ['user_id', 'instance_id', 'tool_call_id', 'at', 'request_id'],
    columns: ['trace_id', 'session_id'],
  },
  answers: { table: 'answers', key: ['fingerprint', 'at', 'request_id'], columns: ['trace_id', 'session_id'] },
} as const;

/** How the rows in the database differ from these; rows that do not differ are left out. */
export async function compareRows(
  database: Queryable,
  kind: keyof typeof comparisons,
  rows: readonly Row[],
): Promise<{ index: number; difference: string }[]> {
  if (rows.length === 0) return [];
  const { table, key, columns } = comparisons[kind];
  const differs = (column: string): string =>
    jsonColumns.has(column) && table === 'invocations'
      ? `there.${column}::text is distinct from (new.${column} #>> '{}')`
      : `there.${column} is distinct from new.${column}`;
  const { rows: found } = await database.query<{ index: number; is_missing: boolean; altered: string[] }>(
    `select (one.index - 1)::int as index, there.${key[0]} is null as is_missing,
       array_remove(array[${columns.map((column) => `case when ${differs(column)} then '${column}' end`).join(', ')}], null)
         as altered
     from json_array_elements($1::json) with ordinality one(value, index)
     cross join lateral json_populate_record(null::${table}, one.value) new
     left join ${table} there on ${key.map((column) => `there.${column} = new.${column}`).join(' and ')}
     where there.${key[0]} is null or ${columns.map(differs).join(' or ')}`,
    [JSON.stringify(rows)],
  );
  const name = nameOf[kind];
  return found.map(({ index, is_missing, altered }) => ({
    index,
    difference: is_missing ? `${name} is missing` : `${name} was altered: ${altered.join(', ')}`,
  }));
}

const nameOf: Record<keyof typeof comparisons, string> = {
  opens: 'its row',
  settles: 'the outcome in its row',
  ledger: 'its ledger entry',
  tool_calls: 'a link through its tool call',
  answers: 'the link through its answer',
};

/** Those of the events that made no row of their own: late settles, what a table would not take, and held ones. */
export async function selectSetAside(database: Queryable, events: readonly EventPlace[]): Promise<ReadonlySet<string>> {
  const { rows } = await database.query<{ journal_id: string; sequence: string }>(
    `select journal_id, sequence from corrections where (journal_id, sequence) in (${placesOf})
     union all select journal_id, sequence from rejected_events where (journal_id, sequence) in (${placesOf})
     union all select id, held from journals, unnest(held_sequences) held where (id, held) in (${placesOf})`,
    placeValues(events),
  );
  return new Set(rows.map(({ journal_id, sequence }) => `${journal_id} ${sequence}`));
}

/** Whose these calls are, as their rows say. */
export async function selectOwners(
  database: Queryable,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, CallIdentity>> {
  const { rows } = await database.query<CallIdentity & { request_id: string }>(
    `select request_id, user_id, instance_id, session_id, trace_id, final_model, provider_id, route from invocations
     where request_id = any($1) and at = any($2::timestamptz[])`,
    [requestIds, timesOf(requestIds)],
  );
  return new Map(rows.map((row) => [row.request_id, row]));
}

export interface ContentRow {
  readonly key_id: string;
  readonly commitment: Buffer;
  readonly box: Buffer;
}

/** The contents of these events, by journal and sequence. */
export async function selectContentsOf(
  database: Queryable,
  events: readonly (EventPlace & { readonly requestId: string })[],
): Promise<ReadonlyMap<string, ContentRow>> {
  const ids = [...new Set(events.map(({ requestId }) => requestId))];
  const { rows } = await database.query<ContentRow & { journal_id: string; sequence: string }>(
    `select journal_id, sequence, key_id, commitment, box from payload_contents
     where request_id = any($1) and at = any($2::timestamptz[])`,
    [ids, timesOf(ids)],
  );
  const wanted = new Set(events.map(keyOf));
  const found = rows.map((row) => [`${row.journal_id} ${row.sequence}`, row] as const);
  return new Map(found.filter(([key]) => wanted.has(key)));
}

export async function selectAccessesOf(
  database: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccessHead>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database.query<Omit<AccessHead, 'target'> & { target_kind: string | null; target_id: string }>(
    `select access_id, ${timeColumn('at')}, actor, action, target_kind, target_id, detail from access_log
     where access_id = any($1) and at = any($2::timestamptz[])`,
    [ids, timesOf(ids)],
  );
  return new Map(
    rows.map(({ target_kind: kind, target_id: id, ...row }) => [
      row.access_id,
      { ...row, target: kind === null ? null : { kind, id } },
    ]),
  );
}

export async function selectLinesOf(
  database: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AdministrationHead>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database.query<
    Omit<AdministrationHead, 'target'> & { target_kind: string; target_id: string }
  >(
    `select id as entry_id, ${timeColumn('at')}, actor, action, target_kind, target_id, before, after, reason,
       policy_version from administration_log where id = any($1::bigint[])`,
    [ids],
  );
  return new Map(
    rows.map(({ target_kind: kind, target_id: id, ...row }) => [row.entry_id, { ...row, target: { kind, id } }]),
  );
}

export interface PlacedRow extends EventPlace {
  readonly requestId: string | null;
  readonly what: string;
}

/** Tables whose rows are made of events, and how to read which event. */
const placed = [
  { table: 'invocations', what: 'a call', columns: 'journal_id, sequence, request_id' },
  { table: 'invocations', what: 'an outcome', columns: 'settle_journal_id, settle_sequence, request_id' },
  { table: 'ledger', what: 'a ledger entry', columns: 'journal_id, sequence, request_id' },
  { table: 'corrections', what: 'a correction', columns: 'journal_id, sequence, request_id' },
  { table: 'payload_contents', what: 'a content', columns: 'journal_id, sequence, request_id' },
  { table: 'access_log', what: 'a line of the access log', columns: 'journal_id, sequence, null' },
  { table: 'administration_log', what: 'a line of the administration log', columns: 'journal_id, sequence, null' },
] as const;
const rowsAtOnce = 10_000;

/** Every row that was made of an event, with the event that it names; table by table in the order of storage. */
export async function* selectPlacedRows(database: Queryable): AsyncIterable<PlacedRow> {
  for (const { table, what, columns } of placed) {
    for (const part of await selectParts(database, table)) {
      for (let after = '(0,0)'; ;) {
        const { rows } = await database.query<{ place: string; j: string | null; s: string | null; r: string | null }>(
          `select place, j, s, r from (select ctid as place, ${columns} from ${part} where ctid > $1::tid limit $2)
           one(place, j, s, r)`,
          [after, rowsAtOnce],
        );
        for (const { j, s, r } of rows) {
          if (j !== null && s !== null) yield { journalId: j, sequence: BigInt(s), requestId: r, what };
        }
        const last = rows.at(-1);
        if (!last || rows.length < rowsAtOnce) break;
        after = last.place;
      }
    }
  }
}

/** Rows that say something of an outcome although none is noted. */
export async function selectUnsettledWithOutcome(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ request_id: string }>(
    `select request_id from invocations
     where settle_journal_id is null
       and (status <> 'open' or cost_amount is not null or total_tokens is not null or settled_at is not null) limit 1000`,
  );
  return rows.map(({ request_id }) => request_id);
}

async function selectParts(database: Queryable, table: string): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select relid::regclass::text as name from pg_partition_tree($1::regclass) where isleaf order by 1`,
    [table],
  );
  return rows.length === 0 ? [table] : rows.map(({ name }) => name);
}

const placesOf = 'select * from unnest($1::text[], $2::bigint[])';

function placeValues(events: readonly EventPlace[]): unknown[] {
  return [events.map(({ journalId }) => journalId), events.map(({ sequence }) => sequence)];
}

/** The times inside ids: with them a look-up goes to one partition. */
function timesOf(ids: readonly string[]): Date[] {
  return [...new Set(ids.map(timeOfId))].filter((ms) => !Number.isNaN(ms)).map((ms) => new Date(ms));
}
