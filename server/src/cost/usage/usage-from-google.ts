import { promptKind, readingOf, splitPrompt } from './reading-of.ts';
import type { UsageReading } from './usage-reading.ts';
import { isReport, UsageReport } from './usage-report.ts';

/** The lists that split counts by modality: read by kind, below. */
const promptLists = ['promptTokensDetails', 'promptTokenDetails', 'toolUsePromptTokensDetails'];
const cacheLists = ['cacheTokensDetails'];
const answerLists = ['candidatesTokensDetails', 'responseTokensDetails'];

/**
 * Reads the `usageMetadata` of a Gemini answer (ai.google.dev/api/generate-content#UsageMetadata). `promptTokenCount`
 * includes cached tokens; thoughts and the prompts of Google's own tools are counted beside prompt and candidates, and
 * the total holds all of them. Each event of a stream tells all so far.
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromGoogle(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const report = new UsageReport(raw);
  const stated = report.count('promptTokenCount');
  const candidates = report.count('candidatesTokenCount', 'responseTokenCount');
  const cached = report.count('cachedContentTokenCount') ?? 0;
  const thoughts = report.count('thoughtsTokenCount');
  const toolUse = report.count('toolUsePromptTokenCount') ?? 0;
  const total = report.count('totalTokenCount');
  const split = stated === null ? null : splitPrompt(report, stated, cached, 0);
  const prompt = split && { ...split, input: split.input + toolUse };
  const completion =
    candidates === null && thoughts === null ? null : { output: candidates ?? 0, reasoning: thoughts ?? 0 };
  const sum = (stated ?? 0) + toolUse + (candidates ?? 0) + (thoughts ?? 0);
  report.suspectIf(total !== null && stated !== null && total !== sum);
  return readingOf(report, {
    prompt,
    completion,
    details: detailsOf(report, prompt?.input ?? 0),
    serviceTier: lowerCase(report.read('serviceTier', 'trafficType')),
  });
}

function detailsOf(report: UsageReport, input: number) {
  const kind = (modality: string) =>
    promptKind(counted(report, promptLists, modality), counted(report, cacheLists, modality), input);
  const [audio, image, video] = [kind('AUDIO'), kind('IMAGE'), kind('VIDEO')];
  return {
    audio_input: audio.fresh,
    image_input: image.fresh,
    video_input: video.fresh,
    cached_audio_input: audio.cached,
    cached_image_input: image.cached,
    cached_video_input: video.cached,
    audio_output: counted(report, answerLists, 'AUDIO'),
    image_output: counted(report, answerLists, 'IMAGE'),
    video_output: counted(report, answerLists, 'VIDEO'),
  };
}

/** Tokens of one modality in these lists; null when none of them is there. */
function counted(report: UsageReport, lists: readonly string[], modality: string): number | null {
  const said = lists.map((name) => report.read(name)).filter((list) => Array.isArray(list));
  if (said.length === 0) return null;
  let sum = 0;
  for (const entry of said.flat().filter(isReport)) {
    if (entry['modality'] !== modality) continue;
    const one = new UsageReport(entry);
    sum += one.count('tokenCount') ?? 0;
    report.suspectIf(one.isSuspect);
  }
  return sum;
}

function lowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
