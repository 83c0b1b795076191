import type { IncomingHttpHeaders } from 'node:http';
import type { PayloadPart } from '../audit/events.ts';
import type { UpstreamTarget } from '../catalog/snapshot.ts';
import { copiesOf } from '../platform/byte-copies.ts';
import { parseJson } from '../platform/lossless-json.ts';
import { type TextEdit, applyEdits, applySplices, toSplices } from '../platform/text-edits.ts';
import { authHeaders } from '../providers/auth-headers.ts';
import { CannotCarry } from '../providers/interchange/losses.ts';
import { InvalidBody, type GovernedRequest } from '../providers/request/governed-request.ts';
import { type Translation, translationOf } from '../providers/translation.ts';
import type { RequestContext, Wire } from '../providers/wire.ts';
import { wireFor } from '../providers/wires.ts';
import type { Call } from './call.ts';
import type { Forwarded } from './decide.ts';
import { type Seals, withoutForeignReasoning } from './foreign-reasoning.ts';
import { redactions } from './redact.ts';
import { isRefusal, type Refusal, refusal } from './refusal.ts';
import { travellingHeaders } from './travelling-headers.ts';

/** A request as the provider will get it. */
export interface Outgoing {
  readonly wire: Wire;
  /** How the caller's protocol and the provider's are brought together; null when they are the same. */
  readonly translation: Translation | null;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How it differs from what the caller sent; null when it does not. */
  readonly difference: PayloadPart | null;
  /** What a conversion left out, for the record. */
  readonly notices: readonly string[];
}

/**
 * The caller's request with only what policy touches changed in place: the provider's name of the model, redacted
 * spans, and the wish for usage on streams. Where the model speaks another protocol the request is converted; what that
 * protocol has no word for refuses the call, or is dropped with a notice (docs/reference/conversions.md).
 */
export function composeRequest(
  received: Buffer,
  request: GovernedRequest,
  { surface, headers: callerHeaders }: Pick<Call, 'surface' | 'headers'>,
  decision: Forwarded,
  { signatureOf, seals }: Remembered,
): Outgoing | Refusal {
  const { upstream, providerModel } = decision.model;
  const wire = wireFor(surface.endpoint, upstream);
  if (wire === null) return refusal('endpoint_unsupported');
  const headers = outgoingHeaders(wire, upstream, callerHeaders, request.stream);
  const url = wire.url(upstream, providerModel, request.stream);
  const edits = redactions(request, decision.redact);
  if (wire.name === surface.endpoint) {
    const isRerouted = decision.decision === 'rerouted';
    const foreign = withoutForeignReasoning(request, upstream.provider, isRerouted, seals);
    const splices = toSplices(request.text, [...edits, ...foreign.edits, ...ownEdits(request, decision)]);
    const body = splices.length === 0 ? received : applySplices(received, splices);
    const difference = splicesPart(splices);
    return { wire, translation: null, url, headers, body, difference, notices: noticeOf(foreign.count) };
  }
  const translation = translationOf(surface, wire);
  if (translation === null) return refusal('endpoint_unsupported');
  const converted = convert(applyEdits(request.text, edits), translation, decision, signatureOf);
  if (isRefusal(converted)) return converted;
  const difference = {
    payload: 'request_sent',
    encoding: 'copies',
    bytes: copiesOf(received, converted.body),
  } as const;
  return { wire, translation, url, headers, ...converted, difference };
}

/** What earlier answers to this caller left behind. */
export interface Remembered extends Pick<RequestContext, 'signatureOf'> {
  readonly seals: Seals;
}

function noticeOf(foreignReasoning: number): string[] {
  if (foreignReasoning === 0) return [];
  return [`Left out: ${foreignReasoning} of the reasoning that only another provider can open.`];
}

function convert(
  text: string,
  translation: Translation,
  { model }: Forwarded,
  signatureOf: RequestContext['signatureOf'],
): Pick<Outgoing, 'body' | 'notices'> | Refusal {
  try {
    const { body, notices } = translation.writeRequest(parseJson(text), {
      providerModel: model.providerModel,
      injectUsage: model.upstream.injectUsage,
      isCompatible: model.upstream.protocol === 'openai-compatible',
      signatureOf,
    });
    const told = notices.length > 0 ? notices : [`Converted to ${translation.title}; nothing left out.`];
    return { body: Buffer.from(JSON.stringify(body)), notices: told };
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof CannotCarry) return refusal('conversion_impossible', { message, param: error.param });
    if (error instanceof InvalidBody) return refusal('invalid_request', { message, param: error.param });
    throw error;
  }
}

/** What we change although policy did not ask for it. */
function ownEdits(request: GovernedRequest, { model }: Forwarded): TextEdit[] {
  const edits: TextEdit[] = [];
  const { node } = request.model;
  const name = JSON.stringify(model.providerModel);
  if (request.text.slice(node.start, node.end) !== name) edits.push({ start: node.start, end: node.end, text: name });
  if (request.stream && !request.usageAsked && model.upstream.injectUsage) edits.push(askForUsage(request));
  return edits;
}

function splicesPart(splices: readonly unknown[]): PayloadPart | null {
  if (splices.length === 0) return null;
  return { payload: 'request_sent', encoding: 'splices', bytes: Buffer.from(JSON.stringify(splices)) };
}

function askForUsage(request: GovernedRequest): TextEdit {
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

function outgoingHeaders(
  wire: Wire,
  target: UpstreamTarget,
  caller: IncomingHttpHeaders,
  stream: boolean,
): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: stream && wire.frames === 'sse' ? 'text/event-stream' : 'application/json',
    'user-agent': 'tollgate',
    ...wire.headers,
  };
  Object.assign(headers, travellingHeaders(wire, target, caller));
  for (const [name, value] of Object.entries(target.headers)) headers[name.toLowerCase()] = value;
  return Object.assign(headers, authHeaders(target.protocol, target.credential));
}
