import { isObject, objectsOf, stringOf } from '../../providers/openai/answer-reading.ts';
import type { AnswerReading } from '../../providers/openai/answer-reading.ts';
import { foldAnswer } from '../../providers/interchange/fold-answer.ts';
import { messagesWire } from '../../providers/messages/wire.ts';
import { readCompletion } from '../../providers/openai/read-completion.ts';
import { responsesWire } from '../../providers/responses/wire.ts';

/** An answer as the admin API shows it. */
export interface TurnAnswer {
  readonly content: string;
  readonly reasoning: string;
  readonly finish_reason: string | null;
  readonly tool_calls: { readonly id: string | null; readonly name: string; readonly arguments: string }[];
}

/**
 * Reads an answer of the record.
 * @param json the view of a stream (`response_view`), or a whole answer in a protocol of callers
 * @returns null for what is neither, such as an error
 */
export function turnAnswer(json: unknown): TurnAnswer | null {
  if (!isObject(json)) return null;
  if (json['role'] === 'assistant' && json['type'] !== 'message') {
    return {
      content: stringOf(json['content']) ?? '',
      reasoning: stringOf(json['reasoning']) ?? '',
      finish_reason: stringOf(json['finish_reason']),
      tool_calls: objectsOf(json['tool_calls']).map((call) => ({
        id: stringOf(call['id']),
        name: stringOf(call['name']) ?? '',
        arguments: stringOf(call['arguments']) ?? '',
      })),
    };
  }
  const reading = readingOf(json);
  if (!reading || reading.error) return null;
  const { text: content, reasoning, finishReason: finish_reason, toolCalls } = reading;
  return { content, reasoning, finish_reason, tool_calls: toolCalls.map((call) => ({ ...call })) };
}

function readingOf(json: Readonly<Record<string, unknown>>): AnswerReading | null {
  const wire = json['type'] === 'message' ? messagesWire : json['object'] === 'response' ? responsesWire : null;
  const steps = wire?.readBody(json);
  return steps ? foldAnswer(steps) : readCompletion(json);
}
