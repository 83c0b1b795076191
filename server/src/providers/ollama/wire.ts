import type { Wire } from '../wire.ts';
import { ollamaTable } from './carry-table.ts';
import { ollamaTitle, writeOllamaRequest } from './ollama-from-prompt.ts';
import { readOllamaBody, readOllamaStream } from './read-answer.ts';

/** Ollama's own chat (docs.ollama.com/api/chat); the base URL has no path. */
export const ollamaWire: Wire = {
  name: 'ollama.chat',
  url: ({ baseUrl }) => `${baseUrl}/api/chat`,
  travelling: [],
  headers: {},
  frames: 'ndjson',
  readBody: readOllamaBody,
  readStream: readOllamaStream,
  conversion: { title: ollamaTitle, table: ollamaTable, writeRequest: writeOllamaRequest },
};
