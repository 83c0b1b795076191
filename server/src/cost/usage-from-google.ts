import { sumUp } from './token-classes.ts';
import { isReport, type TokenCount, tokenCount, unknownMembers } from './token-count.ts';
import type { UsageReading } from './usage.ts';

/** Members whose tokens are counted, or that only split counted ones by modality. */
const known = new Set([
  'promptTokenCount',
  'cachedContentTokenCount',
  'candidatesTokenCount',
  'thoughtsTokenCount',
  'toolUsePromptTokenCount',
  'totalTokenCount',
  'promptTokensDetails',
  'promptTokenDetails',
  'cacheTokensDetails',
  'candidatesTokensDetails',
  'toolUsePromptTokensDetails',
  'trafficType',
  'serviceTier',
]);

/**
 * Reads the `usageMetadata` of a Gemini answer (ai.google.dev/api/generate-content#UsageMetadata). `promptTokenCount`
 * includes cached tokens; thoughts and the prompts of Google's own tools are counted beside prompt and candidates, and
 * the total holds all of them.
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromGoogle(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const unknownFields = unknownMembers(raw, known);
  const prompt = tokenCount(raw['promptTokenCount']);
  const candidates = tokenCount(raw['candidatesTokenCount']);
  const cached = tokenCount(raw['cachedContentTokenCount']);
  const thoughts = tokenCount(raw['thoughtsTokenCount']);
  const toolUse = tokenCount(raw['toolUsePromptTokenCount']);
  const total = tokenCount(raw['totalTokenCount']);
  const isUnusable = [prompt, candidates, cached, thoughts, toolUse, total].includes('invalid');
  const isEmpty = prompt === null && candidates === null;
  if (isUnusable || isEmpty) return { usage: null, unknownFields, suspect: true };

  const cached_input = Math.min(said(cached), said(prompt));
  const input = said(prompt) - cached_input + said(toolUse);
  const classes = { input, cached_input, cache_write: 0, output: said(candidates), reasoning: said(thoughts) };
  const usage = sumUp(classes, false);
  return { usage, unknownFields, suspect: said(cached) > said(prompt) || (total !== null && total !== usage.total) };
}

function said(count: TokenCount): number {
  return typeof count === 'number' ? count : 0;
}
