import { type Cost, normalToolCallId, type Usage } from '@tollgate/contract';
import { priceCall } from '../cost/price.ts';
import { estimateUsage, type UsageReading } from '../cost/usage.ts';
import { canonicalAnswer } from '../providers/conversation/canonical-answer.ts';
import type { AnswerReading } from '../providers/openai/answer-reading.ts';
import type { Wire } from '../providers/wire.ts';
import type { Relaying } from './relaying.ts';
import { usageReaders } from './usage-readers.ts';

/** What a call used and what it cost. */
export interface Metered {
  /** Null where nothing is used: tokens that are only counted. */
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

/** Meters an answer by what was read of it: the last usage report, or a local estimate marked as such. */
export function meter(it: Relaying, reading: AnswerReading): Metered {
  const ids = reading.toolCalls.flatMap((call) => (call.id === null ? [] : [normalToolCallId(call.id)]));
  const text = reading.text + reading.reasoning + reading.toolCalls.map((call) => call.name + call.arguments).join('');
  const reported = usageOf(it.outgoing.wire, reading.usage);
  const usageReported = withinBounds(reading.usage);
  const answer = canonicalAnswer(reading.text, reading.toolCalls);
  if (!reported?.usage) return { ...estimated(it, text), usageReported, toolCalls: ids, answer };
  const { provider } = it.decision.model.upstream;
  for (const field of reported.unknownFields) it.gateway.metrics.unknownUsageField(provider.name, field);
  return { usage: reported.usage, usageReported, cost: costOf(it, reported.usage), toolCalls: ids, answer };
}

function usageOf(wire: Wire, report: unknown): UsageReading | null {
  return usageReaders[wire.name](report);
}

/** The classes of a provider's report, for an answer that is written in another protocol. */
export function tokenCountsOf(wire: Wire, report: unknown): Usage | null {
  return usageOf(wire, report)?.usage ?? null;
}

function withinBounds(report: unknown): unknown {
  return report !== null && JSON.stringify(report).length <= reportedCharactersMax ? report : null;
}

/** Counts locally what the provider did not: the prompt it was sent, and what came of the answer. */
export function estimated(
  it: Relaying,
  answerText: string,
): { usage: Usage | null; usageReported: null; cost: Cost | null } {
  if (it.outgoing.wire.name === 'messages.count_tokens') return { usage: null, usageReported: null, cost: null };
  const usage = estimateUsage({ promptTexts: it.request.texts.map((text) => text.value), answerText });
  return { usage, usageReported: null, cost: costOf(it, usage) };
}

function costOf(it: Relaying, usage: Usage): Cost | null {
  const { model, route } = it.decision;
  return priceCall(usage, model.prices, it.call.draft.head.at, route);
}
