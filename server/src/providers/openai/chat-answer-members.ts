import type { Json } from '../../platform/lossless-json.ts';
import type { AnswerStep, FinishReason, TokenCounts } from '../interchange/answer.ts';
import { legalId } from '../interchange/legal-id.ts';
import { urlCitationOf } from '../interchange/url-citation.ts';

type ToolCallStep = Extract<AnswerStep, { kind: 'tool_call' }>;

/** A tool call, without its number; the signature stands where Google's compatible endpoint has it. */
export function callStart({ id, name, signature }: ToolCallStep, args: string): object {
  const extra = signature === null ? {} : { extra_content: { google: { thought_signature: signature } } };
  return { id: legalId(id, 40), type: 'function', function: { name, arguments: args }, ...extra };
}

const reasons: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  filtered: 'content_filter',
  refused: 'content_filter',
  paused: 'stop',
};

/** A refusal in words ends with `stop`, as OpenAI's own do: the words are there to be read. */
export function finishReasonOf(reason: FinishReason, saysRefusal: boolean): string {
  return reason === 'refused' && saysRefusal ? 'stop' : reasons[reason];
}

/** `usage`: the prompt includes what was read from and written to a cache, the completion includes reasoning. */
export function usageMembers(counts: TokenCounts | null): object | null {
  if (counts === null) return null;
  const { input, cached_input, cache_write, output, reasoning } = counts;
  const prompt_tokens = input + cached_input + cache_write;
  const completion_tokens = output + reasoning;
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: {
      cached_tokens: cached_input,
      ...(cache_write === 0 ? {} : { cache_write_tokens: cache_write }),
    },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

/** A citation as chat has it: of an address only. @param textLength UTF-16 code units said so far */
export function annotationOf(citation: Json, textLength: number): object | null {
  const cited = urlCitationOf(citation, textLength);
  return cited === null ? null : { type: 'url_citation', url_citation: cited };
}
