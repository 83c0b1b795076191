import { readingOf } from './reading-of.ts';
import type { UsageReading } from './usage-reading.ts';
import { isReport, UsageReport } from './usage-report.ts';

/**
 * Reads the counts of an Ollama answer (docs.ollama.com/api/chat). Thinking lies within `eval_count` and is not told
 * apart; a prompt that was all in the server's cache may have no count.
 * @param raw the members of the answer's last line that count or time it
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromOllama(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const report = new UsageReport(raw);
  report.read('total_duration', 'load_duration', 'prompt_eval_duration', 'eval_duration');
  const input = report.count('prompt_eval_count');
  const output = report.count('eval_count');
  return readingOf(report, {
    prompt: input === null ? null : { input, cached_input: 0, cache_write: 0 },
    completion: output === null ? null : { output, reasoning: 0 },
  });
}
