import { isList, isMembers, type Json, type JsonMembers } from '../../platform/lossless-json.ts';
import type { AnswerContext } from '../interchange/answer.ts';
import { CannotCarry } from '../interchange/losses.ts';
import type { ConvertedRequest, RequestContext, Wire } from '../wire.ts';

/** How requests and answers of `/v1/embeddings` change their protocol. */
export interface EmbeddingsConversion {
  /** As people write it: "Google embeddings". */
  readonly title: string;
  /**
   * @param body one that `readEmbeddingsRequest` has accepted
   * @throws CannotCarry
   */
  writeRequest(body: Json, context: Pick<RequestContext, 'providerModel'>): ConvertedRequest;
  /** @param answer the provider's parsed body; null when it is no answer of its protocol */
  writeAnswer(answer: unknown, context: AnswerContext): Buffer | null;
}

/** A wire that answers `/v1/embeddings` in other words. */
export interface EmbeddingsWire extends Wire {
  readonly embeddings: EmbeddingsConversion;
}

/** What a request for embeddings asks. */
export interface EmbeddingsRequest {
  readonly texts: readonly string[];
  readonly dimensions: Json;
  /** One line for the record; empty when nothing was left out. */
  readonly notices: readonly string[];
}

const read = new Set(['model', 'input', 'dimensions', 'encoding_format']);

/** @throws CannotCarry for token ids, which are those of one provider's models, and unknown encodings */
export function readEmbeddings(body: Json, title: string): EmbeddingsRequest {
  const members: JsonMembers = isMembers(body) ? body : {};
  const { input = null, dimensions = null, encoding_format: encoding = null } = members;
  const texts = typeof input === 'string' ? [input] : isList(input) ? input : [];
  if (!texts.every((text) => typeof text === 'string')) {
    throw new CannotCarry(
      'input',
      `"input" must be texts: token ids mean nothing to ${title}, which the model speaks.`,
    );
  }
  if (encoding !== null && encoding !== 'float' && encoding !== 'base64') {
    throw new CannotCarry('encoding_format', '"encoding_format" must be "float" or "base64".');
  }
  const left = Object.keys(members).filter((name) => !read.has(name) && members[name] !== null);
  return {
    texts,
    dimensions,
    notices: left.length === 0 ? [] : [`Converted to ${title}; left out: ${left.join(', ')}.`],
  };
}

/**
 * The answer as OpenAI's API gives it. With `encoding_format: base64` a vector is its 32-bit floats, little-endian.
 * @param usage the provider's report; without one the counts are 0
 * @returns null when there is not one vector for each text
 */
export function writeEmbeddings(
  vectors: readonly (readonly number[])[],
  usage: unknown,
  { request, model, usageOf }: AnswerContext,
): Buffer | null {
  const asked: JsonMembers = isMembers(request) ? request : {};
  const { input = null, encoding_format: encoding = null } = asked;
  if (vectors.length !== (isList(input) ? input.length : 1)) return null;
  const isBase64 = encoding === 'base64';
  const counts = usage == null ? null : usageOf(usage);
  const tokens = counts === null ? 0 : counts.input + counts.cached_input + counts.cache_write;
  const data = vectors.map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: isBase64 ? base64Of(vector) : vector,
  }));
  return Buffer.from(
    JSON.stringify({ object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } }),
  );
}

function base64Of(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}

/** The vectors of a list; null when it holds anything else. */
export function vectorsOf(list: unknown): readonly (readonly number[])[] | null {
  return Array.isArray(list) && list.every(isVector) ? list : null;
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((number) => typeof number === 'number');
}
