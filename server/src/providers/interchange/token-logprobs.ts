import { type JsonObject, objectsOf, stringOf } from '../openai/answer-reading.ts';
import type { TokenLogprob } from './answer.ts';

/** The list of tokens with their certainty, as chat completions and the responses API give it; empty when it is none. */
export function tokenLogprobs(list: unknown): TokenLogprob[] {
  return objectsOf(list).map((each) => ({
    ...tokenOf(each),
    top_logprobs: objectsOf(each['top_logprobs']).map(tokenOf),
  }));
}

function tokenOf(value: JsonObject): Omit<TokenLogprob, 'top_logprobs'> {
  const bytes = Array.isArray(value['bytes']) ? value['bytes'].filter((each) => typeof each === 'number') : null;
  const logprob = typeof value['logprob'] === 'number' ? value['logprob'] : 0;
  return { token: stringOf(value['token']) ?? '', logprob, bytes };
}
