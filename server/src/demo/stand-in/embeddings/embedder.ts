import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import { checkGoogleKey } from '../checks/google.ts';
import { refuse } from '../failure.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { chat } from '../protocols/chat.ts';
import { google } from '../protocols/google.ts';
import { ollama } from '../protocols/ollama.ts';
import { tokensOf } from '../reply.ts';
import { base64Of, vectorOf } from './vector.ts';

/** How a protocol embeds texts. */
export interface Embedder {
  /** @throws Refused what the real server would refuse */
  body(call: StandInCall, behaviour: Behaviour): JsonObject;
  readonly errorBody: Protocol['errorBody'];
}

const usualDimensions = 8;

/** OpenAI's `POST /v1/embeddings`. */
export const openAiEmbedder: Embedder = {
  errorBody: chat.errorBody,
  body({ json, model }, behaviour) {
    if (json === null) refuse('We could not parse the JSON body of your request.');
    const { dimensions, encoding_format: format = 'float' } = json;
    if (!['float', 'base64'].includes(stringIn(format)))
      refuse("Invalid 'encoding_format'.", { param: 'encoding_format' });
    if (dimensions !== undefined && !(Number(dimensions) > 0)) refuse("Invalid 'dimensions'.", { param: 'dimensions' });
    const texts = textsIn(json['input']);
    const data = texts.map((text, index) => {
      const vector = vectorOf(text, Number(dimensions ?? usualDimensions));
      return { object: 'embedding', index, embedding: format === 'base64' ? base64Of(vector) : vector };
    });
    const tokens = sumOf(texts);
    const usage = behaviour.usageReported ?? { prompt_tokens: tokens, total_tokens: tokens };
    return { object: 'list', data, model, ...(behaviour.usage === 'none' ? {} : { usage }) };
  },
};

/** One text, several, or the tokens of one or several. */
function textsIn(input: unknown): string[] {
  if (typeof input === 'string') return [given(input)];
  if (!Array.isArray(input) || input.length === 0) refuse("'$.input' is invalid.", { param: 'input' });
  if (input.every((item) => typeof item === 'number')) return [input.join(' ')];
  return input.map((item: unknown) =>
    Array.isArray(item) && item.length > 0 ? item.join(' ') : given(typeof item === 'string' ? item : ''),
  );
}

function given(text: string): string {
  return text === '' ? refuse("'$.input' is invalid: it cannot be an empty string.", { param: 'input' }) : text;
}

/** Gemini's `models/{model}:batchEmbedContents`. */
export const googleEmbedder: Embedder = {
  errorBody: google.errorBody,
  body(call, behaviour) {
    checkGoogleKey(call);
    const requests = objectsIn(call.json?.['requests']);
    if (requests.length === 0) refuse('* BatchEmbedContentsRequest.requests: at least one request is required');
    const texts = requests.map(({ model, content }, index) => {
      if (model !== `models/${call.model}`) {
        refuse(`* BatchEmbedContentsRequest.requests[${index}].model: must match the model of the batch.`);
      }
      const parts = objectsIn(isObject(content) ? content['parts'] : null);
      if (parts.length === 0) refuse(`* EmbedContentRequest.content: contents.parts must not be empty.`);
      return parts.map(({ text }) => stringIn(text)).join('');
    });
    const embeddings = texts.map((text, index) => ({
      values: vectorOf(text, Number(requests[index]?.['outputDimensionality'] ?? usualDimensions)),
    }));
    const usageMetadata = behaviour.usageReported ?? { promptTokenCount: sumOf(texts) };
    return { embeddings, ...(behaviour.usage === 'none' ? {} : { usageMetadata }) };
  },
};

/** Ollama's `POST /api/embed`. */
export const ollamaEmbedder: Embedder = {
  errorBody: ollama.errorBody,
  body({ json, model }, behaviour) {
    if (model === '') refuse('model is required');
    const input = json?.['input'];
    const texts = typeof input === 'string' ? [input] : Array.isArray(input) ? input.map(String) : [];
    const dimensions = Number(json?.['dimensions'] ?? usualDimensions);
    const counted = behaviour.usage === 'none' ? {} : { prompt_eval_count: sumOf(texts) };
    const embeddings = texts.map((text) => vectorOf(text, dimensions));
    return { model, embeddings, total_duration: 20_000_000, load_duration: 1_000_000, ...counted };
  },
};

function sumOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + tokensOf(text), 0);
}
