import type { CorrectionHead, SettleHead } from '../../audit/events.ts';
import { bookedColumns } from '../../audit/shipper/corrections.queries.ts';
import type { Booked } from '../../audit/shipper/ledger-rows.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { CallCursor } from '../../database/recorded-calls.queries.ts';
import { timeColumn } from '../../database/time-column.ts';

/** One entry of the ledger, as it is compared. */
export type LedgerEntry = Booked & {
  readonly request_id: string;
  readonly at: string;
  readonly journal_id: string;
  readonly sequence: string;
  readonly entry: 'charge' | 'correction';
  readonly price_variant: number | null;
};

/** What changed the cost of a call after it was settled. */
export interface KeptCorrection {
  readonly request_id: string;
  readonly journal_id: string;
  readonly sequence: string;
  readonly head: SettleHead | CorrectionHead;
}

/** From after one call up to another one, that included; both by time and id. */
export interface CallRange {
  readonly after: CallCursor;
  readonly upto: CallCursor;
}

const within = (table: string): string => `${table}.at >= $1 and ${table}.at <= $3
  and (${table}.at, ${table}.request_id) > ($1::timestamptz, $2)
  and (${table}.at, ${table}.request_id) <= ($3::timestamptz, $4)`;

function valuesOf({ after, upto }: CallRange): unknown[] {
  return [after.at, after.request_id, upto.at, upto.request_id];
}

export async function selectLedgerEntries(database: Queryable, range: CallRange): Promise<LedgerEntry[]> {
  const { rows } = await database.query<LedgerEntry>(
    `select request_id, ${timeColumn('at')}, journal_id, sequence::text as sequence, entry, price_variant, ${bookedColumns}
     from ledger entry where ${within('entry')}`,
    valuesOf(range),
  );
  return rows;
}

/** In the order in which they were booked. */
export async function selectKeptCorrections(database: Queryable, range: CallRange): Promise<KeptCorrection[]> {
  const { rows } = await database.query<KeptCorrection>(
    `select request_id, journal_id, sequence::text as sequence, head from corrections
     where ${within('corrections')} order by received_at, sequence`,
    valuesOf(range),
  );
  return rows;
}

/** The time of the last entry or call before `to`: nothing comes after it. Null when there is none. */
export async function selectLastTime(
  database: Queryable,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Date | null> {
  const { rows } = await database.query<{ at: Date | null }>(
    `select greatest((select max(at) from invocations where at >= $1 and at < $2),
       (select max(at) from ledger where at >= $1 and at < $2)) as at`,
    [from, to],
  );
  return rows[0]?.at ?? null;
}
