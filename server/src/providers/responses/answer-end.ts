import type { AnswerError, AnswerStep } from '../interchange/answer.ts';
import { errorOf, isObject, type JsonObject, stringOf } from '../openai/answer-reading.ts';

/** How a response begins: its id and its model. */
export function beginStep(response: JsonObject): AnswerStep {
  return { kind: 'begin', id: stringOf(response['id']) || null, model: stringOf(response['model']) || null };
}

/**
 * How a response ends, by its status: whole, cut off or failed. One that is not over (`queued`, `in_progress`) has no end.
 * @param hasCalls the answer has calls that the caller is to run
 */
export function endSteps(response: JsonObject, hasCalls: boolean): AnswerStep[] {
  const usage = response['usage'] ?? null;
  const reported: AnswerStep[] = usage === null ? [] : [{ kind: 'usage', usage }];
  switch (response['status'] ?? 'completed') {
    case 'completed':
      return [
        { kind: 'finish', reason: hasCalls ? 'tool_calls' : 'stop', stopSequence: null },
        ...reported,
        { kind: 'end' },
      ];
    case 'incomplete': {
      const reason = reasonOf(response) === 'content_filter' ? 'filtered' : 'length';
      return [{ kind: 'finish', reason, stopSequence: null }, ...reported, { kind: 'end' }];
    }
    case 'failed':
    case 'cancelled':
      return [...reported, { kind: 'error', error: errorOf(response) ?? unsaid(response['status']) }];
    default:
      return reported;
  }
}

function reasonOf(response: JsonObject): unknown {
  const details = response['incomplete_details'];
  return isObject(details) ? details['reason'] : null;
}

function unsaid(status: unknown): AnswerError {
  return { message: null, type: 'server_error', code: stringOf(status) };
}
