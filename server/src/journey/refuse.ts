import type { OutgoingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCatalogue } from '@tollgate/contract';
import type { PayloadPart } from '../audit/events.ts';
import { JournalUnavailable } from '../audit/journal/journal.ts';
import type { KeyHolder } from '../catalog/snapshot.ts';
import { canonicalAnswer } from '../providers/conversation/canonical-answer.ts';
import type { AnswerStep } from '../providers/interchange/answer.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { PublicError, SurfaceConversion } from '../providers/surface.ts';
import { answerContext } from './answer-context.ts';
import { type Call } from './call.ts';
import { recordUnsent } from './call-record.ts';
import type { Gateway } from './gateway.ts';
import { type Refusal, refusal } from './refusal.ts';
import { rememberAnswer } from './remember-answer.ts';
import { sendBody } from './respond.ts';
import { responseView } from './response-view.ts';
import type { Outcome } from './settle.ts';

/** Refuses a known caller: recorded first, then said. What cannot be recorded is refused as such. */
export async function refuse(call: Call, refused: Refusal, gateway: Gateway): Promise<void> {
  const body = errorBody(call, refused);
  try {
    await recordUnsent(call, gateway, outcomeOf(refused), [sentPart(body)]);
  } catch (error) {
    return refuseUnrecorded(call, error, gateway);
  }
  countSettled(call, gateway, refused.status);
  sendBody(call, refused.httpStatus, errorHeaders(refused), body);
}

/** Refuses as an ordinary assistant message, which an agent shows to its person (DESIGN section 4, form `message`). */
export async function refuseAsMessage(
  call: Call,
  refused: Refusal,
  request: GovernedRequest,
  conversion: SurfaceConversion,
  caller: KeyHolder,
  gateway: Gateway,
): Promise<void> {
  // The agent keeps it in its history like any other answer.
  const answer = rememberAnswer(
    { call, caller, gateway },
    { answer: canonicalAnswer(refused.message, []), toolCalls: [] },
  );
  const body = saidBody(call, request, conversion, refused.message);
  const parts = [sentPart(body), ...(request.stream ? responseView(messageReading(refused.message)) : [])];
  try {
    await recordUnsent(call, gateway, { ...outcomeOf(refused), httpStatus: 200, answer }, parts);
  } catch (error) {
    return refuseUnrecorded(call, error, gateway);
  }
  countSettled(call, gateway, refused.status);
  sendBody(
    call,
    200,
    { 'content-type': request.stream ? 'text/event-stream; charset=utf-8' : 'application/json' },
    body,
  );
}

/** An ordinary completion whose assistant says this, with zero usage. */
export function saidBody(call: Call, request: GovernedRequest, conversion: SurfaceConversion, text: string): Buffer {
  const steps: AnswerStep[] = [
    { kind: 'begin', id: null, model: null },
    { kind: 'text', text },
    { kind: 'finish', reason: 'stop', stopSequence: null },
    { kind: 'usage', usage: {} },
  ];
  const context = answerContext(call, request, request.usageAsked, () => nothingUsed);
  if (!request.stream) return conversion.writeBody(steps, context);
  const writer = conversion.writeStream(context);
  return Buffer.from(steps.map((step) => writer.push(step)).join('') + writer.end());
}

const nothingUsed = { input: 0, cached_input: 0, cache_write: 0, output: 0, reasoning: 0 };

function messageReading(text: string): Parameters<typeof responseView>[0] {
  return { text, reasoning: '', toolCalls: [], finishReason: 'stop' };
}

/** Refuses someone without a valid key: not awaited, bounded, and never at the cost of a governed call. */
export async function refuseStranger(call: Call, refused: Refusal, gateway: Gateway): Promise<void> {
  gateway.metrics.strangerRefused();
  const waitMs = gateway.strangers.refused(call, refused);
  if (waitMs > 0) await wait(waitMs, undefined, { ref: false });
  // Whoever is not known is not listened to for long: the connection ends with what they are still saying.
  const headers = { ...errorHeaders(refused), ...(call.request.complete ? {} : { connection: 'close' }) };
  sendBody(call, refused.httpStatus, headers, errorBody(call, refused));
}

/** The call could not be recorded, so it is not let through; anything but that is a failure of ours. */
export function refuseUnrecorded(call: Call, error: unknown, gateway: Gateway): void {
  if (!(error instanceof JournalUnavailable)) throw error;
  call.allowance?.giveBack();
  gateway.log.error({ request_id: call.requestId, reason: error.message }, 'a call could not be recorded');
  const refused = refusal('audit_unavailable', { retryAfterS: 1 });
  sendBody(call, refused.httpStatus, errorHeaders(refused), errorBody(call, refused));
}

/** A refusal as the caller's protocol says it. */
export function errorBody(call: Call, refused: Refusal): Buffer {
  return call.surface.errors.body(publicError(call, refused));
}

/** A refusal inside a stream that has begun. */
export function errorEvent(call: Call, refused: Refusal): Buffer {
  return call.surface.errors.event(publicError(call, refused));
}

function publicError({ requestId }: Call, refused: Refusal): PublicError {
  const { type } = errorCatalogue[refused.code];
  const { message, param, asGiven, httpStatus } = refused;
  const code = asGiven ? asGiven.code : refused.code;
  return { message, param, type: asGiven?.type ?? type, code, httpStatus, requestId };
}

/** Statuses of a provider that clients try again by themselves; that stays theirs to decide. */
const triedAgain = new Set([408, 409, 429]);

/** In seconds: what is further away is none that a client should try by itself. */
const retryAfterMaxS = 60;

export function errorHeaders(refused: Refusal): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { 'content-type': 'application/json' };
  const { retry } = errorCatalogue[refused.code];
  const isFar = (refused.retryAfterS ?? 0) > retryAfterMaxS;
  if (isFar || (!retry && !triedAgain.has(refused.httpStatus))) headers['x-should-retry'] = 'false';
  if (refused.retryAfterS !== null) headers['retry-after'] = String(Math.ceil(refused.retryAfterS));
  if (refused.code === 'request_too_large' || refused.code === 'shutting_down') headers['connection'] = 'close';
  return headers;
}

export function outcomeOf(refused: Refusal): Outcome {
  return {
    status: refused.status,
    httpStatus: refused.httpStatus,
    errorCode: refused.code,
    errorDetail: refused.detail,
  };
}

export function sentPart(bytes: Buffer): PayloadPart {
  return { payload: 'response_sent', encoding: 'identity', bytes };
}

export function countSettled(call: Call, gateway: Gateway, status: string): void {
  const { route, decision } = call.draft.head;
  gateway.metrics.settled({ route: route ?? 'none', decision: decision ?? 'none', status });
}
