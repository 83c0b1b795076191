import {
  type AnswerReading,
  errorOf,
  isObject,
  objectsOf,
  stringOf,
  type ToolCallReading,
  usageOf,
} from './answer-reading.ts';

/**
 * Reads the body of a JSON answer (`chat.completion`, or an error envelope).
 * @param json the parsed body
 * @returns null when it is neither: no object, or an object with neither choices nor an error
 */
export function readCompletion(json: unknown): AnswerReading | null {
  if (!isObject(json)) return null;
  const error = errorOf(json);
  if (error === null && !Array.isArray(json['choices'])) return null;
  const choices = objectsOf(json['choices']);
  const messages = choices.map((choice) => choice['message']).filter(isObject);
  const first = messages[0];
  return {
    usage: usageOf(json),
    serviceTier: stringOf(json['service_tier']),
    finishReason: stringOf(choices[0]?.['finish_reason']),
    error,
    id: stringOf(json['id']),
    model: stringOf(json['model']),
    text: textOf(first?.['content']),
    reasoning: stringOf(first?.['reasoning_content']) ?? stringOf(first?.['reasoning']) ?? '',
    toolCalls: messages.flatMap(toolCallsOf),
  };
}

function toolCallsOf(message: Readonly<Record<string, unknown>>): ToolCallReading[] {
  const calls = objectsOf(message['tool_calls']).map((call) => readCall(stringOf(call['id']), call['function']));
  // The form before tools: one call without an id.
  return isObject(message['function_call']) ? [...calls, readCall(null, message['function_call'])] : calls;
}

function readCall(id: string | null, definition: unknown): ToolCallReading {
  const called = isObject(definition) ? definition : {};
  return { id, name: stringOf(called['name']) ?? '', arguments: stringOf(called['arguments']) ?? '' };
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return objectsOf(content)
    .map((part) => stringOf(part['text']) ?? '')
    .join('');
}
