import type { Usage } from '@tollgate/contract';
import { sumUp } from './token-classes.ts';
import { isReport, type Report, type TokenCount, tokenCount, unknownMembers } from './token-count.ts';

export { estimateUsage } from './estimate-usage.ts';

/** A provider's usage report, read into our token classes. */
export interface UsageReading {
  /** Null when the numbers cannot be: negative, fractional, not numbers, beyond all sense. */
  readonly usage: Usage | null;
  /** Paths of members that this version does not know, or knows no price for. They stay in the raw report. */
  readonly unknownFields: readonly string[];
  /** The report contradicts itself; worth a look. */
  readonly suspect: boolean;
}

/** Members whose tokens are counted, or lie within counted ones. */
const known = new Set([
  'prompt_tokens',
  'completion_tokens',
  'total_tokens',
  'prompt_cache_hit_tokens',
  'prompt_cache_miss_tokens',
  'cached_tokens',
  'cache_write_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
  'reasoning_tokens',
  'prompt_tokens_details.cached_tokens',
  'prompt_tokens_details.cache_write_tokens',
  'prompt_tokens_details.cache_creation_tokens',
  'prompt_tokens_details.text_tokens',
  'completion_tokens_details.reasoning_tokens',
  'completion_tokens_details.text_tokens',
  'completion_tokens_details.accepted_prediction_tokens',
  'completion_tokens_details.rejected_prediction_tokens',
]);

/**
 * Reads the usage object of an OpenAI-format answer. `prompt_tokens` includes cached tokens (read and written).
 * Reasoning tokens lie within `completion_tokens`; servers that count them beside it are known by their total.
 * @param raw `usage` as the provider sent it
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromOpenAi(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const unknownFields = unknownMembers(raw, known);
  const prompt = tokenCount(raw['prompt_tokens']);
  const completion = tokenCount(raw['completion_tokens']);
  const total = tokenCount(raw['total_tokens']);
  const inPrompt = detailsOf(raw, 'prompt_tokens_details');
  const inCompletion = detailsOf(raw, 'completion_tokens_details');
  const cached = firstCount(
    inPrompt?.['cached_tokens'],
    raw['prompt_cache_hit_tokens'],
    raw['cached_tokens'],
    raw['cache_read_input_tokens'],
  );
  const written = firstCount(
    inPrompt?.['cache_write_tokens'],
    inPrompt?.['cache_creation_tokens'],
    raw['cache_write_tokens'],
    raw['cache_creation_input_tokens'],
  );
  const reasoning = firstCount(inCompletion?.['reasoning_tokens'], raw['reasoning_tokens']);
  const isUnusable = [prompt, completion, total, cached, written, reasoning].includes('invalid');
  const isEmpty = prompt === null && completion === null;
  if (isUnusable || isEmpty) return { usage: null, unknownFields, suspect: true };

  const numbers = [prompt, completion, cached, written, reasoning].map((value) =>
    typeof value === 'number' ? value : 0,
  );
  const [stated, said, read, wrote, thought] = numbers as [number, number, number, number, number];
  const input = splitPrompt(stated, read, wrote);
  const output = splitCompletion(said, thought, typeof total === 'number' ? total - stated : null);
  const usage = sumUp({ ...input.classes, ...output.classes }, false);
  const contradictsTotal = typeof total === 'number' && total !== stated + output.completion;
  return { usage, unknownFields, suspect: input.suspect || output.suspect || contradictsTotal };
}

/** What is cached can be no more than the prompt: the stated prompt holds, and nothing is counted twice. */
function splitPrompt(prompt: number, read: number, wrote: number) {
  const cached_input = Math.min(read, prompt);
  const cache_write = Math.min(wrote, prompt - cached_input);
  const classes = { input: prompt - cached_input - cache_write, cached_input, cache_write };
  return { classes, suspect: read + wrote > prompt };
}

/** @param beside what the stated total leaves for the completion; null when no total was stated */
function splitCompletion(completion: number, reasoning: number, beside: number | null) {
  const isBeside = reasoning > 0 && beside === completion + reasoning;
  if (isBeside || reasoning > completion) {
    const classes = { output: completion, reasoning };
    return { classes, completion: completion + reasoning, suspect: !isBeside };
  }
  return { classes: { output: completion - reasoning, reasoning }, completion, suspect: false };
}

function firstCount(...values: readonly unknown[]): TokenCount {
  return tokenCount(values.find((value) => value !== undefined && value !== null));
}

function detailsOf(raw: Report, name: string): Report | null {
  return isReport(raw[name]) ? raw[name] : null;
}
