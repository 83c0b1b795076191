import { type admin, tokenClasses } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import { csvLine } from '../../platform/csv-line.ts';
import { type LedgerFilter, selectLedger } from './ledger.queries.ts';

const plain = [
  'request_id',
  'at',
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
] as const;
const pageRows = 2000;

/** The entries as CSV, page by page as they are taken. */
export async function* ledgerCsv(database: Queryable, filter: LedgerFilter): AsyncGenerator<string> {
  yield csvLine([
    ...plain,
    ...tokenClasses.map((name) => `${name}_amount`),
    'fee_amount',
    ...tokenClasses.map((name) => `${name}_tokens`),
    'price_version',
    'price_variant',
    'is_estimated',
    'journal_id',
    'sequence',
  ]);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof selectLedger>> = await selectLedger(database, filter, pageRows, cursor);
    if (page.items.length > 0) yield page.items.map(lineOf).join('');
    cursor = page.next_cursor;
  } while (cursor !== null);
}

function lineOf(entry: admin.LedgerEntry): string {
  return csvLine([
    ...plain.map((name) => entry[name]),
    ...tokenClasses.map((name) => entry.classes[name]),
    entry.fee_amount,
    ...tokenClasses.map((name) => entry.tokens[name]),
    entry.price_version,
    entry.price_variant,
    entry.is_estimated,
    entry.journal_id,
    entry.sequence,
  ]);
}
