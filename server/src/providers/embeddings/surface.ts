import type { Surface } from '../surface.ts';
import { openAiErrors } from '../openai/errors.ts';
import { readEmbeddingsRequest } from './read-request.ts';

/** `POST /v1/embeddings`. Its conversions are those of embeddings wires (`conversion.ts`): there is no prompt in it. */
export const embeddingsSurface: Surface = {
  endpoint: 'embeddings',
  protocol: 'openai',
  readRequest: readEmbeddingsRequest,
  errors: openAiErrors,
  answerTexts: null,
  conversion: null,
};
