import { readingOf } from './reading-of.ts';
import type { UsageReading } from './usage-reading.ts';
import { isReport, UsageReport } from './usage-report.ts';

/** What says how the call was served, and tools that cost nothing. */
const known = ['inference_geo', 'server_tool_use.tool_search_requests'];

/**
 * Reads the `usage` of an Anthropic message (Messages API reference, "Usage"); of a stream, what `message_start` and
 * `message_delta` said together. `input_tokens` excludes what was read from the cache or written to it; `output_tokens`
 * includes thinking. Fast mode has prices of its own, and counts as a tier.
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromAnthropic(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const report = new UsageReport(raw);
  report.read(...known);
  const input = report.count('input_tokens');
  const output = report.count('output_tokens');
  const thinking = report.count('output_tokens_details.thinking_tokens') ?? 0;
  const hour = report.count('cache_creation.ephemeral_1h_input_tokens');
  const minutes = report.count('cache_creation.ephemeral_5m_input_tokens');
  const bySplit = hour === null && minutes === null ? null : (hour ?? 0) + (minutes ?? 0);
  const written = report.count('cache_creation_input_tokens');
  report.suspectIf(written !== null && bySplit !== null && written !== bySplit);
  const cached_input = report.count('cache_read_input_tokens') ?? 0;
  const compacting = compactionOf(report);
  const reasoning = Math.min(thinking, output ?? 0);
  report.suspectIf(output !== null && thinking > output);
  const tier = report.read('service_tier');
  return readingOf(report, {
    prompt:
      input === null
        ? null
        : {
            input: input + compacting.input,
            cached_input: cached_input + compacting.cached_input,
            cache_write: (written ?? bySplit ?? 0) + compacting.cache_write,
          },
    completion: output === null ? null : { output: output - reasoning + compacting.output, reasoning },
    details: { cache_write_1h: hour },
    units: {
      web_search: report.count('server_tool_use.web_search_requests'),
      web_fetch: report.count('server_tool_use.web_fetch_requests'),
      code_execution: report.count('server_tool_use.code_execution_requests'),
    },
    serviceTier: report.read('speed') === 'fast' ? 'fast' : tier,
  });
}

/** What summing up the conversation took, which the counts at the top leave out ("Compaction", `usage.iterations`). */
function compactionOf(report: UsageReport) {
  const iterations = report.read('iterations');
  const sums = { input: 0, cached_input: 0, cache_write: 0, output: 0 };
  for (const iteration of Array.isArray(iterations) ? iterations.filter(isReport) : []) {
    if (iteration['type'] !== 'compaction') continue;
    const counts = new UsageReport(iteration);
    sums.input += counts.count('input_tokens') ?? 0;
    sums.cached_input += counts.count('cache_read_input_tokens') ?? 0;
    sums.cache_write += counts.count('cache_creation_input_tokens') ?? 0;
    sums.output += counts.count('output_tokens') ?? 0;
    report.suspectIf(counts.isSuspect);
  }
  return sums;
}
