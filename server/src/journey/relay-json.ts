import type { UpstreamAnswer } from '../providers/upstream/path.ts';
import { elapsedMs } from './call.ts';
import { collectBody } from './collect-body.ts';
import { meterBody } from './meter.ts';
import { type Relaying, relayFailure, relayRefusal, settleAnd, settleAborted } from './relaying.ts';
import { refusal } from './refusal.ts';
import { rememberAnswer } from './remember-answer.ts';
import { keptHeaders, sendBody } from './respond.ts';

/** An answer in one piece: it is read whole, metered, settled, and then given to the caller as it came. */
export async function relayJson(it: Relaying, answer: UpstreamAnswer): Promise<void> {
  const { call } = it;
  const firstTokenMs = elapsedMs(call);
  const body = await collectBody(it, answer);
  if (!Buffer.isBuffer(body)) return relayFailure(it, body);
  const metered = meterBody(it, body);
  const providerRequestId = answer.headers['x-request-id'] ?? null;
  if (metered === null) {
    const detail = `the provider answered ${answer.status} with a body that is no JSON object`;
    return relayRefusal(it, refusal('provider_error', { detail }), { providerRequestId });
  }
  if (call.left.aborted) return settleAborted(it, metered);
  const { toolCalls, usage, usageReported, cost } = metered;
  const fingerprint = rememberAnswer(it, metered);
  const outcome = { status: 'completed', httpStatus: answer.status, firstTokenMs, providerRequestId } as const;
  await settleAnd(it, { ...outcome, toolCalls, answer: fingerprint, usage, usageReported, cost }, [], () => {
    const type = answer.headers['content-type'] ?? 'application/json';
    sendBody(call, answer.status, { ...keptHeaders(answer.headers), 'content-type': type }, body);
  });
}
