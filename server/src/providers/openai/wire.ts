import type { Wire } from '../wire.ts';
import { openAiTable } from './chat-carry-table.ts';
import { chatFromPrompt, chatTitle } from './chat-from-prompt.ts';
import { createChatStreamReader, readChatBody } from './read-answer.ts';

/** Chat completions of OpenAI, of servers that speak the same, and of Azure (whose addresses name a deployment). */
export const chatWire: Wire = {
  name: 'chat.completions',
  url({ baseUrl, apiVersion }, providerModel) {
    if (apiVersion === null) return `${baseUrl}/chat/completions`;
    const deployment = `${baseUrl}/openai/deployments/${encodeURIComponent(providerModel)}`;
    return `${deployment}/chat/completions?api-version=${encodeURIComponent(apiVersion)}`;
  },
  travelling: ['openai-beta', 'idempotency-key'],
  headers: {},
  frames: 'sse',
  readBody: readChatBody,
  readStream: createChatStreamReader,
  conversion: { title: chatTitle, table: openAiTable, writeRequest: chatFromPrompt },
};
