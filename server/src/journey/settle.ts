import type { Attempt, Cost, FinalStatus, Usage } from '@tollgate/contract';
import type { AnswerScan, LimitSpent, SettleHead } from '../audit/events.ts';
import type { PriceComparison } from '../cost/compare-prices.ts';
import { type Call, elapsedMs } from './call.ts';

/** How a call ended; what is left out does not apply. */
export interface Outcome {
  readonly status: FinalStatus;
  readonly httpStatus: number | null;
  readonly errorCode?: string | null;
  readonly errorDetail?: string | null;
  readonly providerRequestId?: string | null;
  readonly attempts?: readonly Attempt[];
  readonly usage?: Usage | null;
  readonly usageReported?: unknown;
  readonly serviceTier?: string | null;
  readonly cost?: Cost | null;
  readonly comparison?: PriceComparison | undefined;
  readonly toolCalls?: readonly string[];
  readonly answer?: string | null;
  readonly answerScan?: AnswerScan | null;
  readonly limits?: readonly LimitSpent[];
  readonly recordMs?: number | null;
  readonly firstTokenMs?: number | null;
}

export function settleHead(call: Call, outcome: Outcome): SettleHead {
  const { pin } = call.draft.head;
  return {
    request_id: call.requestId,
    settled_at: new Date().toISOString(),
    status: outcome.status,
    http_status: outcome.httpStatus,
    error_code: outcome.errorCode ?? null,
    error_detail: outcome.errorDetail ?? null,
    provider_request_id: outcome.providerRequestId ?? null,
    attempts: outcome.attempts ?? [],
    usage: outcome.usage ?? null,
    usage_reported: outcome.usageReported ?? null,
    ...(outcome.serviceTier && { service_tier: outcome.serviceTier }),
    cost: outcome.cost ?? null,
    ...(outcome.comparison && { comparison: outcome.comparison }),
    tool_calls: outcome.toolCalls ?? [],
    answer: outcome.answer ?? null,
    ...(outcome.answerScan && { answer_scan: outcome.answerScan }),
    ...(outcome.limits && outcome.limits.length > 0 && { limits: outcome.limits }),
    ...(pin?.kind === 'session' && outcome.answer && { pin: pin.id }),
    timings_ms: {
      record: outcome.recordMs ?? null,
      first_token: outcome.firstTokenMs ?? null,
      total: elapsedMs(call),
    },
  };
}
