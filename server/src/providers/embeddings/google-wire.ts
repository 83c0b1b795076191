import type { Json } from '../../platform/lossless-json.ts';
import { googleError } from '../google/answer-error.ts';
import { googleModelPath, googleModelUrl } from '../google/wire.ts';
import type { AnswerContext, AnswerStep } from '../interchange/answer.ts';
import { isObject, objectsOf } from '../openai/answer-reading.ts';
import type { ConvertedRequest, RequestContext } from '../wire.ts';
import { type EmbeddingsWire, readEmbeddings, vectorsOf, writeEmbeddings } from './conversion.ts';
import { embeddingsSteps } from './wire.ts';

const title = 'Google embeddings';

/** `batchEmbedContents` of the Gemini API (ai.google.dev/api/embeddings): one request for each text, in one call. */
export const googleEmbeddingsWire: EmbeddingsWire = {
  name: 'google.embed_contents',
  url: ({ baseUrl }, model) => `${googleModelUrl(baseUrl, model)}:batchEmbedContents`,
  travelling: [],
  headers: {},
  frames: 'sse',
  readBody,
  readStream: () => ({ take: () => [] }),
  conversion: null,
  embeddings: { title, writeRequest, writeAnswer },
};

function writeRequest(body: Json, { providerModel }: Pick<RequestContext, 'providerModel'>): ConvertedRequest {
  const { texts, dimensions, notices } = readEmbeddings(body, title);
  const model = googleModelPath(providerModel);
  const size = dimensions === null ? {} : { outputDimensionality: dimensions };
  const requests = texts.map((text) => ({ model, content: { parts: [{ text }] }, ...size }));
  return { body: { requests }, notices };
}

function writeAnswer(answer: unknown, context: AnswerContext): Buffer | null {
  const vectors = isObject(answer) ? vectorsIn(answer['embeddings']) : null;
  return vectors && writeEmbeddings(vectors, (answer as { readonly usageMetadata?: unknown }).usageMetadata, context);
}

function readBody(body: unknown): readonly AnswerStep[] | null {
  const error = googleError(body);
  if (error !== null) return [{ kind: 'error', error }];
  if (!isObject(body) || vectorsIn(body['embeddings']) === null) return null;
  return embeddingsSteps(null, body['usageMetadata']);
}

function vectorsIn(embeddings: unknown): ReturnType<typeof vectorsOf> {
  return Array.isArray(embeddings) ? vectorsOf(objectsOf(embeddings).map(({ values }) => values)) : null;
}
