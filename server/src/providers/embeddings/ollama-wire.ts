import type { Json } from '../../platform/lossless-json.ts';
import type { AnswerContext, AnswerStep } from '../interchange/answer.ts';
import { errorOf, isObject, stringOf } from '../openai/answer-reading.ts';
import { reportOf } from '../ollama/read-answer.ts';
import type { ConvertedRequest, RequestContext } from '../wire.ts';
import { type EmbeddingsWire, readEmbeddings, vectorsOf, writeEmbeddings } from './conversion.ts';
import { embeddingsSteps } from './wire.ts';

const title = 'Ollama embeddings';

/** Ollama's `/api/embed` (docs.ollama.com/api/embed). */
export const ollamaEmbeddingsWire: EmbeddingsWire = {
  name: 'ollama.embed',
  url: ({ baseUrl }) => `${baseUrl}/api/embed`,
  travelling: [],
  headers: {},
  frames: 'ndjson',
  readBody,
  readStream: () => ({ take: () => [] }),
  conversion: null,
  embeddings: { title, writeRequest, writeAnswer },
};

/** A text too long for the model is refused, as OpenAI does; Ollama would cut it without a word. */
function writeRequest(body: Json, { providerModel }: Pick<RequestContext, 'providerModel'>): ConvertedRequest {
  const { texts, dimensions, notices } = readEmbeddings(body, title);
  const size = dimensions === null ? {} : { dimensions };
  return { body: { model: providerModel, input: texts, truncate: false, ...size }, notices };
}

function writeAnswer(answer: unknown, context: AnswerContext): Buffer | null {
  const vectors = isObject(answer) ? vectorsOf(answer['embeddings']) : null;
  return vectors && writeEmbeddings(vectors, reportOf(answer as Readonly<Record<string, unknown>>), context);
}

function readBody(body: unknown): readonly AnswerStep[] | null {
  if (!isObject(body)) return null;
  const error = errorOf(body);
  if (error !== null) return [{ kind: 'error', error }];
  if (vectorsOf(body['embeddings']) === null) return null;
  return embeddingsSteps(stringOf(body['model']), reportOf(body));
}
