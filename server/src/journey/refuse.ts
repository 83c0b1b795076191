import type { OutgoingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCatalogue } from '@tollgate/contract';
import type { PayloadPart } from '../audit/events.ts';
import { JournalUnavailable } from '../audit/journal/journal.ts';
import type { KeyHolder } from '../catalog/snapshot.ts';
import { canonicalAnswer } from '../providers/conversation/canonical-answer.ts';
import { completionBody, completionStream } from '../providers/openai/assistant-message.ts';
import { type ErrorEnvelope, errorBody } from '../providers/openai/envelope.ts';
import type { ChatRequest } from '../providers/openai/chat-request.ts';
import { type Call } from './call.ts';
import { recordRefused } from './call-record.ts';
import type { Gateway } from './gateway.ts';
import { type Refusal, refusal } from './refusal.ts';
import { rememberAnswer } from './remember-answer.ts';
import { sendBody } from './respond.ts';
import { responseView } from './response-view.ts';
import type { Outcome } from './settle.ts';

/** Refuses a known caller: recorded first, then said. What cannot be recorded is refused as such. */
export async function refuse(call: Call, refused: Refusal, gateway: Gateway): Promise<void> {
  const body = errorBody(envelopeOf(refused));
  try {
    await recordRefused(call, gateway, outcomeOf(refused), [sentPart(body)]);
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
  request: ChatRequest,
  caller: KeyHolder,
  gateway: Gateway,
): Promise<void> {
  // The agent keeps it in its history like any other answer.
  const answer = rememberAnswer(
    { call, caller, gateway },
    { answer: canonicalAnswer(refused.message, []), toolCalls: [] },
  );
  const message = {
    id: `chatcmpl-${call.requestId}`,
    model: request.model.name,
    createdS: Math.floor(call.atMs / 1000),
    text: refused.message,
  };
  const body = request.stream ? completionStream(message, request.usageAsked) : completionBody(message);
  const parts = [sentPart(body), ...(request.stream ? responseView(messageReading(refused.message)) : [])];
  try {
    await recordRefused(call, gateway, { ...outcomeOf(refused), httpStatus: 200, answer }, parts);
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
  sendBody(call, refused.httpStatus, headers, errorBody(envelopeOf(refused)));
}

/** The call could not be recorded, so it is not let through; anything but that is a failure of ours. */
export function refuseUnrecorded(call: Call, error: unknown, gateway: Gateway): void {
  if (!(error instanceof JournalUnavailable)) throw error;
  gateway.log.error({ request_id: call.requestId, reason: error.message }, 'a call could not be recorded');
  const refused = refusal('audit_unavailable', { retryAfterS: 1 });
  sendBody(call, refused.httpStatus, errorHeaders(refused), errorBody(envelopeOf(refused)));
}

export function envelopeOf(refused: Refusal): ErrorEnvelope['error'] {
  const { type } = errorCatalogue[refused.code];
  const { message, param, asGiven } = refused;
  return { message, param, type: asGiven?.type ?? type, code: asGiven ? asGiven.code : refused.code };
}

/** Statuses of a provider that clients try again by themselves; that stays theirs to decide. */
const triedAgain = new Set([408, 409, 429]);

export function errorHeaders(refused: Refusal): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { 'content-type': 'application/json' };
  const { retry } = errorCatalogue[refused.code];
  if (!retry && !triedAgain.has(refused.httpStatus)) headers['x-should-retry'] = 'false';
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
