import type { Invocation } from '@tollgate/contract';
import type { Queryable } from '../../../database/queryable.ts';
import { timeOfId } from '../../../platform/ids.ts';
import { conditionsOf, type InvocationFilter } from '../../search/invocations.queries.ts';
import { type InvocationRow, invocationColumns, toInvocation } from '../../search/invocation-columns.ts';

interface EventName {
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
  settle_journal_id: string | null;
  settle_sequence: string | null;
}

const rowsAtOnce = 500;

/** The calls that fulfil the filter, oldest first, in pages. */
export async function* selectInvocations(
  database: Queryable,
  filter: InvocationFilter,
): AsyncGenerator<ExportedInvocation[]> {
  for (let after: { at: Date; request_id: string } | null = null; ;) {
    const conditions = await conditionsOf(database, filter);
    if (after)
      conditions.add('call.at >= ? and (call.at, call.request_id) > (?, ?)', after.at, after.at, after.request_id);
    const { rows }: { rows: Row[] } = await database.query<Row>(
      `select ${invocationColumns}, call.journal_id, call.sequence, call.settle_journal_id, call.settle_sequence
       from invocations call ${conditions.where} order by call.at, call.request_id limit ${rowsAtOnce}`,
      conditions.values,
    );
    if (rows.length > 0) yield rows.map(toExported);
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = { at: last.at, request_id: last.request_id };
  }
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

/** Those of the calls that fulfil the filter. */
export async function selectMatching(
  database: Queryable,
  filter: InvocationFilter,
  requestIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (requestIds.length === 0) return new Set();
  const conditions = await conditionsOf(database, filter);
  const times = [...new Set(requestIds.map(timeOfId))].filter((ms) => !Number.isNaN(ms)).map((ms) => new Date(ms));
  conditions.add('call.request_id = any(?) and call.at = any(?::timestamptz[])', requestIds, times);
  const { rows } = await database.query<{ request_id: string }>(
    `select call.request_id from invocations call ${conditions.where}`,
    conditions.values,
  );
  return new Set(rows.map(({ request_id }) => request_id));
}
