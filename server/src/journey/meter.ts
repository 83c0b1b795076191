import { type Cost, normalToolCallId, type Usage } from '@tollgate/contract';
import { priceCall } from '../cost/price.ts';
import { completeUsage, type LocalCounts, type Spoken, unsaidSides } from '../cost/usage/complete-usage.ts';
import type { UsageReading } from '../cost/usage/usage-reading.ts';
import { canonicalAnswer } from '../providers/conversation/canonical-answer.ts';
import type { TokenCounts } from '../providers/interchange/answer.ts';
import type { AnswerReading } from '../providers/openai/answer-reading.ts';
import type { Wire } from '../providers/wire.ts';
import { promptTexts } from './prompt-texts.ts';
import type { Relaying } from './relaying.ts';
import { usageReaders } from './usage-readers.ts';

/** What a call used and what it cost. */
export interface Used {
  /** Null where nothing is used: tokens that are only counted. */
  readonly usage: Usage | null;
  /** The provider's own numbers, as it sent them. */
  readonly usageReported: unknown;
  /** As the provider says that it served the call. */
  readonly serviceTier: string | null;
  readonly cost: Cost | null;
}

export interface Metered extends Used {
  /** Ids of the tool calls issued, in normal form. */
  readonly toolCalls: readonly string[];
  /** What was said, as it is compared with what later requests carry. */
  readonly answer: string | null;
}

/** What came of an answer, as far as its metering goes. */
type Said = Pick<AnswerReading, 'usage' | 'text' | 'reasoning' | 'toolCalls' | 'units' | 'serviceTier'>;

const nothingSaid: Said = { usage: null, text: '', reasoning: '', toolCalls: [] };
const nothingCounted: LocalCounts = { prompt: 0, output: 0, reasoning: 0 };

/** The provider's report larger than this is not kept. */
const reportedCharactersMax = 8192;

/**
 * Meters an answer by what was read of it: the last usage report, and a count of our own, marked as such, of what that
 * does not say.
 */
export async function meter(it: Relaying, reading: AnswerReading): Promise<Metered> {
  const toolCalls = reading.toolCalls.flatMap((call) => (call.id === null ? [] : [normalToolCallId(call.id)]));
  const answer = canonicalAnswer(reading.text, reading.toolCalls);
  return { ...(await used(it, reading)), toolCalls, answer };
}

/** Counts what a call used of which no answer came. */
export function meterUnanswered(it: Relaying): Promise<Used> {
  return used(it, nothingSaid);
}

async function used(it: Relaying, said: Said): Promise<Used> {
  const { wire } = it.outgoing;
  const reported = usageReaders[wire.name](said.usage);
  const { provider } = it.decision.model.upstream;
  for (const field of reported?.unknownFields ?? []) it.gateway.metrics.unknownUsageField(provider.name, field);
  const serviceTier = reported?.serviceTier ?? said.serviceTier ?? null;
  const usageReported = withinBounds(said.usage);
  if (wire.name === 'messages.count_tokens') return { usage: null, usageReported, serviceTier, cost: null };
  const usage = await usageOf(it, said, reported);
  const { model, route } = it.decision;
  const cost = priceCall(usage, model.prices, it.call.draft.head.at, route, { serviceTier });
  return { usage, usageReported, serviceTier, cost };
}

async function usageOf(it: Relaying, said: Said, reported: UsageReading | null): Promise<Usage> {
  const output = [said.text, ...said.toolCalls.flatMap((call) => [call.name, call.arguments])].filter(Boolean);
  const spoken = { prompt: true, completion: output.length > 0 || said.reasoning !== '' };
  const unsaid = unsaidSides(reported, spoken);
  const counted = await countUnsaid(it, unsaid, output, said.reasoning);
  return completeUsage(reported, unsaid, counted, said.units);
}

async function countUnsaid(it: Relaying, unsaid: Spoken, output: string[], reasoning: string): Promise<LocalCounts> {
  if (!unsaid.prompt && !unsaid.completion) return nothingCounted;
  const { texts, beside } = unsaid.prompt ? promptTexts(it.request) : { texts: [], beside: 0 };
  const answers = unsaid.completion ? [output, [reasoning]] : [[], []];
  const counts = await it.gateway.tokens.count(it.decision.model.providerModel, [texts, ...answers]);
  const [prompt = 0, spoken = 0, thought = 0] = counts;
  return { prompt: prompt + beside, output: spoken, reasoning: thought };
}

/** The classes of a provider's report, for an answer that is written in another protocol. */
export function tokenCountsOf(wire: Wire, report: unknown): TokenCounts | null {
  const reading = usageReaders[wire.name](report);
  if (!reading?.prompt && !reading?.completion) return null;
  return {
    input: 0,
    cached_input: 0,
    cache_write: 0,
    output: 0,
    reasoning: 0,
    ...reading.prompt,
    ...reading.completion,
  };
}

function withinBounds(report: unknown): unknown {
  return report !== null && JSON.stringify(report).length <= reportedCharactersMax ? report : null;
}
