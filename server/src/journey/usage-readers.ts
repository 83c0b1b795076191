import { usageFromAnthropic } from '../cost/usage-from-anthropic.ts';
import { usageFromGoogle } from '../cost/usage-from-google.ts';
import { usageFromOllama } from '../cost/usage-from-ollama.ts';
import { usageFromResponses } from '../cost/usage-from-responses.ts';
import { type UsageReading, usageFromOpenAi } from '../cost/usage.ts';
import type { WireName } from '../providers/wire.ts';

/** How each protocol's usage report is read. */
export const usageReaders: Readonly<Record<WireName, (report: unknown) => UsageReading | null>> = {
  'chat.completions': usageFromOpenAi,
  embeddings: usageFromOpenAi,
  responses: usageFromResponses,
  messages: usageFromAnthropic,
  'messages.count_tokens': () => null,
  'google.generate_content': usageFromGoogle,
  'google.embed_contents': usageFromGoogle,
  'ollama.chat': usageFromOllama,
  'ollama.embed': usageFromOllama,
};
