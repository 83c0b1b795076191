import type { UpstreamAnswer } from '../providers/upstream/path.ts';
import { collectBody } from './collect-body.ts';
import { refusalOfAnswer } from './provider-failure.ts';
import { relayJson } from './relay-json.ts';
import { relayStream } from './relay-stream.ts';
import { type Relaying, relayFailure, relayRefusal } from './relaying.ts';
import { keptHeaders } from './respond.ts';

/** Brings what came of the request to the caller, and settles the record before the caller has it all. */
export async function relay(it: Relaying): Promise<void> {
  const { result } = it.forwarding;
  if ('failure' in result) return relayFailure(it, result.failure);
  const { answer } = result;
  if (answer.status < 200 || answer.status > 299) return relayError(it, answer);
  const type = answer.headers['content-type'] ?? '';
  return type.includes('text/event-stream') ? relayStream(it, answer) : relayJson(it, answer);
}

async function relayError(it: Relaying, answer: UpstreamAnswer): Promise<void> {
  const body = await collectBody(it, answer);
  if (!Buffer.isBuffer(body)) return relayFailure(it, body);
  const refused = refusalOfAnswer(answer, body, it.decision.model.upstream);
  const providerRequestId = answer.headers['x-request-id'] ?? null;
  return relayRefusal(it, refused, { providerRequestId }, keptHeaders(answer.headers));
}
