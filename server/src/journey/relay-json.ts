import { foldAnswer } from '../providers/interchange/fold-answer.ts';
import { parseAnswer } from '../providers/interchange/parse-answer.ts';
import { readingOf } from '../providers/metering.ts';
import type { AnswerReading } from '../providers/openai/answer-reading.ts';
import type { Translation, WholeAnswer } from '../providers/translation.ts';
import type { UpstreamAnswer } from '../providers/upstream/path.ts';
import { answerContext } from './answer-context.ts';
import { answerOutcome } from './answers/answer-outcome.ts';
import { guardWhole } from './answers/guard-whole.ts';
import { relayStopped } from './answers/relay-stopped.ts';
import { elapsedMs } from './call.ts';
import { collectBody } from './collect-body.ts';
import { meter, tokenCountsOf } from './meter.ts';
import { sentPart } from './refuse.ts';
import { type Relaying, relayFailure, relayRefusal, settleAnd, settleAborted } from './relaying.ts';
import { type Refusal, refusal } from './refusal.ts';
import { rememberAnswer, rememberSeals, rememberSignature } from './remember-answer.ts';
import { keptHeaders, providerRequestIdOf, sendBody } from './respond.ts';

/** An answer in one piece: it is read whole, metered, settled, and then given to the caller: as it came, or converted. */
export async function relayJson(it: Relaying, answer: UpstreamAnswer): Promise<void> {
  const { call, request, outgoing } = it;
  const firstTokenMs = elapsedMs(call);
  const body = await collectBody(it, answer);
  if (!Buffer.isBuffer(body)) return relayFailure(it, body);
  const { answer: whole, reading } = readWhole(outgoing, parsedJson(body));
  const providerRequestId = providerRequestIdOf(answer);
  if (reading === null || reading.error !== null) {
    return relayRefusal(it, notOfItsProtocol(answer), { providerRequestId });
  }
  const metered = await meter(it, reading);
  rememberSeals(it, reading);
  if (call.left.aborted) return settleAborted(it, metered);
  const { toolCalls, usage, usageReported, serviceTier, cost } = metered;
  const used = { usage, usageReported, serviceTier, cost };
  const written = outgoing.translation ? translated(it, outgoing.translation, whole) : body;
  if (written === null) return relayRefusal(it, notOfItsProtocol(answer), { ...metered, providerRequestId });
  const guarded = guardWhole(it, written, written !== body && request.stream);
  const { answer: given, answerScan } = answerOutcome(it, metered, guarded);
  if (guarded?.stop) {
    return relayStopped(it, guarded.stop, { ...used, firstTokenMs, providerRequestId, answerScan });
  }
  const sent = guarded?.body ?? written;
  const fingerprint = rememberAnswer(it, { ...metered, answer: given });
  const outcome = {
    status: 'completed',
    httpStatus: answer.status,
    firstTokenMs,
    providerRequestId,
    answerScan,
  } as const;
  const parts = sent === body ? [] : [sentPart(sent)];
  await settleAnd(it, { ...outcome, toolCalls, answer: fingerprint, ...used }, parts, () => {
    const own = request.stream ? 'text/event-stream; charset=utf-8' : 'application/json';
    const type = written === body ? (answer.headers['content-type'] ?? 'application/json') : own;
    sendBody(call, answer.status, { ...keptHeaders(call, answer.headers), 'content-type': type }, sent);
  });
}

/** Passed on as it came, an answer of chat completions is read by a reader that is quicker, and knows more than one choice. */
function readWhole(
  { wire, translation }: Relaying['outgoing'],
  body: unknown,
): { readonly answer: WholeAnswer; readonly reading: AnswerReading | null } {
  if (!translation) return { answer: { body, steps: [] }, reading: readingOf(wire, body) };
  const steps = wire.readBody(body);
  return { answer: { body, steps: steps ?? [] }, reading: steps && foldAnswer(steps) };
}

function translated(it: Relaying, translation: Translation, answer: WholeAnswer): Buffer | null {
  const { call, request, outgoing } = it;
  const { steps } = answer;
  for (const step of steps) rememberSignature(it, step);
  const context = answerContext(call, request, true, (report) => tokenCountsOf(outgoing.wire, report));
  if (!request.stream || translation.writeStream === null) return translation.writeBody(answer, context);
  // A provider that does not stream though it was asked to: its caller reads a stream all the same.
  const writer = translation.writeStream({ ...context, usageAsked: request.usageAsked });
  const written = steps.map((step) => (step.kind === 'end' ? '' : writer.push(step))).join('');
  return Buffer.from(written + writer.end());
}

function notOfItsProtocol({ status }: UpstreamAnswer): Refusal {
  const detail = `the provider answered ${status} with a body that is no answer of its protocol`;
  return refusal('provider_error', { detail });
}

function parsedJson(body: Buffer): unknown {
  try {
    return parseAnswer(body.toString('utf8'));
  } catch {
    return null;
  }
}
