import type { AnswerError } from '../interchange/answer.ts';
import type { ErrorWriter, PublicError } from '../surface.ts';

/** The names that Anthropic's API gives to statuses (API reference, "Errors"). */
const typeOfStatus: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** Errors in the envelope of Anthropic's API. It has no place for a parameter or a code: the message says them. */
export const messagesErrors: ErrorWriter = {
  body: (error) => Buffer.from(envelope(error)),
  event: (error) => Buffer.from(`event: error\ndata: ${envelope(error)}\n\n`),
};

/** What a provider of another protocol said within a stream. */
export function messagesErrorEvent({ message, type }: AnswerError, requestId: string): string {
  const known = type !== null && (type === 'api_error' || Object.values(typeOfStatus).includes(type));
  const error = { type: known ? type : 'api_error', message: message ?? 'The provider broke the answer off.' };
  return `event: error\ndata: ${JSON.stringify({ type: 'error', error, request_id: requestId })}\n\n`;
}

function envelope({ httpStatus, message, param, requestId }: PublicError): string {
  const type = typeOfStatus[httpStatus] ?? (httpStatus < 500 ? 'invalid_request_error' : 'api_error');
  const error = param === 'thread' ? { type, message, details: noThreads } : { type, message };
  return JSON.stringify({ type: 'error', error, request_id: requestId });
}

/** By this Anthropic's own client sends the whole conversation again, and goes on without a thread. */
const noThreads = { error_code: 'thread_unsupported_request', unsupported: ['thread'] };
