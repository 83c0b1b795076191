import { isMembers, type Json, type JsonMembers } from '../../platform/lossless-json.ts';
import type { AnswerContext, TokenCounts } from '../interchange/answer.ts';

/** What changes in a response while it comes. */
export interface ResponseState {
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  readonly output: readonly object[];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly incompleteReason: 'max_output_tokens' | 'content_filter' | null;
  readonly usage: TokenCounts | null;
}

/** The response object (OpenAI API reference, "The response object"): it repeats much of the request. */
export function responseObject(context: AnswerContext, state: ResponseState): object {
  const { status, output, error, incompleteReason, usage } = state;
  return {
    id: responseIdOf(context.requestId),
    object: 'response',
    created_at: context.createdS,
    status,
    background: false,
    error,
    incomplete_details: incompleteReason === null ? null : { reason: incompleteReason },
    ...repeated(isMembers(context.request) ? context.request : {}),
    model: context.model,
    output,
    previous_response_id: null,
    // It cannot be fetched again, whatever was asked for.
    store: false,
    usage: usage === null ? null : usageMembers(usage),
  };
}

export function responseIdOf(requestId: string): string {
  return `resp_${bareId(requestId)}`;
}

/** Without `req_`, for ids of other things that are made of it. */
export function bareId(requestId: string): string {
  return requestId.replace(/^req_/, '');
}

/** Members that a response repeats, with what is in force where the request says nothing. */
const defaults: JsonMembers = {
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  prompt_cache_key: null,
  safety_identifier: null,
  service_tier: 'default',
  temperature: null,
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: null,
  truncation: 'disabled',
  user: null,
};

function repeated(request: JsonMembers): object {
  const members = Object.entries(defaults).map(([name, value]): [string, Json] => [name, request[name] ?? value]);
  return {
    ...Object.fromEntries(members),
    reasoning: { effort: null, summary: null, ...objectIn(request, 'reasoning') },
    text: { format: { type: 'text' }, ...objectIn(request, 'text') },
  };
}

function objectIn(request: JsonMembers, name: string): JsonMembers {
  const value = request[name];
  return isMembers(value) ? value : {};
}

/** The input includes what was read from and written to a cache, the output includes reasoning. */
function usageMembers({ input, cached_input, cache_write, output, reasoning }: TokenCounts): object {
  const input_tokens = input + cached_input + cache_write;
  const output_tokens = output + reasoning;
  return {
    input_tokens,
    input_tokens_details: { cached_tokens: cached_input, cache_write_tokens: cache_write },
    output_tokens,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input_tokens + output_tokens,
  };
}
