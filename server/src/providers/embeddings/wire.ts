import type { AnswerStep } from '../interchange/answer.ts';
import { errorOf, isObject, stringOf } from '../openai/answer-reading.ts';
import type { Wire } from '../wire.ts';

/** OpenAI's embeddings (OpenAI API reference, "Create embeddings"), at an Azure deployment too. */
export const embeddingsWire: Wire = {
  name: 'embeddings',
  url: ({ baseUrl, apiVersion }, model) =>
    apiVersion === null
      ? `${baseUrl}/embeddings`
      : `${baseUrl}/openai/deployments/${encodeURIComponent(model)}/embeddings?api-version=${encodeURIComponent(apiVersion)}`,
  travelling: ['openai-beta', 'idempotency-key'],
  headers: {},
  frames: 'sse',
  readBody: readEmbeddingsBody,
  // Embeddings come whole.
  readStream: () => ({ take: () => [] }),
  conversion: null,
};

function readEmbeddingsBody(body: unknown): readonly AnswerStep[] | null {
  if (!isObject(body)) return null;
  const error = errorOf(body);
  if (error !== null) return [{ kind: 'error', error }];
  if (!Array.isArray(body['data'])) return null;
  return embeddingsSteps(stringOf(body['model']), body['usage']);
}

/** All that there is to meter of an answer without words. */
export function embeddingsSteps(model: string | null, usage: unknown): readonly AnswerStep[] {
  return [
    { kind: 'begin', id: null, model },
    { kind: 'finish', reason: 'stop', stopSequence: null },
    ...(usage == null ? [] : [{ kind: 'usage' as const, usage }]),
    { kind: 'end' },
  ];
}
