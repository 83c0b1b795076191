import { type AnswerStep, type AnswerStreamReader, type Frame, tierSteps } from '../interchange/answer.ts';
import { parseFrame, unreadableFrame } from '../interchange/read-frame.ts';
import { errorOf, isObject, type JsonObject, objectsOf, stringOf, usageOf } from './answer-reading.ts';
import { contentSteps, finishStep } from './chat-content-steps.ts';
import { ToolCallSteps } from './tool-call-steps.ts';

/**
 * Reads a whole `chat.completion`, or an error envelope, as the steps of an answer. Of several choices the first counts.
 * @returns null when it is neither
 */
export function readChatBody(body: unknown): readonly AnswerStep[] | null {
  if (!isObject(body)) return null;
  const error = errorOf(body);
  if (error !== null) return [{ kind: 'error', error }];
  if (!Array.isArray(body['choices'])) return null;
  const choice = firstOf(body);
  const calls = new ToolCallSteps();
  const usage = usageOf(body);
  return [
    beginStep(body),
    ...(choice === null ? [] : choiceSteps(choice, choice['message'], calls)),
    ...calls.rest(),
    ...(usage === null ? [] : [{ kind: 'usage', usage } as const]),
    ...tierSteps(body['service_tier']),
    { kind: 'end' },
  ];
}

/** Reads a stream of `chat.completion.chunk` events. */
export function createChatStreamReader(): AnswerStreamReader {
  return new ChatStreamReader();
}

class ChatStreamReader implements AnswerStreamReader {
  readonly #calls = new ToolCallSteps();
  #hasBegun = false;
  #hasFinished = false;

  take({ data, event }: Frame): readonly AnswerStep[] {
    if (data === null || data.trim() === '') return [];
    if (data.trim() === '[DONE]') return [...this.#calls.rest(), { kind: 'end' }];
    const chunk = parseFrame(data);
    if (chunk === null) return [unreadableFrame];
    const error = errorOf(chunk) ?? (event === 'error' ? errorOf({ error: chunk }) : null);
    return error === null ? this.#takeChunk(chunk) : [{ kind: 'error', error }];
  }

  #takeChunk(chunk: JsonObject): AnswerStep[] {
    const choice = firstOf(chunk);
    const usage = usageOf(chunk);
    const steps = choice === null ? [] : choiceSteps(choice, choice['delta'], this.#calls);
    return [
      ...this.#begin(chunk, choice !== null),
      // A few servers repeat the reason in each chunk after the first that has it.
      ...steps.filter(({ kind }) => kind !== 'finish' || !this.#hasFinished),
      ...(usage === null ? [] : [{ kind: 'usage', usage } as const]),
      ...tierSteps(chunk['service_tier']),
    ].map((step) => this.#note(step));
  }

  #note(step: AnswerStep): AnswerStep {
    if (step.kind === 'finish') this.#hasFinished = true;
    return step;
  }

  /** Azure opens with a chunk that has neither choices nor an id. */
  #begin(chunk: JsonObject, hasChoice: boolean): AnswerStep[] {
    if (this.#hasBegun || !hasChoice) return [];
    this.#hasBegun = true;
    return [beginStep(chunk)];
  }
}

function beginStep(answer: JsonObject): AnswerStep {
  return { kind: 'begin', id: stringOf(answer['id']) || null, model: stringOf(answer['model']) || null };
}

function firstOf(answer: JsonObject): JsonObject | null {
  return objectsOf(answer['choices']).find((choice) => (choice['index'] ?? 0) === 0) ?? null;
}

/** @param said the choice's message, or its delta */
function choiceSteps(choice: JsonObject, said: unknown, calls: ToolCallSteps): AnswerStep[] {
  const error = errorOf(choice);
  if (error !== null) return [{ kind: 'error', error }];
  const message = isObject(said) ? said : {};
  const called = message['function_call'];
  const content = [
    ...contentSteps(message, choice['logprobs']),
    ...objectsOf(message['tool_calls']).flatMap((part) => calls.take(part)),
    // The form before tools: one call without an id.
    ...(isObject(called) ? calls.take({ index: 0, function: called }) : []),
  ];
  const finish = finishStep(choice, calls.hasCalls);
  return finish === null ? content : [...content, ...calls.rest(), finish];
}
