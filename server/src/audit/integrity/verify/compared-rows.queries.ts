import type { Queryable } from '../../../database/queryable.ts';
import { jsonColumns, openColumns, settleColumns } from '../../shipper/record.queries.ts';
import type { LedgerRow } from '../../shipper/ledger-rows.ts';

const ledgerColumns = [
  'entry',
  'booked_at',
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
  'fee_amount',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'price_version',
  'price_variant',
  'details',
  'fees',
];

/** What is compared: by which key a row is found, which columns must be equal, and what it is called. */
const comparisons = {
  opens: { table: 'invocations', key: ['request_id', 'at'], columns: openColumns, name: 'its row' },
  settles: { table: 'invocations', key: ['request_id', 'at'], columns: settleColumns, name: 'the outcome in its row' },
  ledger: {
    table: 'ledger',
    key: ['request_id', 'at', 'journal_id', 'sequence', 'currency'],
    columns: ledgerColumns,
    name: 'its ledger entry',
  },
  tool_calls: {
    table: 'tool_calls',
    key: ['user_id', 'instance_id', 'tool_call_id', 'at', 'request_id'],
    columns: ['trace_id', 'session_id'],
    name: 'a link through its tool call',
  },
  answers: {
    table: 'answers',
    key: ['fingerprint', 'at', 'request_id'],
    columns: ['trace_id', 'session_id'],
    name: 'the link through its answer',
  },
  denials: {
    table: 'denials',
    key: ['journal_id', 'sequence'],
    columns: ['since', 'until', 'count'],
    name: 'its count of refusals',
  },
} as const;

export type Comparison = keyof typeof comparisons;

export interface Difference {
  /** Of the row among those that were given. */
  readonly index: number;
  readonly isMissing: boolean;
  readonly message: string;
}

/** The table that a comparison looks into. */
export function tableOf(kind: Comparison): string {
  return comparisons[kind].table;
}

/** How the rows in the database differ from these; rows that do not differ are left out. */
export async function compareRows(
  database: Queryable,
  kind: Comparison,
  rows: readonly LedgerRow[],
): Promise<readonly Difference[]> {
  if (rows.length === 0) return [];
  const { table, key, columns, name } = comparisons[kind];
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
  return found.map(({ index, is_missing: isMissing, altered }) => ({
    index,
    isMissing,
    message: isMissing ? `${name} is missing` : `${name} was altered: ${altered.join(', ')}`,
  }));
}
