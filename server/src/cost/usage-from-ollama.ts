import { sumUp } from './token-classes.ts';
import { isReport, tokenCount, unknownMembers } from './token-count.ts';
import type { UsageReading } from './usage.ts';

const known = new Set([
  'prompt_eval_count',
  'eval_count',
  'prompt_eval_duration',
  'eval_duration',
  'total_duration',
  'load_duration',
]);

/**
 * Reads the counts of an Ollama answer (docs.ollama.com/api/chat). Thinking lies within `eval_count` and is not told
 * apart; a prompt that was all in the server's cache may have no count.
 * @param raw the members of the answer's last line that count or time it
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromOllama(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const unknownFields = unknownMembers(raw, known);
  const input = tokenCount(raw['prompt_eval_count']);
  const output = tokenCount(raw['eval_count']);
  const isUnusable = input === 'invalid' || output === 'invalid' || (input === null && output === null);
  if (isUnusable) return { usage: null, unknownFields, suspect: true };
  const classes = { input: input ?? 0, cached_input: 0, cache_write: 0, output: output ?? 0, reasoning: 0 };
  return { usage: sumUp(classes, false), unknownFields, suspect: false };
}
