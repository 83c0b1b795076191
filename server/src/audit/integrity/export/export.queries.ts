import type { Invocation } from '@tollgate/contract';
import type { Queryable } from '../../../database/queryable.ts';
import { timeOfId } from '../../../platform/ids.ts';
import { conditionsOf, type InvocationFilter } from '../../search/invocations.queries.ts';
import { type InvocationRow, invocationColumns, toInvocation } from '../../search/invocation-columns.ts';
import { type Horizon, Within } from './horizon.ts';

export interface EventName {
  readonly journal_id: string;
  /** Decimal. */
  readonly sequence: string;
}

/** A call with the names of the events that it was made of. */
export type ExportedInvocation = Invocation & {
  readonly opened_by: EventName;
  readonly settled_by: EventName | null;
};

interface Row extends InvocationRow {
  journal_id: string;
  sequence: string;
  is_journal: boolean;
  settle_journal_id: string | null;
  settle_sequence: string | null;
  is_settle_journal: boolean;
}

/**
 * The calls that fulfil the filter, oldest first, in pages, as they were at the horizon: without those that began later,
 * and those that ended later as open, or not at all where a filter may have chosen them for their end.
 *
 * @param horizon null: as they are now
 */
export async function* selectInvocations(
  database: Queryable,
  filter: InvocationFilter,
  horizon: Horizon | null,
): AsyncGenerator<ExportedInvocation[]> {
  const within = horizon && new Within(horizon);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  for await (const rows of selectPages(database, filter)) {
    const page = rows.flatMap((row) => {
      if (within && !within.has(row.journal_id, BigInt(row.sequence), row.is_journal)) return [];
      if (within && !wasSettled(row, within)) {
        const isOpen = row.settle_journal_id === null;
        return isOpen || !isFiltered ? [asOpen(toExported(row))] : [];
      }
      return [toExported(row)];
    });
    if (page.length > 0) yield page;
  }
}

const rowsAtOnce = 500;

/**
 * Each statement looks at a *window* of time that grows where there is little and shrinks where there is much: so none
 * sorts more than it gives back, whatever plan it gets.
 */
async function* selectPages(database: Queryable, filter: InvocationFilter): AsyncGenerator<Row[]> {
  const span = await selectSpan(database, filter);
  let after: Row | undefined;
  let windowMs = 60_000;
  for (let startMs = span.startMs; startMs < span.endMs;) {
    const endMs = Math.min(startMs + windowMs, span.endMs);
    const conditions = await conditionsOf(database, filter);
    conditions.add('call.at >= ? and call.at < ?', new Date(startMs), new Date(endMs));
    if (after) conditions.add('(call.at, call.request_id) > (?, ?)', after.at, after.request_id);
    const { rows }: { rows: Row[] } = await database.query<Row>(
      `select ${invocationColumns}, call.journal_id, call.sequence, call.settle_journal_id, call.settle_sequence,
         exists (select from journals where id = call.journal_id) as is_journal,
         exists (select from journals where id = call.settle_journal_id) as is_settle_journal
       from invocations call ${conditions.where} order by call.at, call.request_id limit ${rowsAtOnce}`,
      conditions.values,
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last && rows.length === rowsAtOnce) {
      windowMs = Math.max(1, (last.at.getTime() - startMs) * 2);
      startMs = last.at.getTime();
      after = last;
    } else {
      if (rows.length * 4 < rowsAtOnce) windowMs *= 4;
      startMs = endMs;
      after = undefined;
    }
  }
}

/** From the first call that a filter may find to behind the last one, in milliseconds since the epoch. */
async function selectSpan(
  database: Queryable,
  { from, to }: InvocationFilter,
): Promise<{ readonly startMs: number; readonly endMs: number }> {
  const { rows } = await database.query<{ first: Date | null; last: Date | null }>(
    'select min(at) as first, max(at) as last from invocations',
  );
  const first = rows[0]?.first?.getTime() ?? 0;
  const last = rows[0]?.last?.getTime() ?? -1;
  return {
    startMs: Math.max(first, from === undefined ? first : Date.parse(from)),
    endMs: Math.min(last + 1, to === undefined ? last + 1 : Date.parse(to) + 1),
  };
}

function wasSettled(row: Row, within: Within): boolean {
  if (row.settle_journal_id === null || row.settle_sequence === null) return false;
  return within.has(row.settle_journal_id, BigInt(row.settle_sequence), row.is_settle_journal);
}

function toExported(row: Row): ExportedInvocation {
  const { journal_id, sequence, settle_journal_id, settle_sequence } = row;
  return {
    ...toInvocation(row),
    opened_by: { journal_id, sequence },
    settled_by:
      settle_journal_id === null || settle_sequence === null
        ? null
        : { journal_id: settle_journal_id, sequence: settle_sequence },
  };
}

/** A call without what it has once it is settled; its further tries are events of their own. */
export function asOpen<Call extends Invocation>(call: Call): Call {
  return {
    ...call,
    status: 'open',
    http_status: null,
    error_code: null,
    error_detail: null,
    provider_request_id: null,
    attempts: [],
    timings_ms: { ...call.timings_ms, record: null, first_token: null, total: null },
    usage: null,
    usage_reported: null,
    service_tier: null,
    cost: null,
    settled_by: null,
  };
}

/** The events that opened these calls. */
export async function selectOpeners(
  database: Queryable,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, EventName>> {
  if (requestIds.length === 0) return new Map();
  const times = [...new Set(requestIds.map(timeOfId))].filter((ms) => !Number.isNaN(ms)).map((ms) => new Date(ms));
  const { rows } = await database.query<EventName & { request_id: string }>(
    `select request_id, journal_id, sequence from invocations
     where request_id = any($1) and at = any($2::timestamptz[])`,
    [requestIds, times],
  );
  return new Map(rows.map(({ request_id, ...event }) => [request_id, event]));
}

/** The events whose rows the tables did not take. */
export async function selectRejected(database: Queryable): Promise<(EventName & { readonly kind: string })[]> {
  const { rows } = await database.query<EventName & { kind: string }>(
    'select journal_id, sequence, kind from rejected_events order by id',
  );
  return rows;
}
