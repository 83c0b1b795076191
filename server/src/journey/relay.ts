import { createMeter, createFrames } from '../providers/metering.ts';
import type { UpstreamAnswer } from '../providers/upstream/path.ts';
import { answerContext } from './answer-context.ts';
import { guardPassage } from './answers/guarded-passage.ts';
import { collectBody } from './collect-body.ts';
import { converting } from './converting.ts';
import { tokenCountsOf } from './meter.ts';
import { passThrough } from './pass-through.ts';
import { refusalOfAnswer } from './provider-failure.ts';
import { relayJson } from './relay-json.ts';
import { relayStream, type StreamWays } from './relay-stream.ts';
import { type Relaying, relayFailure, relayRefusal } from './relaying.ts';
import { keptHeaders, providerRequestIdOf } from './respond.ts';
import { rememberSignature } from './remember-answer.ts';
import { spliceTrail, wholeTrail } from './sent-trail.ts';

/** Brings what came of the request to the caller, and settles the record before the caller has it all. */
export async function relay(it: Relaying): Promise<void> {
  const { result } = it.forwarding;
  if ('failure' in result) return relayFailure(it, result.failure);
  const { answer } = result;
  if (answer.status < 200 || answer.status > 299) return relayError(it, answer);
  const type = answer.headers['content-type'] ?? '';
  return isStream(type) ? relayStream(it, answer, waysOf(it, type)) : relayJson(it, answer);
}

function isStream(type: string): boolean {
  return type.includes('text/event-stream') || type.includes('application/x-ndjson');
}

function waysOf(it: Relaying, type: string): StreamWays {
  const ways = openWaysOf(it, type);
  if (it.guard === null) return ways;
  const guarded = guardPassage(ways.passage, it.guard, it.call.surface.endpoint);
  // What the rules change is all over the stream: it is kept as it is given.
  const trail = it.guard.reader.acts ? wholeTrail(it.record) : ways.trail;
  return { ...ways, passage: guarded, guarded, trail };
}

function openWaysOf(it: Relaying, type: string): StreamWays {
  const { call, caller, request, outgoing, record } = it;
  const { wire, translation } = outgoing;
  const frames = createFrames(wire);
  const keepsUsage = request.usageAsked || caller.key.include_usage === 'always';
  if (!translation?.writeStream) {
    const passage = passThrough(frames, createMeter(wire), keepsUsage);
    return { passage, guarded: null, trail: spliceTrail(), contentType: type };
  }
  const context = answerContext(call, request, keepsUsage, (report) => tokenCountsOf(wire, report));
  const passage = converting(frames, wire.readStream(), translation.writeStream(context), (step) =>
    rememberSignature(it, step),
  );
  const contentType = 'text/event-stream; charset=utf-8';
  return { passage, guarded: null, trail: wholeTrail(record), contentType };
}

async function relayError(it: Relaying, answer: UpstreamAnswer): Promise<void> {
  const body = await collectBody(it, answer);
  if (!Buffer.isBuffer(body)) return relayFailure(it, body);
  const refused = refusalOfAnswer(answer, body, it.decision.model.upstream);
  const providerRequestId = providerRequestIdOf(answer);
  return relayRefusal(it, refused, { providerRequestId }, keptHeaders(it.call, answer.headers));
}
