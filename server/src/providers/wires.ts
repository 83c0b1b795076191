import type { Endpoint, Protocol } from '@tollgate/contract';
import type { UpstreamTarget } from '../catalog/snapshot.ts';
import { googleEmbeddingsWire } from './embeddings/google-wire.ts';
import { ollamaEmbeddingsWire } from './embeddings/ollama-wire.ts';
import { embeddingsWire } from './embeddings/wire.ts';
import { googleWire } from './google/wire.ts';
import { countTokensWire, messagesWire } from './messages/wire.ts';
import { ollamaWire } from './ollama/wire.ts';
import { chatWire } from './openai/wire.ts';
import { responsesWire } from './responses/wire.ts';

import type { Wire } from './wire.ts';

type Wires = Partial<Readonly<Record<Endpoint, Wire>>>;

const ofOpenAi: Wires = {
  'chat.completions': chatWire,
  responses: responsesWire,
  embeddings: embeddingsWire,
  messages: chatWire,
};
/** Servers of OpenAI's chat protocol seldom have its responses too. */
const ofCompatible: Wires = { ...ofOpenAi, responses: chatWire };

/** By what a provider's protocol has for each address of ours; what is missing cannot be reached through it. */
const byProtocol: Readonly<Record<Protocol, Wires>> = {
  openai: ofOpenAi,
  'openai-compatible': ofCompatible,
  'azure-openai': ofOpenAi,
  anthropic: {
    'chat.completions': messagesWire,
    responses: messagesWire,
    messages: messagesWire,
    'messages.count_tokens': countTokensWire,
  },
  google: {
    'chat.completions': googleWire,
    responses: googleWire,
    messages: googleWire,
    embeddings: googleEmbeddingsWire,
  },
  ollama: {
    'chat.completions': ollamaWire,
    responses: ollamaWire,
    messages: ollamaWire,
    embeddings: ollamaEmbeddingsWire,
  },
};

export const wires: readonly Wire[] = [...new Set(Object.values(byProtocol).flatMap((one) => Object.values(one)))];

/** What a call at one of our addresses speaks with the provider; null when the provider has nothing like it. */
export function wireFor(endpoint: Endpoint, target: Pick<UpstreamTarget, 'protocol' | 'apiVersion'>): Wire | null {
  // Azure's deployments know chat completions and embeddings only.
  const known = target.apiVersion === null ? byProtocol[target.protocol] : ofCompatible;
  return known[endpoint] ?? null;
}
