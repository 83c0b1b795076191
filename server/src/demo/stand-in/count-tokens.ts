import type { StandInCall } from './call.ts';
import { checkCount } from './checks/messages.ts';
import type { Embedder } from './embeddings/embedder.ts';
import { errorBody, messages } from './protocols/messages.ts';
import { tokensOf } from './reply.ts';

/** Anthropic's `POST /v1/messages/count_tokens`: as the answer's usage counts, and the tools. */
export const tokenCounter: Embedder = {
  errorBody,
  body(call: StandInCall) {
    checkCount(call);
    const tools = JSON.stringify(call.json?.['tools'] ?? null);
    const texts = messages.ask(call).texts;
    return { input_tokens: [...texts, tools].reduce((sum, text) => sum + tokensOf(text), 0) };
  },
};
