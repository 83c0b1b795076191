import type { CompletionClasses, UsageReading } from './usage-reading.ts';
import { promptKind, readingOf, splitPrompt } from './reading-of.ts';
import { isReport, UsageReport } from './usage-report.ts';

/** The member of a report that splits the prompt, or the completion, by the servers that name it so. */
const promptDetails = ['prompt_tokens_details', 'input_tokens_details', 'prompt_token_details', 'input_token_details'];
const completionDetails = ['completion_tokens_details', 'output_tokens_details', 'output_token_details'];

/** Members that split counted tokens, are the sum of others, or say what it cost by the provider's own reckoning. */
const known = [
  'prompt_cache_miss_tokens',
  'cost',
  'cost_details',
  'cost_in_usd_ticks',
  'estimated_cost',
  'is_byok',
  'search_context_size',
  'num_server_side_tools_used',
  ...promptDetails.flatMap((name) =>
    within(name, 'text_tokens', 'cache_type', 'cached_tokens_details', 'cache_creation'),
  ),
  ...completionDetails.flatMap((name) =>
    within(name, 'text_tokens', 'accepted_prediction_tokens', 'rejected_prediction_tokens'),
  ),
];

const cacheHits = [...inPrompt('cached_tokens'), 'prompt_cache_hit_tokens', 'cached_tokens', 'cache_read_input_tokens'];
const longCacheWrites = [
  ...inPrompt('cache_creation.ephemeral_1h_input_tokens'),
  'cache_creation.ephemeral_1h_input_tokens',
];
const cacheWriteNames = ['cache_write_tokens', 'cache_creation_tokens', 'cache_creation_input_tokens'];
const cacheWrites = [...inPrompt(...cacheWriteNames), ...cacheWriteNames];
const reasonings = [...inCompletion('reasoning_tokens'), 'reasoning_tokens'];

/** Tools that the server ran, by those that tell: OpenRouter, Perplexity, xAI, DashScope. */
const webSearches = [
  'server_tool_use.web_search_requests',
  'num_search_queries',
  'plugins.search.count',
  ...serverTools('web_search'),
];
const xSearches = serverTools('x_search');
const fileSearches = serverTools('file_search', 'document_search');
const codeExecutions = serverTools('code_interpreter', 'code_execution');

/** Where tokens of other kinds than text are counted. */
const audioPaths = pathsOfKind('audio');
const imagePaths = pathsOfKind('image');
const videoPaths = pathsOfKind('video');

/**
 * Reads the usage of OpenAI's chat completions, responses and embeddings, and of the many servers that speak like them
 * (docs/reference/metering.md names them). The prompt includes cached tokens, read and written. Reasoning lies within the
 * completion; servers that count it beside it are known by their total.
 * @param raw `usage` as the provider sent it
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromOpenAi(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const report = new UsageReport(raw);
  report.read(...known);
  const total = report.count('total_tokens');
  const stated = statedSides(report, total);
  const read = report.count(...cacheHits) ?? 0;
  const written = report.count(...cacheWrites) ?? 0;
  const prompt = stated.prompt === null ? null : splitPrompt(report, stated.prompt, read, written);
  const reasoning = report.count(...reasonings);
  const beside = total === null || stated.prompt === null ? null : total - stated.prompt;
  const completion = stated.completion === null ? null : splitCompletion(report, stated.completion, reasoning, beside);
  return readingOf(report, {
    prompt,
    completion,
    details: { ...detailsOf(report, prompt?.input ?? 0) },
    units: unitsOf(report),
    serviceTier: report.read('service_tier'),
  });
}

/** Embeddings have a prompt alone; a few servers (Voyage) call it the total. */
export function usageFromEmbeddings(raw: unknown): UsageReading | null {
  if (!isReport(raw)) return null;
  const prompt_tokens = raw['prompt_tokens'] ?? raw['input_tokens'] ?? raw['total_tokens'];
  return usageFromOpenAi({ ...raw, prompt_tokens, completion_tokens: 0 });
}

/** Prompt and completion as they are stated; one that is missing is what the other leaves of the total. */
function statedSides(report: UsageReport, total: number | null) {
  const prompt = report.count('prompt_tokens', 'input_tokens');
  const completion = report.count('completion_tokens', 'output_tokens');
  const rest = (other: number | null): number | null =>
    total === null || other === null || other > total ? null : total - other;
  return { prompt: prompt ?? rest(completion), completion: completion ?? rest(prompt) };
}

/** @param beside what the stated total leaves for the completion; null when no total was stated */
function splitCompletion(
  report: UsageReport,
  completion: number,
  reasoning: number | null,
  beside: number | null,
): CompletionClasses {
  const thought = reasoning ?? 0;
  const isBeside = thought > 0 && beside === completion + thought;
  if (isBeside || thought > completion) {
    report.suspectIf(!isBeside);
    return { output: completion, reasoning: thought };
  }
  report.suspectIf(beside !== null && beside !== completion);
  // Gemini's OpenAI address tells of thoughts by the total alone.
  if (thought === 0 && beside !== null && beside > completion) {
    return { output: completion, reasoning: beside - completion };
  }
  return { output: completion - thought, reasoning: thought };
}

function detailsOf(report: UsageReport, input: number) {
  const kind = (paths: PathsOfKind) => promptKind(report.count(...paths.prompt), report.count(...paths.cached), input);
  const [audio, image, video] = [kind(audioPaths), kind(imagePaths), kind(videoPaths)];
  return {
    cache_write_1h: report.count(...longCacheWrites),
    audio_input: audio.fresh,
    image_input: image.fresh,
    video_input: video.fresh,
    cached_audio_input: audio.cached,
    cached_image_input: image.cached,
    cached_video_input: video.cached,
    audio_output: report.count(...audioPaths.completion),
    image_output: report.count(...imagePaths.completion),
    video_output: report.count(...videoPaths.completion),
  };
}

/** What is no tokens; audio in seconds is Mistral's. */
function unitsOf(report: UsageReport) {
  return {
    web_search: report.count(...webSearches),
    web_fetch: report.count('server_tool_use.web_fetch_requests'),
    x_search: report.count(...xSearches),
    file_search: report.count(...fileSearches),
    code_execution: report.count(...codeExecutions),
    source: report.count('num_sources_used'),
    second: report.count('prompt_audio_seconds'),
  };
}

function within(parent: string, ...names: readonly string[]): string[] {
  return names.map((name) => `${parent}.${name}`);
}

function inPrompt(...names: readonly string[]): string[] {
  return promptDetails.flatMap((parent) => within(parent, ...names));
}

function inCompletion(...names: readonly string[]): string[] {
  return completionDetails.flatMap((parent) => within(parent, ...names));
}

function serverTools(...names: readonly string[]): string[] {
  return names.flatMap((name) => [`server_side_tool_usage_details.${name}_calls`, `server_side_tool_usage.${name}`]);
}

interface PathsOfKind {
  readonly prompt: readonly string[];
  readonly cached: readonly string[];
  readonly completion: readonly string[];
}

function pathsOfKind(name: string): PathsOfKind {
  return {
    prompt: inPrompt(`${name}_tokens`),
    cached: inPrompt(`cached_tokens_details.${name}_tokens`, `cached_${name}_tokens`),
    completion: inCompletion(`${name}_tokens`),
  };
}
