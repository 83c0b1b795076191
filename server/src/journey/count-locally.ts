import type { GovernedRequest } from '../providers/request/governed-request.ts';
import { wireFor } from '../providers/wires.ts';
import type { Call } from './call.ts';
import { recordUnsent } from './call-record.ts';
import type { Forwarded } from './decide.ts';
import type { Gateway } from './gateway.ts';
import { promptTexts } from './prompt-texts.ts';
import { countSettled, refuseUnrecorded, sentPart } from './refuse.ts';
import { sendBody } from './respond.ts';

/** Tokens of a model are asked for, and its provider does not count them. */
export function isCountedHere(call: Call, { model }: Forwarded): boolean {
  return call.surface.endpoint === 'messages.count_tokens' && wireFor(call.surface.endpoint, model.upstream) === null;
}

/**
 * Answers `POST /v1/messages/count_tokens` (Anthropic API reference, "Count Message tokens") with a count of our own.
 * Nothing leaves, and nothing is used.
 */
export async function countLocally(
  call: Call,
  request: GovernedRequest,
  { model }: Forwarded,
  gateway: Gateway,
): Promise<void> {
  const { head } = call.draft;
  const { texts, beside } = promptTexts(request);
  const [counted = 0] = await gateway.tokens.count(model.providerModel, [texts]);
  head.explanation = [...head.explanation, 'Its provider does not count tokens: estimated here, and nothing was sent.'];
  const body = Buffer.from(JSON.stringify({ input_tokens: counted + beside }));
  try {
    await recordUnsent(call, gateway, { status: 'completed', httpStatus: 200 }, [sentPart(body)]);
  } catch (error) {
    return refuseUnrecorded(call, error, gateway);
  }
  countSettled(call, gateway, 'completed');
  sendBody(call, 200, { 'content-type': 'application/json' }, body);
}
