import type { Cost, Route, Usage } from '@tollgate/contract';
import type { Queryable } from './queryable.ts';
import { timeColumn } from './time-column.ts';

/** What of a recorded call its cost follows from, and what it cost. */
export interface RecordedCall {
  readonly request_id: string;
  readonly at: string;
  readonly user_id: string | null;
  readonly instance_id: string | null;
  readonly session_id: string | null;
  readonly trace_id: string | null;
  readonly final_model: string | null;
  readonly provider_id: string | null;
  readonly route: Route | null;
  readonly decision: string | null;
  readonly policy_version: number | null;
  readonly service_tier: string | null;
  readonly usage: Usage | null;
  readonly cost: Cost | null;
}

/** The last call of the page before; RFC 3339 and the id. */
export interface CallCursor {
  readonly at: string;
  readonly request_id: string;
}

export const recordedCallColumns = `request_id, ${timeColumn('at')}, user_id, instance_id, session_id, trace_id, final_model,
  provider_id, route, decision, policy_version::int as policy_version, service_tier,
  case when total_tokens is not null then json_strip_nulls(json_build_object('input', input_tokens,
    'cached_input', cached_input_tokens, 'cache_write', cache_write_tokens, 'output', output_tokens,
    'reasoning', reasoning_tokens, 'prompt', prompt_tokens, 'completion', completion_tokens, 'total', total_tokens,
    'estimated', usage_estimated, 'suspect', usage_suspect, 'details', usage_details, 'units', usage_units)) end as usage,
  case when cost_kind is not null then json_strip_nulls(json_build_object('kind', cost_kind, 'currency', cost_currency,
    'amount', cost_amount::text, 'classes', cost_classes, 'details', cost_details, 'fees', cost_fees,
    'price_version', price_version, 'price_variant', price_variant)) end as cost`;

/** Calls of a window of time in their order, from after the cursor on. */
export async function selectRecordedCalls(
  database: Queryable,
  window: { readonly from: string; readonly to: string },
  after: CallCursor | null,
  limit: number,
): Promise<RecordedCall[]> {
  const { rows } = await database.query<RecordedCall>(
    `select ${recordedCallColumns} from invocations call
     where call.at >= $1 and call.at < $2 and (call.at, call.request_id) > ($3::timestamptz, $4)
     order by call.at, call.request_id limit $5`,
    [after?.at ?? window.from, window.to, after?.at ?? '-infinity', after?.request_id ?? '', limit],
  );
  return rows;
}
