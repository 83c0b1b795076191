import type { PayloadPart } from '../audit/events.ts';
import type { AnswerReading } from '../providers/openai/answer-reading.ts';

/** The answer of a stream as one message, kept beside its bytes for whoever reads or searches the record. */
export function responseView(
  reading: Pick<AnswerReading, 'text' | 'reasoning' | 'toolCalls' | 'finishReason'>,
): PayloadPart[] {
  const { text, reasoning, toolCalls, finishReason } = reading;
  if (text === '' && reasoning === '' && toolCalls.length === 0) return [];
  const view = {
    role: 'assistant',
    content: text,
    reasoning,
    tool_calls: toolCalls.map(({ id, name, arguments: given }) => ({ id, name, arguments: given })),
    finish_reason: finishReason,
  };
  return [{ payload: 'response_view', encoding: 'identity', bytes: Buffer.from(JSON.stringify(view)) }];
}
