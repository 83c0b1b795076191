import type { AnswerError } from '../interchange/answer.ts';
import { isObject, type JsonObject, stringOf } from '../openai/answer-reading.ts';

/**
 * The error of Google's envelope `{"error":{"code","message","status","details"}}` (google.rpc.Status), which some paths
 * put into a list. Null when there is none.
 */
export function googleError(body: unknown): AnswerError | null {
  const envelope: unknown = Array.isArray(body) ? body[0] : body;
  if (!isObject(envelope) || envelope['error'] == null) return null;
  const { error } = envelope as JsonObject & { readonly error: unknown };
  if (!isObject(error)) return { message: stringOf(error), type: null, code: null };
  const code = error['code'];
  return {
    message: stringOf(error['message']),
    type: stringOf(error['status']),
    code: typeof code === 'number' ? String(code) : stringOf(code),
  };
}
