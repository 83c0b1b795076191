import { sumUp } from './token-classes.ts';
import { isReport, type Report, type TokenCount, tokenCount, unknownMembers } from './token-count.ts';
import type { UsageReading } from './usage.ts';

/** Members whose tokens are counted, that split counted ones, or that say how the call was served. */
const known = new Set([
  'input_tokens',
  'output_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'output_tokens_details.thinking_tokens',
  'service_tier',
  'inference_geo',
  'speed',
]);

/**
 * Reads the `usage` of an Anthropic message (Messages API reference, "Usage"); of a stream, what `message_start` and
 * `message_delta` said together. `input_tokens` excludes what was read from the cache or written to it; `output_tokens`
 * includes thinking. Writes that are kept for an hour are counted as cache writes and named as unknown: they have a
 * price of their own, as Anthropic's own tools (`server_tool_use`) have.
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromAnthropic(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const unknownFields = unknownMembers(flat(raw), known);
  const writes = isReport(raw['cache_creation']) ? raw['cache_creation'] : {};
  const details = isReport(raw['output_tokens_details']) ? raw['output_tokens_details'] : {};
  const input = tokenCount(raw['input_tokens']);
  const output = tokenCount(raw['output_tokens']);
  const read = tokenCount(raw['cache_read_input_tokens']);
  const written = tokenCount(raw['cache_creation_input_tokens']);
  const split = [tokenCount(writes['ephemeral_5m_input_tokens']), tokenCount(writes['ephemeral_1h_input_tokens'])];
  const thinking = tokenCount(details['thinking_tokens']);
  const isUnusable = [input, output, read, written, thinking, ...split].includes('invalid');
  const isEmpty = input === null && output === null;
  if (isUnusable || isEmpty) return { usage: null, unknownFields, suspect: true };

  const bySplit = split.reduce<number>((sum, count) => sum + said(count), 0);
  const reasoning = Math.min(said(thinking), said(output));
  const classes = {
    input: said(input),
    cached_input: said(read),
    cache_write: written === null ? bySplit : said(written),
    output: said(output) - reasoning,
    reasoning,
  };
  const contradictsSplit = split.some((count) => count !== null) && bySplit !== classes.cache_write;
  const suspect = said(thinking) > said(output) || contradictsSplit;
  return { usage: sumUp(classes, false), unknownFields, suspect };
}

/** The report with the members of its inner counts beside its own, by their path. */
function flat(raw: Report): Report {
  const members = Object.entries(raw).flatMap(([name, value]): [string, unknown][] => {
    const isInner = (name === 'cache_creation' || name === 'server_tool_use') && isReport(value);
    return isInner ? Object.entries(value).map(([inner, amount]) => [`${name}.${inner}`, amount]) : [[name, value]];
  });
  return Object.fromEntries(members);
}

function said(count: TokenCount): number {
  return typeof count === 'number' ? count : 0;
}
