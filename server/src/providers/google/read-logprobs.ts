import type { TokenLogprob } from '../interchange/answer.ts';
import { isObject, type JsonObject, objectsOf, stringOf } from '../openai/answer-reading.ts';

/** Of `Candidate.logprobsResult`: the chosen tokens, and at each place the likeliest ones. Null when there is none. */
export function readLogprobs(result: unknown): readonly TokenLogprob[] | null {
  if (!isObject(result)) return null;
  const likeliest = objectsOf(result['topCandidates']);
  const chosen = objectsOf(result['chosenCandidates']).map((token, index) => ({
    ...tokenOf(token),
    top_logprobs: objectsOf(likeliest[index]?.['candidates']).map(tokenOf),
  }));
  return chosen.length === 0 ? null : chosen;
}

function tokenOf(token: JsonObject): Omit<TokenLogprob, 'top_logprobs'> {
  const logprob = token['logProbability'];
  return { token: stringOf(token['token']) ?? '', logprob: typeof logprob === 'number' ? logprob : 0, bytes: null };
}
