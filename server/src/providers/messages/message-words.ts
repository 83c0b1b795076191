import type { AnswerContext, FinishReason, TokenCounts } from '../interchange/answer.ts';

/** A message's members before anything is said in it. */
export function messageHead({ requestId, model }: AnswerContext): object {
  return { id: `msg_${requestId.replace(/^req_/, '')}`, type: 'message', role: 'assistant', model };
}

const stopReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  filtered: 'refusal',
  refused: 'refusal',
  paused: 'pause_turn',
};

/** @param hasCalls some servers end an answer with calls as any other one */
export function stopOf(reason: FinishReason, stopSequence: string | null, hasCalls: boolean): object {
  const isStop = reason === 'stop';
  if (isStop && hasCalls) return { stop_reason: 'tool_use', stop_sequence: null };
  if (isStop && stopSequence !== null) return { stop_reason: 'stop_sequence', stop_sequence: stopSequence };
  return { stop_reason: stopReasons[reason], stop_sequence: null };
}

/** Input is told without what was read from the cache and written to it; output with the thinking in it. */
export function usageOf(counts: TokenCounts | null): object {
  const { input = 0, cached_input = 0, cache_write = 0, output = 0, reasoning = 0 } = counts ?? {};
  return {
    input_tokens: input,
    cache_creation_input_tokens: cache_write,
    cache_read_input_tokens: cached_input,
    output_tokens: output + reasoning,
    ...(reasoning > 0 ? { output_tokens_details: { thinking_tokens: reasoning } } : {}),
  };
}
