import type { Cost, Usage } from '@tollgate/contract';
import { timeOfId } from '../../platform/ids.ts';
import type { OpenHead, SettleHead } from '../events.ts';
import type { CallEntry, EventOf } from './batch.ts';

/** A row as `json_populate_recordset` takes it: column names and values that its columns can read. */
export type Row = Record<string, string | number | boolean | null | string[]>;

/** What rows need of a settle event. */
export type Settling = Pick<EventOf<'settle'>, 'journalId' | 'sequence' | 'head'>;

/** Who a call belongs to, as far as the tables beside `invocations` need it. */
export interface CallIdentity {
  readonly user_id: string | null;
  readonly instance_id: string | null;
  readonly session_id: string | null;
  readonly trace_id: string | null;
  readonly final_model: string | null;
  readonly provider_id: string | null;
  readonly route: string | null;
  readonly decision: string | null;
}

/**
 * PostgreSQL's text holds neither U+0000 nor half a surrogate pair. They become U+FFFD here; the payload keeps the bytes
 * as they came.
 */
export function storableText(value: string | null): string | null {
  return value === null ? null : value.toWellFormed().replaceAll('\0', '\ufffd');
}

/** The `at` of a record is the time inside its id. */
export function timeOfRequest(requestId: string): string {
  return new Date(timeOfId(requestId)).toISOString();
}

export function invocationRow({ open, attempts, settle }: CallEntry): Row {
  return {
    ...openColumns(open.head),
    has_request: open.hasContent,
    journal_id: open.journalId,
    sequence: String(open.sequence),
    status: 'open',
    attempts: JSON.stringify(attempts.map(({ number, at }) => ({ number, at, http_status: null, error: null }))),
    ...(settle === null ? {} : settleColumns(settle)),
  };
}

/** The columns of a settle alone, with the key of the row that they belong to. */
export function settleRow(settle: Settling): Row {
  const { request_id } = settle.head;
  return { request_id, at: timeOfRequest(request_id), ...settleColumns(settle) };
}

export function identityOf(head: OpenHead): CallIdentity {
  return {
    user_id: storableText(head.user?.id ?? null),
    instance_id: storableText(head.instance?.id ?? null),
    session_id: storableText(head.session_id),
    trace_id: storableText(head.trace_id),
    final_model: storableText(head.final_model),
    provider_id: storableText(head.provider?.id ?? null),
    route: head.route,
    decision: head.decision,
  };
}

function openColumns(head: OpenHead): Row {
  return {
    request_id: head.request_id,
    at: timeOfRequest(head.request_id),
    ...identityOf(head),
    client_request_id: storableText(head.client_request_id),
    user_email: storableText(head.user?.email ?? null),
    instance_name: storableText(head.instance?.name ?? null),
    key_id: head.key?.id ?? null,
    key_prefix: storableText(head.key?.prefix ?? null),
    client_address: storableText(head.client_address),
    user_agent: storableText(head.user_agent),
    protocol: storableText(head.protocol),
    endpoint: storableText(head.endpoint),
    stream: head.stream,
    requested_model: storableText(head.requested_model),
    selected_model: storableText(head.selected_model),
    provider_name: storableText(head.provider?.name ?? null),
    provider_model: storableText(head.provider_model),
    policy_version: head.policy_version,
    pinned_by: storableText(head.pinned_by ?? null),
    explanation: JSON.stringify(head.explanation),
    hits: JSON.stringify(head.hits),
    rules: [...new Set(head.hits.map((hit) => hit.rule.toWellFormed()))],
    scanned: json(head.scanned),
    parent_request_id: storableText(head.parent?.request_id ?? null),
    parent_tool_calls: head.parent?.tool_calls.map((id) => id.toWellFormed().replaceAll('\0', '\ufffd')) ?? null,
    new_from: head.new_from,
    queue_ms: head.timings_ms.queue,
    scan_ms: head.timings_ms.scan,
  };
}

function settleColumns(settle: Settling): Row {
  const { head } = settle;
  return {
    status: head.status,
    attempts: JSON.stringify(head.attempts),
    settled_at: head.settled_at,
    http_status: head.http_status,
    error_code: storableText(head.error_code),
    error_detail: storableText(head.error_detail),
    provider_request_id: storableText(head.provider_request_id),
    record_ms: head.timings_ms.record,
    first_token_ms: head.timings_ms.first_token,
    total_ms: head.timings_ms.total,
    ...usageColumns(head.usage),
    usage_reported: json(head.usage_reported),
    service_tier: storableText(head.service_tier ?? null),
    ...costColumns(head.cost),
    ...answerColumns(head),
    settle_journal_id: settle.journalId,
    settle_sequence: String(settle.sequence),
  };
}

function answerColumns({ answer_scan: scan }: SettleHead): Row {
  if (scan === undefined) return {};
  const rules = [...new Set(scan.hits.map((hit) => hit.rule.toWellFormed()))];
  return { answer_scan: JSON.stringify(scan), ...(rules.length > 0 && { answer_rules: rules }) };
}

function usageColumns(usage: Usage | null): Row {
  if (usage === null) return {};
  return {
    input_tokens: usage.input,
    cached_input_tokens: usage.cached_input,
    cache_write_tokens: usage.cache_write,
    output_tokens: usage.output,
    reasoning_tokens: usage.reasoning,
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.total,
    usage_estimated: usage.estimated,
    usage_suspect: usage.suspect ?? null,
    usage_details: json(usage.details),
    usage_units: json(usage.units),
  };
}

function costColumns(cost: Cost | null): Row {
  if (cost === null) return {};
  return {
    cost_kind: cost.kind,
    cost_currency: cost.currency,
    cost_amount: cost.amount,
    cost_classes: JSON.stringify(cost.classes),
    cost_details: json(cost.details),
    cost_fees: json(cost.fees),
    price_version: cost.price_version,
    price_variant: cost.price_variant ?? null,
  };
}

/** The links from tool calls to the trace that issued them; none for calls without a user or a trace. */
export function toolCallRows(head: SettleHead, identity: CallIdentity): Row[] {
  const { user_id, trace_id } = identity;
  if (user_id === null || trace_id === null) return [];
  return [...new Set(head.tool_calls.map(storableText))].map((tool_call_id) => ({
    user_id,
    instance_id: identity.instance_id ?? '',
    tool_call_id,
    at: timeOfRequest(head.request_id),
    request_id: head.request_id,
    trace_id,
    session_id: identity.session_id,
  }));
}

/** The link from an answer to the call that gave it; none for calls without an answer or a session. */
export function answerRow(head: SettleHead, { trace_id, session_id }: CallIdentity): Row | null {
  if (head.answer === null || trace_id === null || session_id === null) return null;
  const at = timeOfRequest(head.request_id);
  return { fingerprint: `\\x${head.answer}`, at, request_id: head.request_id, trace_id, session_id };
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
