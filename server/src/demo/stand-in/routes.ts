import { tokenCounter } from './count-tokens.ts';
import { type Embedder, googleEmbedder, ollamaEmbedder, openAiEmbedder } from './embeddings/embedder.ts';
import { azureChat, checkAzure } from './protocols/azure.ts';
import { chat } from './protocols/chat.ts';
import { google } from './protocols/google.ts';
import { messages } from './protocols/messages.ts';
import { ollama } from './protocols/ollama.ts';
import type { Protocol } from './protocols/protocol.ts';
import { responses } from './protocols/responses.ts';

/** What answers at a path: a protocol for words, or something that gives one JSON body. */
export interface Route {
  readonly answers: { readonly protocol: Protocol } | { readonly whole: Embedder };
  /** The model, for protocols that name it in the path. */
  readonly model: string | null;
}

const fixed: Readonly<Record<string, Route['answers']>> = {
  '/v1/chat/completions': { protocol: chat },
  '/v1/responses': { protocol: responses },
  '/v1/embeddings': { whole: openAiEmbedder },
  '/v1/messages': { protocol: messages },
  '/v1/messages/count_tokens': { whole: tokenCounter },
  '/api/chat': { protocol: ollama },
  '/api/embed': { whole: ollamaEmbedder },
  '/openai/v1/chat/completions': { protocol: ofAzure(chat) },
  '/openai/v1/responses': { protocol: ofAzure(responses) },
  '/openai/v1/embeddings': { whole: azureEmbedder() },
};

/** @param path without the query; null when nothing answers there */
export function routeOf(path: string): Route | null {
  const answers = fixed[path];
  if (answers !== undefined) return { answers, model: null };
  const deployed = /^\/openai\/deployments\/([^/]+)\/(chat\/completions|embeddings)$/.exec(path);
  if (deployed !== null) {
    const model = decodeURIComponent(deployed[1] ?? '');
    return { model, answers: deployed[2] === 'embeddings' ? { whole: azureEmbedder() } : { protocol: azureChat } };
  }
  const method = /^\/v1beta\/models\/([^/:]+):(generateContent|streamGenerateContent|batchEmbedContents)$/.exec(path);
  if (method === null) return null;
  const model = decodeURIComponent(method[1] ?? '');
  return { model, answers: method[2] === 'batchEmbedContents' ? { whole: googleEmbedder } : { protocol: google } };
}

function ofAzure(protocol: Protocol): Protocol {
  return {
    ...protocol,
    check(call, behaviour) {
      checkAzure(call, behaviour);
      protocol.check(call, { ...behaviour, strict: behaviour.strict ?? true });
    },
  };
}

function azureEmbedder(): Embedder {
  return {
    ...openAiEmbedder,
    body(call, behaviour) {
      checkAzure(call, behaviour);
      return openAiEmbedder.body(call, behaviour);
    },
  };
}
