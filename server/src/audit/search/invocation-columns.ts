import type { Attempt, Cost, HitRecord, Invocation, ScannedRecord, Usage } from '@tollgate/contract';
import type { AnswerScan } from '../events.ts';
import { explainAnswer } from './explain-answer.ts';

/** What of the table `invocations` (here `call`) the contract's `Invocation` is made of. */
export const invocationColumns = `call.request_id, call.at, call.trace_id, call.session_id, call.client_request_id,
  call.user_id, call.user_email, call.instance_id, call.instance_name, call.key_id, call.key_prefix, call.client_address,
  call.user_agent, call.protocol, call.endpoint, call.stream, call.requested_model, call.selected_model, call.final_model,
  call.provider_name, call.provider_model, call.route, call.decision, call.status, call.http_status, call.error_code,
  call.error_detail, call.provider_request_id, call.policy_version, call.pinned_by, call.explanation, call.hits, call.scanned,
  call.parent_request_id, call.parent_tool_calls, call.new_from, call.attempts, call.queue_ms, call.scan_ms, call.record_ms, call.first_token_ms, call.total_ms, call.input_tokens,
  call.cached_input_tokens, call.cache_write_tokens, call.output_tokens, call.reasoning_tokens, call.prompt_tokens,
  call.completion_tokens, call.total_tokens, call.usage_estimated, call.usage_suspect, call.usage_details,
  call.usage_units, call.usage_reported, call.service_tier, call.cost_kind,
  call.cost_currency, call.cost_amount, call.cost_classes, call.cost_details, call.cost_fees,
  call.price_version, call.price_variant, call.answer_scan`;

export interface InvocationRow {
  request_id: string;
  at: Date;
  trace_id: string | null;
  session_id: string | null;
  client_request_id: string | null;
  user_id: string | null;
  user_email: string | null;
  instance_id: string | null;
  instance_name: string | null;
  key_id: string | null;
  key_prefix: string | null;
  client_address: string | null;
  user_agent: string | null;
  protocol: string;
  endpoint: string;
  stream: boolean | null;
  requested_model: string | null;
  selected_model: string | null;
  final_model: string | null;
  provider_name: string | null;
  provider_model: string | null;
  route: Invocation['route'];
  decision: Invocation['decision'];
  status: Invocation['status'];
  http_status: number | null;
  error_code: string | null;
  error_detail: string | null;
  provider_request_id: string | null;
  policy_version: string | null;
  pinned_by: string | null;
  explanation: string[];
  hits: HitRecord[];
  scanned: ScannedRecord | null;
  parent_request_id: string | null;
  parent_tool_calls: string[] | null;
  new_from: number | null;
  attempts: Attempt[];
  queue_ms: number | null;
  scan_ms: number | null;
  record_ms: number | null;
  first_token_ms: number | null;
  total_ms: number | null;
  input_tokens: string | null;
  cached_input_tokens: string | null;
  cache_write_tokens: string | null;
  output_tokens: string | null;
  reasoning_tokens: string | null;
  prompt_tokens: string | null;
  completion_tokens: string | null;
  total_tokens: string | null;
  usage_estimated: boolean | null;
  usage_suspect: boolean | null;
  usage_details: Usage['details'] | null;
  usage_units: Usage['units'] | null;
  usage_reported: unknown;
  service_tier: string | null;
  cost_kind: Cost['kind'] | null;
  cost_currency: string | null;
  cost_amount: string | null;
  cost_classes: Cost['classes'] | null;
  cost_details: Cost['details'] | null;
  cost_fees: Cost['fees'] | null;
  price_version: string | null;
  price_variant: number | null;
  answer_scan: AnswerScan | null;
}

export function toInvocation(row: InvocationRow): Invocation {
  return {
    request_id: row.request_id,
    trace_id: row.trace_id,
    session_id: row.session_id,
    client_request_id: row.client_request_id,
    parent:
      row.parent_request_id === null
        ? null
        : { request_id: row.parent_request_id, tool_calls: row.parent_tool_calls ?? [] },
    new_from: row.new_from,
    at: row.at.toISOString(),
    user: row.user_id === null ? null : { id: row.user_id, email: row.user_email ?? '' },
    instance: row.instance_id === null ? null : { id: row.instance_id, name: row.instance_name ?? '' },
    key: row.key_prefix === null ? null : { id: row.key_id, prefix: row.key_prefix },
    client_address: row.client_address,
    user_agent: row.user_agent,
    protocol: row.protocol,
    endpoint: row.endpoint,
    stream: row.stream,
    requested_model: row.requested_model,
    selected_model: row.selected_model,
    final_model: row.final_model,
    provider: row.provider_name,
    provider_model: row.provider_model,
    route: row.route,
    decision: row.decision,
    status: row.status,
    http_status: row.http_status,
    error_code: row.error_code,
    error_detail: row.error_detail,
    provider_request_id: row.provider_request_id,
    policy_version: row.policy_version === null ? null : Number(row.policy_version),
    pinned_by: row.pinned_by,
    explanation: [...row.explanation, ...explainAnswer(row.answer_scan)],
    hits: [...row.hits, ...(row.answer_scan?.hits ?? [])],
    scanned: scannedOf(row),
    attempts: row.attempts,
    timings_ms: {
      queue: row.queue_ms,
      scan: row.scan_ms,
      record: row.record_ms,
      first_token: row.first_token_ms,
      total: row.total_ms,
    },
    usage: usageOf(row),
    usage_reported: row.usage_reported,
    service_tier: row.service_tier,
    cost: costOf(row),
  };
}

function scannedOf({ scanned, answer_scan: answer }: InvocationRow): ScannedRecord | null {
  if (scanned === null || answer === null) return scanned;
  const { texts, characters, beyond } = answer;
  return { ...scanned, answer: { texts, characters, ...(beyond > 0 && { hits_beyond: beyond }) } };
}

function usageOf(row: InvocationRow): Usage | null {
  if (row.total_tokens === null) return null;
  return {
    input: Number(row.input_tokens),
    cached_input: Number(row.cached_input_tokens),
    cache_write: Number(row.cache_write_tokens),
    output: Number(row.output_tokens),
    reasoning: Number(row.reasoning_tokens),
    prompt: Number(row.prompt_tokens),
    completion: Number(row.completion_tokens),
    total: Number(row.total_tokens),
    estimated: row.usage_estimated ?? false,
    ...(row.usage_suspect && { suspect: true }),
    ...(row.usage_details && { details: row.usage_details }),
    ...(row.usage_units && { units: row.usage_units }),
  };
}

function costOf(row: InvocationRow): Cost | null {
  const { cost_kind: kind, cost_currency: currency, cost_amount: amount, cost_classes: classes } = row;
  if (kind === null || currency === null || amount === null || classes === null) return null;
  return {
    kind,
    currency,
    amount,
    classes,
    ...(row.cost_details && { details: row.cost_details }),
    ...(row.cost_fees && { fees: row.cost_fees }),
    price_version: Number(row.price_version),
    ...(row.price_variant !== null && { price_variant: row.price_variant }),
  };
}
