import type { TokenClass, Usage } from '@tollgate/contract';

/** The tokens of many invocations together, as columns of a statement that groups them. */
export const usageSums = `coalesce(sum(input_tokens), 0)::text as input, coalesce(sum(cached_input_tokens), 0)::text as cached_input,
  coalesce(sum(cache_write_tokens), 0)::text as cache_write, coalesce(sum(output_tokens), 0)::text as output,
  coalesce(sum(reasoning_tokens), 0)::text as reasoning, coalesce(sum(prompt_tokens), 0)::text as prompt,
  coalesce(sum(completion_tokens), 0)::text as completion, coalesce(sum(total_tokens), 0)::text as total,
  coalesce(bool_or(usage_estimated), false) as estimated`;

type TokenSum = TokenClass | 'prompt' | 'completion' | 'total';
export type UsageSums = Record<TokenSum, string> & { estimated: boolean };

/** `estimated` when any of them was. */
export function toUsage(sums: UsageSums): Usage {
  return {
    input: Number(sums.input),
    cached_input: Number(sums.cached_input),
    cache_write: Number(sums.cache_write),
    output: Number(sums.output),
    reasoning: Number(sums.reasoning),
    prompt: Number(sums.prompt),
    completion: Number(sums.completion),
    total: Number(sums.total),
    estimated: sums.estimated,
  };
}
