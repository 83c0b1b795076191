import type { PayloadPart } from '../audit/events.ts';
import type { KeyHolder } from '../catalog/snapshot.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { UpstreamFailure } from '../providers/upstream/path.ts';
import { comparePrices, type PriceComparison } from '../cost/compare-prices.ts';
import type { AnswerGuard } from './answers/answer-guard.ts';
import type { Call } from './call.ts';
import type { CallRecord } from './call-record.ts';
import type { Forwarded } from './decide.ts';
import type { Forwarding } from './forward.ts';
import type { Gateway } from './gateway.ts';
import { meterUnanswered, type Used } from './meter.ts';
import { refusalOfFailure } from './provider-failure.ts';
import type { Outgoing } from './compose-request.ts';
import { countSettled, errorBody, errorHeaders, outcomeOf, refuseUnrecorded, sentPart } from './refuse.ts';
import { type Refusal, refusal } from './refusal.ts';
import { type keptHeaders, sendBody } from './respond.ts';
import type { Outcome } from './settle.ts';

/** A call whose request was forwarded, with all that its answer needs. */
export interface Relaying {
  readonly call: Call;
  readonly caller: KeyHolder;
  readonly request: GovernedRequest;
  readonly decision: Forwarded;
  readonly outgoing: Outgoing;
  readonly record: CallRecord;
  readonly forwarding: Forwarding;
  /** Set once the caller was given its finish reason. */
  readonly progress: { hasFinished: boolean };
  /** Ends the provider's work. */
  readonly cancel: AbortController;
  /** Set where rules read the answer. */
  readonly guard: AnswerGuard | null;
  readonly gateway: Gateway;
}

/** The provider gave no answer, or the caller left while it was awaited. */
export async function relayFailure(it: Relaying, failure: UpstreamFailure): Promise<void> {
  if (failure.kind === 'aborted' && it.call.left.aborted) return settleAborted(it, await meterUnanswered(it));
  return relayRefusal(it, refusalOfFailure(failure));
}

/** The caller left before its answer was complete: what was used is counted, and never free. */
export async function settleAborted(it: Relaying, used: Used): Promise<void> {
  const { usage, usageReported, serviceTier, cost } = used;
  const outcome = { status: 'aborted', httpStatus: null, usage, usageReported, serviceTier, cost } as const;
  await settleAnd(it, outcome, [], () => undefined);
}

/** Answers with an error, after the outcome is durable. */
export async function relayRefusal(
  it: Relaying,
  refused: Refusal,
  more: Partial<Outcome> = {},
  headers: ReturnType<typeof keptHeaders> = {},
): Promise<void> {
  const body = errorBody(it.call, refused);
  await settleAnd(it, { ...outcomeOf(refused), ...more }, [sentPart(body)], () => {
    sendBody(it.call, refused.httpStatus, { ...headers, ...errorHeaders(refused) }, body);
  });
}

/** Settles, then does what ends the answer; an outcome that cannot be recorded is not told as if it were. */
export async function settleAnd(
  it: Relaying,
  outcome: Outcome,
  parts: readonly PayloadPart[],
  end: () => void,
  unrecorded: () => void = () => undefined,
): Promise<void> {
  const { call, record, gateway } = it;
  await call.beforeEnd;
  try {
    const comparison = comparisonOf(it, outcome);
    await record.settle({ ...outcome, comparison, attempts: it.forwarding.attempts }, parts);
  } catch (error) {
    refuseUnrecorded(call, error, gateway);
    return unrecorded();
  }
  countSettled(call, gateway, outcome.status);
  if (outcome.firstTokenMs) gateway.metrics.step('first_token', outcome.firstTokenMs);
  end();
}

/** What the call would have cost without its cache, and, where policy sent it elsewhere, at the model that was selected. */
function comparisonOf(it: Relaying, { usage, cost, serviceTier = null }: Outcome): PriceComparison | undefined {
  if (!usage || !cost) return undefined;
  const { at, selected_model: name } = it.call.draft.head;
  const { model, decision } = it.decision;
  const isElsewhere = decision === 'rerouted' && name !== null;
  const selected = isElsewhere ? it.gateway.policy.current()?.modelNamed(name)?.prices : undefined;
  return comparePrices({ usage, cost, at, facts: { serviceTier } }, model.prices, selected ?? null);
}

/** The journal has no room for more of the answer: it must not reach the caller unrecorded. */
export function noRoom(): Refusal {
  return refusal('audit_unavailable', { detail: 'the journal had no room for the answer', retryAfterS: 1 });
}
