import type { Queryable } from '../../database/queryable.ts';
import type { SealedContent } from '../events.ts';
import { keyIdText } from '../vault/data-key.ts';
import type { ContentEntry, EventOf } from './batch.ts';
import type { LedgerRow } from './ledger-rows.ts';
import { type CallIdentity, type Row, timeOfRequest } from './rows.ts';

/** The columns that a settle sets, in a call that is open. */
export const settleColumns = [
  'status',
  'attempts',
  'settled_at',
  'http_status',
  'error_code',
  'error_detail',
  'provider_request_id',
  'record_ms',
  'first_token_ms',
  'total_ms',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'prompt_tokens',
  'completion_tokens',
  'total_tokens',
  'usage_estimated',
  'usage_suspect',
  'usage_details',
  'usage_units',
  'usage_reported',
  'service_tier',
  'cost_kind',
  'cost_currency',
  'cost_amount',
  'cost_classes',
  'cost_details',
  'cost_fees',
  'price_version',
  'price_variant',
  'answer_scan',
  'answer_rules',
  'settle_journal_id',
  'settle_sequence',
];
export const openColumns = [
  'request_id',
  'at',
  'trace_id',
  'session_id',
  'client_request_id',
  'user_id',
  'user_email',
  'instance_id',
  'instance_name',
  'key_id',
  'key_prefix',
  'client_address',
  'user_agent',
  'protocol',
  'endpoint',
  'stream',
  'requested_model',
  'selected_model',
  'final_model',
  'provider_id',
  'provider_name',
  'provider_model',
  'route',
  'decision',
  'policy_version',
  'pinned_by',
  'explanation',
  'hits',
  'rules',
  'scanned',
  'queue_ms',
  'scan_ms',
  'parent_request_id',
  'parent_tool_calls',
  'new_from',
  'has_request',
  'journal_id',
  'sequence',
];
const callColumns = [...openColumns, ...settleColumns];
export const jsonColumns: ReadonlySet<string> = new Set([
  'explanation',
  'hits',
  'scanned',
  'attempts',
  'usage_details',
  'usage_units',
  'usage_reported',
  'cost_classes',
  'cost_details',
  'cost_fees',
  'answer_scan',
]);

/**
 * Rows travel as one JSON text, so that a statement is parsed once however many there are. JSON columns travel as texts
 * inside it and are taken out as they are: so their escapes (\u0000 among them) are never read.
 */
export const valueOf = (column: string): string =>
  jsonColumns.has(column) ? `(new.${column} #>> '{}')::json` : `new.${column}`;

export async function insertCalls(database: Queryable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await database.query(
    `insert into invocations (${callColumns.join(', ')}) select ${callColumns.map(valueOf).join(', ')}
     from json_populate_recordset(null::invocations, $1::json) new`,
    [JSON.stringify(rows)],
  );
}

export async function insertLedgerEntries(database: Queryable, rows: readonly LedgerRow[]): Promise<void> {
  if (rows.length === 0) return;
  await database.query('insert into ledger select * from json_populate_recordset(null::ledger, $1::json)', [
    JSON.stringify(rows),
  ]);
}

export async function insertToolCalls(database: Queryable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await database.query('insert into tool_calls select * from json_populate_recordset(null::tool_calls, $1::json)', [
    JSON.stringify(rows),
  ]);
}

export async function insertAnswers(database: Queryable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await database.query('insert into answers select * from json_populate_recordset(null::answers, $1::json)', [
    JSON.stringify(rows),
  ]);
}

export interface SettledCall extends CallIdentity {
  readonly request_id: string;
}

/** Settles those of the calls that are open, and says which they were. */
export async function settleOpenCalls(database: Queryable, rows: readonly Row[]): Promise<SettledCall[]> {
  if (rows.length === 0) return [];
  const result = await database.query<SettledCall>(
    `update invocations call set ${settleColumns.map((column) => `${column} = ${valueOf(column)}`).join(', ')}
     from json_populate_recordset(null::invocations, $1::json) new
     where call.request_id = new.request_id and call.at = new.at and call.status = 'open'
     returning call.request_id, call.user_id, call.instance_id, call.session_id, call.trace_id, call.final_model,
       call.provider_id, call.route, call.decision`,
    [JSON.stringify(rows)],
  );
  return result.rows;
}

/** Adds a try to a call that is still open; a settled one knows them all. */
export async function addAttempt(database: Queryable, { head }: EventOf<'attempt'>): Promise<void> {
  await database.query(
    `update invocations set attempts = (attempts::jsonb || $3::jsonb)::json
     where request_id = $1 and at = $2 and status = 'open'`,
    [
      head.request_id,
      timeOfRequest(head.request_id),
      JSON.stringify([{ number: head.number, at: head.at, http_status: null, error: null }]),
    ],
  );
}

/** At most how many rows one statement carries: nine parameters each, of 65,535. */
export const contentRowsMax = 1000;

/** Buffers travel as they are when each is a parameter of its own; in an array they would double as hexadecimal text. */
export async function insertContents(database: Queryable, entries: readonly ContentEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const values: unknown[] = [];
  const rows = entries.map(({ requestId, journalId, sequence, kind, content }, row) => {
    values.push(
      requestId,
      timeOfRequest(requestId),
      journalId,
      sequence,
      kind,
      content.epoch,
      keyIdText(content.keyId),
    );
    values.push(content.commitment, content.box);
    return `(${Array.from({ length: 9 }, (_, column) => `$${row * 9 + column + 1}`).join(',')})`;
  });
  await database.query(
    `insert into payload_contents (request_id, at, journal_id, sequence, kind, epoch, key_id, commitment, box)
     values ${rows.join(',')}`,
    values,
  );
}

/** What of an event is kept aside; `kind` is the event's, or `content` for its sealed content alone. */
export interface RejectedEvent {
  readonly journalId: string;
  readonly sequence: bigint;
  readonly kind: string;
  readonly head: unknown;
  readonly content: SealedContent | null;
}

/** Keeps an event that the record's tables would not take. `reason` says why, without content. */
export async function insertRejected(database: Queryable, event: RejectedEvent, reason: string): Promise<void> {
  await database.query(
    `insert into rejected_events (journal_id, sequence, kind, head, bytes, reason) values ($1, $2, $3, $4, $5, $6)`,
    [
      event.journalId,
      event.sequence,
      event.kind,
      Buffer.from(JSON.stringify(event.head)),
      event.content?.box ?? null,
      reason,
    ],
  );
}
