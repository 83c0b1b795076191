import type { Json } from '../../platform/lossless-json.ts';
import type { AnswerStep } from '../interchange/answer.ts';
import { newCallId } from '../interchange/legal-id.ts';
import { tokenLogprobs } from '../interchange/token-logprobs.ts';
import { isObject, type JsonObject, objectsOf, stringOf } from '../openai/answer-reading.ts';
import { flatName } from './tool-names.ts';

/** The member in which a call that the caller is to run has what it is called with. */
const argumentsOf: Readonly<Record<string, string>> = { function_call: 'arguments', custom_tool_call: 'input' };

/** Whether an item is a call that the caller is to run. Calls of OpenAI's own tools are run before the answer ends. */
export function isCall(item: JsonObject): boolean {
  return Object.hasOwn(argumentsOf, stringOf(item['type']) ?? '');
}

/** @param index of the answer's calls */
export function callStep(item: JsonObject, index: number): Extract<AnswerStep, { kind: 'tool_call' }> {
  const id = stringOf(item['call_id']) || stringOf(item['id']) || newCallId();
  const name = flatName({ namespace: stringOf(item['namespace']), name: stringOf(item['name']) ?? '' });
  return { kind: 'tool_call', index, id, name, signature: null };
}

export function callArguments(item: JsonObject): string {
  return stringOf(item[argumentsOf[stringOf(item['type']) ?? ''] ?? '']) ?? '';
}

/** What a whole item says that is no call. */
export function contentSteps(item: JsonObject): AnswerStep[] {
  if (item['type'] === 'reasoning') return [...thinkingSteps(item), ...sealSteps(item)];
  if (item['type'] !== 'message') return [];
  return objectsOf(item['content']).flatMap(partSteps);
}

export function partSteps(part: JsonObject): AnswerStep[] {
  if (part['type'] === 'refusal') return textSteps('refusal', part['refusal']);
  if (part['type'] === 'reasoning_text') return textSteps('thinking', part['text']);
  return [
    ...textSteps('text', part['text'], part['logprobs']),
    ...objectsOf(part['annotations']).map((each) => ({ kind: 'citation', citation: each as Json }) as const),
  ];
}

/** Nothing when there are no words. */
export function textSteps(kind: 'text' | 'refusal' | 'thinking', said: unknown, logprobs?: unknown): AnswerStep[] {
  const text = stringOf(said) ?? '';
  if (text === '') return [];
  if (kind !== 'text') return [{ kind, text }];
  const counted = tokenLogprobs(logprobs);
  return [{ kind, text, ...(counted.length === 0 ? {} : { logprobs: counted }) }];
}

/** The words of open models, or the summary that OpenAI gives in their place; its parts are paragraphs. */
function thinkingSteps(item: JsonObject): AnswerStep[] {
  const texts = (name: string): string[] => objectsOf(item[name]).flatMap((each) => stringOf(each['text']) || []);
  const content = texts('content').join('');
  return textSteps('thinking', content || texts('summary').join('\n\n'));
}

export function sealSteps(item: JsonObject): AnswerStep[] {
  const data = stringOf(item['encrypted_content']) || null;
  return data === null ? [] : [{ kind: 'sealed_reasoning', data, by: 'openai' }];
}

/** Items of a response, of those that are objects. */
export function itemsOf(response: unknown): readonly JsonObject[] {
  return isObject(response) ? objectsOf(response['output']) : [];
}
