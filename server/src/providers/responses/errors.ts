import { errorBody } from '../openai/envelope.ts';
import type { ErrorWriter, PublicError } from '../surface.ts';
import { eventOf } from './response-events.ts';
import { responseIdOf } from './response-object.ts';

/** Errors of the responses API: OpenAI's envelope, and in a stream what OpenAI itself ends a broken one with. */
export const responsesErrors: ErrorWriter = {
  body: errorBody,
  event: (error) => Buffer.from(failureEvents(error)),
};

/**
 * Both events are needed: OpenAI's SDKs raise on `error` and not on `response.failed`, Codex knows only the latter. In
 * `error` the same stands twice, as the API reference has it and as the API sends it. The stream that it ends is not known
 * here, so neither is the number of its last event.
 */
function failureEvents({ message, type, param, code, requestId }: PublicError): string {
  const said = { message, type, param, code };
  const failed = {
    id: responseIdOf(requestId),
    object: 'response',
    status: 'failed',
    error: { code: code ?? type, message },
    incomplete_details: null,
    output: [],
    usage: null,
  };
  return (
    eventOf('error', 0, { code, message, param, error: said }) + eventOf('response.failed', 1, { response: failed })
  );
}
