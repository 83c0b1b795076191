import type { Json } from '../../platform/lossless-json.ts';
import type { AnswerStep, FinishReason, TokenLogprob } from '../interchange/answer.ts';
import { tokenLogprobs } from '../interchange/token-logprobs.ts';
import { isObject, type JsonObject, objectsOf, stringOf } from './answer-reading.ts';

/**
 * What a message says, or a delta of it, tool calls excepted: they are the same but for their size.
 * @param logprobs of the choice
 */
export function contentSteps(said: JsonObject, logprobs: unknown): AnswerStep[] {
  const thinking = stringOf(said['reasoning_content']) || stringOf(said['reasoning']) || '';
  const refusal = stringOf(said['refusal']) ?? '';
  return [
    ...(thinking === '' ? [] : [{ kind: 'thinking', text: thinking } as const]),
    ...textSteps(said['content'], logprobsOf(logprobs)),
    ...objectsOf(said['annotations']).map((each) => ({ kind: 'citation', citation: each as Json }) as const),
    ...(refusal === '' ? [] : [{ kind: 'refusal', text: refusal } as const]),
  ];
}

function textSteps(content: unknown, logprobs: readonly TokenLogprob[]): AnswerStep[] {
  const counted = logprobs.length === 0 ? {} : { logprobs };
  if (typeof content !== 'string') return objectsOf(content).flatMap(partSteps);
  return content === '' && logprobs.length === 0 ? [] : [{ kind: 'text', text: content, ...counted }];
}

/** Mistral gives a list of parts where a model thinks. */
function partSteps(part: JsonObject): AnswerStep[] {
  if (part['type'] === 'thinking') {
    const text = objectsOf(part['thinking']).map((each) => stringOf(each['text']) ?? '');
    return text.join('') === '' ? [] : [{ kind: 'thinking', text: text.join('') }];
  }
  const text = stringOf(part['text']) ?? '';
  return text === '' ? [] : [{ kind: 'text', text }];
}

function logprobsOf(logprobs: unknown): TokenLogprob[] {
  return isObject(logprobs) ? tokenLogprobs(logprobs['content']) : [];
}

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  model_length: 'length', // Mistral
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'filtered',
};
const failures: readonly string[] = ['error', 'abort', 'insufficient_system_resource'];

/**
 * Why a choice ended. Servers that know few reasons say `stop` where there are calls. Reasons of which nobody has heard
 * are ends all the same; those that say that the server failed are errors.
 */
export function finishStep(choice: JsonObject, hasCalls: boolean): AnswerStep | null {
  const said = stringOf(choice['finish_reason']) || null;
  if (said === null) return null;
  if (failures.includes(said)) {
    return { kind: 'error', error: { message: null, type: 'server_error', code: said } };
  }
  const reason = reasons[said] ?? 'stop';
  return { kind: 'finish', reason: reason === 'stop' && hasCalls ? 'tool_calls' : reason, stopSequence: null };
}
