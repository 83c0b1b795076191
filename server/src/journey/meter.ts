import { type Cost, normalToolCallId, type Usage } from '@tollgate/contract';
import { priceCall } from '../cost/price.ts';
import { estimateUsage, usageFromOpenAi } from '../cost/usage.ts';
import { canonicalAnswer } from '../providers/conversation/canonical-answer.ts';
import type { AnswerReading } from '../providers/openai/answer-reading.ts';
import { readCompletion } from '../providers/openai/read-completion.ts';
import type { Relaying } from './relaying.ts';

/** What a call used and what it cost. */
export interface Metered {
  readonly usage: Usage | null;
  /** The provider's own numbers, as it sent them. */
  readonly usageReported: unknown;
  readonly cost: Cost | null;
  /** Ids of the tool calls issued, in normal form. */
  readonly toolCalls: readonly string[];
  /** What was said, as it is compared with what later requests carry. */
  readonly answer: string | null;
}

/** The provider's report larger than this is not kept. */
const reportedCharactersMax = 8192;

/** Meters a JSON answer; null when it is no chat completion. */
export function meterBody(it: Relaying, body: Buffer): Metered | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  const reading = readCompletion(parsed);
  return reading === null || reading.error !== null ? null : meter(it, reading);
}

/** Meters an answer by what was read of it: the last usage report, or a local estimate marked as such. */
export function meter(it: Relaying, reading: AnswerReading): Metered {
  const ids = reading.toolCalls.flatMap((call) => (call.id === null ? [] : [normalToolCallId(call.id)]));
  const text = reading.text + reading.reasoning + reading.toolCalls.map((call) => call.name + call.arguments).join('');
  const reported = usageFromOpenAi(reading.usage);
  const usageReported = withinBounds(reading.usage);
  const answer = canonicalAnswer(reading.text, reading.toolCalls);
  if (!reported?.usage) return { ...estimated(it, text), usageReported, toolCalls: ids, answer };
  const { provider } = it.decision.model.upstream;
  for (const field of reported.unknownFields) it.gateway.metrics.unknownUsageField(provider.name, field);
  return { usage: reported.usage, usageReported, cost: costOf(it, reported.usage), toolCalls: ids, answer };
}

function withinBounds(report: unknown): unknown {
  return report !== null && JSON.stringify(report).length <= reportedCharactersMax ? report : null;
}

/** Counts locally what the provider did not: the prompt it was sent, and what came of the answer. */
export function estimated(it: Relaying, answerText: string): { usage: Usage; usageReported: null; cost: Cost | null } {
  const usage = estimateUsage({ promptTexts: it.request.texts.map((text) => text.value), answerText });
  return { usage, usageReported: null, cost: costOf(it, usage) };
}

function costOf(it: Relaying, usage: Usage): Cost | null {
  const { model, route } = it.decision;
  return priceCall(usage, model.prices, it.call.draft.head.at, route);
}
