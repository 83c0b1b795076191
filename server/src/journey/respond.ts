import type { OutgoingHttpHeaders } from 'node:http';
import type { Call } from './call.ts';

/** The headers that every answer carries; those of steps that were not reached are left out. */
export function governedHeaders(call: Call): OutgoingHttpHeaders {
  const { head } = call.draft;
  const headers: OutgoingHttpHeaders = { 'x-request-id': call.requestId, 'request-id': call.requestId };
  if (head.trace_id !== null) headers['x-trace-id'] = head.trace_id;
  if (head.session_id !== null) headers['x-session-id'] = head.session_id;
  if (head.final_model !== null) headers['x-tollgate-model'] = headerSafe(head.final_model);
  if (head.route !== null) headers['x-tollgate-route'] = head.route;
  if (head.decision !== null) headers['x-tollgate-decision'] = head.decision;
  if (head.policy_version !== null) headers['x-tollgate-policy'] = String(head.policy_version);
  return call.limitHeaders === null ? headers : { ...headers, ...call.limitHeaders };
}

/** Header values are Latin-1 at best: a name beyond ASCII travels percent-encoded (RFC 3986). */
function headerSafe(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
}

/** Headers of the provider's answer that reach the caller; its rate limits only where the gateway has none of its own. */
export function keptHeaders({ limitHeaders }: Call, from: Readonly<Record<string, string>>): OutgoingHttpHeaders {
  const kept: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(from)) {
    const isLimit = limitHeaders === null && name.startsWith('x-ratelimit-');
    if (name === 'retry-after' || name === 'retry-after-ms' || isLimit) kept[name] = value;
  }
  return kept;
}

/** The provider's own id of its answer, by either vendor's name for it. */
export function providerRequestIdOf({
  headers,
}: {
  readonly headers: Readonly<Record<string, string>>;
}): string | null {
  return headers['x-request-id'] ?? headers['request-id'] ?? null;
}

/** Sends a whole body, unless the caller has left. */
export function sendBody(call: Call, status: number, headers: OutgoingHttpHeaders, body: Buffer): void {
  const { response } = call;
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { ...governedHeaders(call), ...headers, 'content-length': body.length });
  if (headers['connection'] === 'close' && !call.request.complete) endSlowly(call, body);
  else response.end(body);
}

const lingerMs = 2000;

/**
 * Gives the answer at once, and closes only when the caller has said all or that takes too long: what is closed with
 * bytes unread is reset, and the caller's system throws the answer away (RFC 9112, section 9.6).
 */
function endSlowly(call: Call, body: Buffer): void {
  const { request, response } = call;
  response.write(body);
  const timer = setTimeout(() => response.end(), lingerMs).unref();
  request.once('close', () => {
    clearTimeout(timer);
    response.end();
  });
  request.resume();
}
