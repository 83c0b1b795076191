import { usageFromAnthropic } from '../cost/usage/usage-from-anthropic.ts';
import { usageFromGoogle } from '../cost/usage/usage-from-google.ts';
import { usageFromOllama } from '../cost/usage/usage-from-ollama.ts';
import { usageFromEmbeddings, usageFromOpenAi } from '../cost/usage/usage-from-openai.ts';
import type { UsageReading } from '../cost/usage/usage-reading.ts';
import type { WireName } from '../providers/wire.ts';

/** How each protocol's usage report is read. */
export const usageReaders: Readonly<Record<WireName, (report: unknown) => UsageReading | null>> = {
  'chat.completions': usageFromOpenAi,
  embeddings: usageFromEmbeddings,
  responses: usageFromOpenAi,
  messages: usageFromAnthropic,
  'messages.count_tokens': () => null,
  'google.generate_content': usageFromGoogle,
  'google.embed_contents': usageFromGoogle,
  'ollama.chat': usageFromOllama,
  'ollama.embed': usageFromOllama,
};
