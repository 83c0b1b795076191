import type { Queryable } from '../../database/queryable.ts';
import type { Correcting } from './book-corrections.ts';
import { type Booked, ledgerFigures } from './ledger-rows.ts';
import type { SettledCall } from './record.queries.ts';
import { timeOfRequest } from './rows.ts';

export interface CorrectedCall extends SettledCall {
  readonly is_metered: boolean;
}

/**
 * Keeps events that change what is booked for settled calls, and says whose calls they are; unknown ones are left out.
 * The calls' rows are held until the end of the transaction: what is booked is read and changed by one at a time.
 */
export async function insertCorrections(database: Queryable, events: readonly Correcting[]): Promise<CorrectedCall[]> {
  const ids = events.map(({ head }) => head.request_id);
  const times = ids.map(timeOfRequest);
  const { rows } = await database.query<CorrectedCall>(
    `select request_id, user_id, instance_id, session_id, trace_id, final_model, provider_id, route, decision,
       total_tokens is not null as is_metered
     from invocations where request_id = any($1) and at = any($2::timestamptz[]) order by request_id for update`,
    [ids, times],
  );
  await database.query(
    `insert into corrections (request_id, at, journal_id, sequence, received_at, head)
     select request_id, at, journal_id, sequence, clock_timestamp(), head
     from unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[], $5::json[])
       new (request_id, at, journal_id, sequence, head)`,
    [
      ids,
      times,
      events.map(({ journalId }) => journalId),
      events.map(({ sequence }) => String(sequence)),
      events.map(({ head }) => JSON.stringify(head)),
    ],
  );
  return rows;
}

/** What of the ledger (here `entry`) makes a `Booked`. */
export const bookedColumns = [
  'entry.kind, entry.currency, entry.price_version::int as price_version, entry.details, entry.fees',
  ...ledgerFigures.map((name) => `entry.${name}::text as ${name}`),
].join(', ');

/** What the ledger holds for these calls. */
export async function readBooked(
  database: Queryable,
  requestIds: readonly string[],
): Promise<(Booked & { readonly request_id: string })[]> {
  const { rows } = await database.query<Booked & { readonly request_id: string }>(
    `select entry.request_id, ${bookedColumns} from ledger entry
     where entry.request_id = any($1) and entry.at = any($2::timestamptz[])`,
    [requestIds, requestIds.map(timeOfRequest)],
  );
  return rows;
}
