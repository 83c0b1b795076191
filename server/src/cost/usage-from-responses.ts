import { isReport, type Report } from './token-count.ts';
import { type UsageReading, usageFromOpenAi } from './usage.ts';

/** The members of the responses API's report, by the names that chat completions have for the same counts. */
const chatNames: Readonly<Record<string, string>> = {
  input_tokens: 'prompt_tokens',
  output_tokens: 'completion_tokens',
  input_tokens_details: 'prompt_tokens_details',
  output_tokens_details: 'completion_tokens_details',
};
const ownNames = Object.fromEntries(Object.entries(chatNames).map(([own, chat]) => [chat, own]));

/**
 * Reads the `usage` of a response (OpenAI API reference, "The response object"): the counts of chat completions under
 * names of its own. `input_tokens` includes what was read from and written to a cache, `output_tokens` reasoning.
 * @returns null when `raw` is no object: nothing was reported
 */
export function usageFromResponses(raw: unknown): UsageReading | null {
  const reading = usageFromOpenAi(isReport(raw) ? renamed(raw) : null);
  return reading && { ...reading, unknownFields: reading.unknownFields.map(ownPath) };
}

function renamed(raw: Report): Report {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [chatNames[name] ?? name, value]));
}

function ownPath(path: string): string {
  const [name = '', ...inner] = path.split('.');
  return [ownNames[name] ?? name, ...inner].join('.');
}
