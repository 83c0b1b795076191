import type { Wire } from '../wire.ts';
import { createResponsesStreamReader, readResponsesBody } from './read-answer.ts';

/** The responses API of OpenAI and of Azure. Only what callers wrote in it is sent to it. */
export const responsesWire: Wire = {
  name: 'responses',
  url({ baseUrl, apiVersion }) {
    if (apiVersion === null) return `${baseUrl}/responses`;
    return `${baseUrl}/openai/responses?api-version=${encodeURIComponent(apiVersion)}`;
  },
  travelling: ['openai-beta', 'idempotency-key'],
  headers: {},
  frames: 'sse',
  readBody: readResponsesBody,
  readStream: createResponsesStreamReader,
  conversion: null,
};
