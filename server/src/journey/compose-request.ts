import type { IncomingHttpHeaders } from 'node:http';
import type { UpstreamTarget } from '../catalog/snapshot.ts';
import type { ChatRequest } from '../providers/openai/chat-request.ts';
import { type TextEdit, applySplices, toSplices } from '../platform/text-edits.ts';
import type { PayloadPart } from '../audit/events.ts';
import type { Forwarded } from './decide.ts';
import { redactions } from './redact.ts';

/** A request as the provider will get it. */
export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How it differs from what the caller sent; null when it does not. */
  readonly difference: PayloadPart | null;
}

/** Headers of the caller that travel (API.md section 5); all others are dropped unless the provider names them. */
const travelling = ['anthropic-version', 'anthropic-beta', 'openai-beta', 'idempotency-key'] as const;

/** What never travels, even if a provider's `forward_headers` names it: credentials, and what belongs to one connection. */
const staying =
  /^(authorization|x-api-key|api-key|x-goog-api-key|cookie|host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-.*|accept-encoding|forwarded|x-real-ip|(proxy|x-forwarded|x-clawrouter|x-tollgate)-.*)$/;

/**
 * The caller's request with only what policy touches changed in place: the provider's name of the model, redacted
 * spans, and the wish for usage on streams.
 */
export function composeRequest(
  received: Buffer,
  request: ChatRequest,
  decision: Forwarded,
  callerHeaders: IncomingHttpHeaders,
): Outgoing {
  const { upstream, providerModel } = decision.model;
  const edits = redactions(request, decision.redact);
  const { node } = request.model;
  const model = JSON.stringify(providerModel);
  if (request.text.slice(node.start, node.end) !== model) edits.push({ start: node.start, end: node.end, text: model });
  if (request.stream && !request.usageAsked && upstream.injectUsage) edits.push(askForUsage(request));
  const splices = toSplices(request.text, edits);
  return {
    url: `${upstream.baseUrl}/chat/completions`,
    headers: outgoingHeaders(upstream, callerHeaders, request.stream),
    body: splices.length === 0 ? received : applySplices(received, splices),
    difference:
      splices.length === 0
        ? null
        : { payload: 'request_sent', encoding: 'splices', bytes: Buffer.from(JSON.stringify(splices)) },
  };
}

function askForUsage(request: ChatRequest): TextEdit {
  const options = request.root.children.find((child) => child.key === 'stream_options');
  const asked = options?.children.find((child) => child.key === 'include_usage');
  if (asked) return { start: asked.start, end: asked.end, text: 'true' };
  if (options?.kind === 'object') {
    const comma = options.children.length > 0 ? ',' : '';
    return { start: options.start + 1, end: options.start + 1, text: `"include_usage":true${comma}` };
  }
  if (options) return { start: options.start, end: options.end, text: '{"include_usage":true}' };
  const end = request.root.end - 1;
  return { start: end, end, text: ',"stream_options":{"include_usage":true}' };
}

function outgoingHeaders(target: UpstreamTarget, caller: IncomingHttpHeaders, stream: boolean): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: stream ? 'text/event-stream' : 'application/json',
    'user-agent': 'tollgate',
  };
  Object.assign(headers, travellingHeaders(target, caller));
  for (const [name, value] of Object.entries(target.headers)) headers[name.toLowerCase()] = value;
  if (target.credential !== null) headers['authorization'] = `Bearer ${target.credential}`;
  return headers;
}

/** The caller's headers that this provider would get. */
export function travellingHeaders(
  target: Pick<UpstreamTarget, 'forwardHeaders'>,
  caller: IncomingHttpHeaders,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of [...travelling, ...target.forwardHeaders]) {
    const lower = name.toLowerCase();
    const value = caller[lower];
    if (typeof value === 'string' && !staying.test(lower)) headers[lower] = value;
  }
  return headers;
}
