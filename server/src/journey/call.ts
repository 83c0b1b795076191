import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { OpenHead, PayloadPart } from '../audit/events.ts';
import type { CallRecord } from './call-record.ts';
import type { Allowance } from './limits/allowance.ts';
import { newId } from '../platform/ids.ts';
import type { Conversation } from '../providers/conversation/read-conversation.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { Surface } from '../providers/surface.ts';

/** One call at the data plane, from the moment its headers were read. */
export interface Call {
  readonly requestId: string;
  readonly atMs: number;
  /** Of `performance.now()`. */
  readonly receivedAt: number;
  /** What the caller speaks. */
  readonly surface: Surface;
  readonly headers: IncomingHttpHeaders;
  readonly clientAddress: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the caller leaves before the answer is complete. */
  readonly left: AbortSignal;
  /** What is known so far; it becomes the open event, and the headers of the answer. */
  readonly draft: Draft;
  /** Set once the open event is durable. */
  record: CallRecord | null;
  /** What it may use of its budgets; null when it counts against none. */
  allowance: Allowance | null;
  /** How its caller stands with the gateway's own rate limits; null without one. */
  limitHeaders: OutgoingHttpHeaders | null;
  /** What must be done before the caller may get the end of its answer; it never fails. */
  beforeEnd: Promise<void> | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export interface Draft {
  readonly head: Mutable<OpenHead>;
  readonly parts: PayloadPart[];
  /** Once it could be read. */
  request: GovernedRequest | null;
  conversation: Conversation | null;
}

export function receiveCall(
  request: IncomingMessage,
  response: ServerResponse,
  clientAddress: string,
  surface: Surface,
): Call {
  const atMs = Date.now();
  const requestId = newId('req', atMs);
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  return {
    requestId,
    atMs,
    receivedAt: performance.now(),
    surface,
    headers: request.headers,
    clientAddress,
    request,
    response,
    left: left.signal,
    draft: {
      head: emptyHead(requestId, atMs, clientAddress, request.headers['user-agent'], surface),
      parts: [],
      request: null,
      conversation: null,
    },
    record: null,
    allowance: null,
    limitHeaders: null,
    beforeEnd: null,
  };
}

function emptyHead(
  requestId: string,
  atMs: number,
  clientAddress: string,
  userAgent: string | undefined,
  { protocol, endpoint }: Surface,
): Draft['head'] {
  return {
    request_id: requestId,
    at: new Date(atMs).toISOString(),
    trace_id: null,
    session_id: null,
    client_request_id: null,
    parent: null,
    new_from: null,
    user: null,
    instance: null,
    key: null,
    client_address: clientAddress,
    user_agent: userAgent?.slice(0, 500) ?? null,
    protocol,
    endpoint,
    stream: null,
    requested_model: null,
    selected_model: null,
    final_model: null,
    provider: null,
    provider_model: null,
    route: null,
    decision: null,
    policy_version: null,
    explanation: [],
    hits: [],
    scanned: null,
    timings_ms: { queue: null, scan: null },
  };
}

/** Milliseconds since the call was received, to a microsecond. */
export function elapsedMs(call: Call): number {
  return Math.round((performance.now() - call.receivedAt) * 1000) / 1000;
}
