import type { Queryable } from '../../../database/queryable.ts';
import type { Projected } from './seen-events.ts';

export interface PlacedRow {
  readonly journalId: string;
  readonly sequence: bigint;
  readonly requestId: string | null;
  readonly of: Projected;
  /** For a person. */
  readonly what: string;
}

interface Placed {
  readonly table: string;
  readonly of: Projected;
  readonly what: string;
  /** Journal, sequence, and the call. */
  readonly columns: string;
}

/** Tables whose rows are made of events and name them. The administration log is compared line by line instead. */
const placed: readonly Placed[] = [
  { table: 'invocations', of: 'call', what: 'a call', columns: 'journal_id, sequence, request_id' },
  {
    table: 'invocations',
    of: 'outcome',
    what: 'an outcome',
    columns: 'settle_journal_id, settle_sequence, request_id',
  },
  { table: 'corrections', of: 'outcome', what: 'a correction', columns: 'journal_id, sequence, request_id' },
  { table: 'ledger', of: 'ledger', what: 'a ledger entry', columns: 'journal_id, sequence, request_id' },
  { table: 'payload_contents', of: 'content', what: 'a content', columns: 'journal_id, sequence, request_id' },
  { table: 'access_log', of: 'access', what: 'a line of the access log', columns: 'journal_id, sequence, null' },
  { table: 'erasures', of: 'erasure', what: 'an erasure', columns: 'journal_id, sequence, null' },
  { table: 'denials', of: 'denials', what: 'a count of refusals', columns: 'journal_id, sequence, null' },
];
const rowsAtOnce = 10_000;

/** Every row that names an event; table by table in the order of storage. */
export async function* selectPlacedRows(database: Queryable): AsyncIterable<PlacedRow> {
  for (const { table, of, what, columns } of placed) {
    for await (const [journalId, sequence, requestId] of walk(database, table, columns, 3)) {
      if (journalId == null || sequence == null) continue;
      yield { journalId, sequence: BigInt(sequence), requestId: requestId ?? null, of, what };
    }
  }
}

export interface AdministrationLine {
  readonly id: string;
  /** Null for a line that waits to be put into a chain. */
  readonly journalId: string | null;
  readonly sequence: bigint | null;
}

export async function* selectAdministrationLines(database: Queryable): AsyncIterable<AdministrationLine> {
  for await (const [id, journalId, sequence] of walk(database, 'administration_log', 'id, journal_id, sequence', 3)) {
    if (id == null) continue;
    yield { id, journalId: journalId ?? null, sequence: sequence == null ? null : BigInt(sequence) };
  }
}

/** How the links of a table are told apart: the columns of their keys. */
export const linkKeys = {
  tool_calls: ['user_id', 'instance_id', 'tool_call_id', 'request_id'],
  answers: ['fingerprint', 'request_id'],
} as const;
export type LinkTable = keyof typeof linkKeys;

export async function countLinks(database: Queryable, table: LinkTable): Promise<number> {
  const { rows } = await database.query<{ count: string }>(`select count(*) as count from ${table}`);
  return Number(rows[0]?.count);
}

/** The links of a table: the call and the key of each. */
export async function* selectLinks(
  database: Queryable,
  table: LinkTable,
): AsyncIterable<{ readonly requestId: string; readonly key: string }> {
  const columns = linkKeys[table];
  for await (const values of walk(database, table, columns.join(', '), columns.length)) {
    yield { requestId: values.at(-1) ?? '', key: values.join(' ') };
  }
}

/** The events that these calls' rows name as their outcomes. */
export async function selectOutcomesOf(
  database: Queryable,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly journalId: string; readonly sequence: bigint }>> {
  const { rows } = await database.query<{ id: string; j: string; s: string }>(
    `select request_id as id, settle_journal_id as j, settle_sequence as s from invocations
     where request_id = any($1) and settle_journal_id is not null`,
    [requestIds],
  );
  return new Map(rows.map(({ id, j, s }) => [id, { journalId: j, sequence: BigInt(s) }]));
}

/** Calls that say something of an outcome although none is noted. */
export async function selectUnsettledWithOutcome(database: Queryable, columns: readonly string[]): Promise<string[]> {
  const isThere = columns.map((column) => `${column} is not null`).join(' or ');
  const { rows } = await database.query<{ request_id: string }>(
    `select request_id from invocations
     where settle_journal_id is null and (status <> 'open' or settle_sequence is not null or ${isThere}) limit 1000`,
  );
  return rows.map(({ request_id }) => request_id);
}

/** All rows of a table as texts. */
async function* walk(
  database: Queryable,
  table: string,
  columns: string,
  count: number,
): AsyncIterable<readonly (string | null)[]> {
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  for (const part of await selectParts(database, table)) {
    for (let after = '(0,0)'; ;) {
      const { rows } = await database.query<Record<string, string | null> & { place: string }>(
        `select place, ${names.map((name) => `${name}::text`).join(', ')}
         from (select ctid as place, ${columns} from ${part} where ctid > $1::tid limit $2) one(place, ${names.join(', ')})`,
        [after, rowsAtOnce],
      );
      for (const row of rows) yield names.map((name) => row[name] ?? null);
      const last = rows.at(-1);
      if (!last || rows.length < rowsAtOnce) break;
      after = last.place;
    }
  }
}

async function selectParts(database: Queryable, table: string): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select relid::regclass::text as name from pg_partition_tree($1::regclass) where isleaf order by 1`,
    [table],
  );
  return rows.length === 0 ? [table] : rows.map(({ name }) => name);
}
