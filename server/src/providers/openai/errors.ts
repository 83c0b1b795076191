import type { ErrorWriter } from '../surface.ts';
import { errorBody, errorEvent } from './envelope.ts';

/** Errors in OpenAI's envelope, for chat completions, responses and embeddings. */
export const openAiErrors: ErrorWriter = { body: errorBody, event: errorEvent };
