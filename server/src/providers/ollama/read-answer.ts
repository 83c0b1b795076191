import type { AnswerStep, AnswerStreamReader, FinishReason, Frame, TokenLogprob } from '../interchange/answer.ts';
import { newCallId } from '../interchange/legal-id.ts';
import { parseFrame, unreadableFrame } from '../interchange/read-frame.ts';
import { errorOf, isObject, type JsonObject, objectsOf, stringOf } from '../openai/answer-reading.ts';

/** Reads the body of `/api/chat`; null when it is no answer of it. */
export function readOllamaBody(body: unknown): readonly AnswerStep[] | null {
  if (!isObject(body)) return null;
  const error = errorOf(body);
  if (error !== null) return [{ kind: 'error', error }];
  return isObject(body['message']) ? new OllamaReader().takeResponse(body) : null;
}

/** Reads the lines of a streamed `/api/chat`: each is a response with what is new in it, the last one has `done: true`. */
export function readOllamaStream(): AnswerStreamReader {
  const reader = new OllamaReader();
  return { take: (frame) => reader.take(frame) };
}

class OllamaReader {
  #hasBegun = false;
  #calls = 0;

  take({ data }: Frame): readonly AnswerStep[] {
    if (data === null || data === '') return [];
    const response = parseFrame(data);
    if (response === null) return [unreadableFrame];
    const error = errorOf(response);
    return error === null ? this.takeResponse(response) : [{ kind: 'error', error }];
  }

  takeResponse(response: JsonObject): AnswerStep[] {
    const message = isObject(response['message']) ? response['message'] : {};
    const steps = [...this.#begin(response), ...this.#content(message, logprobsOf(response['logprobs']))];
    if (response['done'] !== true) return steps;
    const reason = finishReasonOf(stringOf(response['done_reason']), this.#calls > 0);
    return [
      ...steps,
      { kind: 'finish', reason, stopSequence: null },
      { kind: 'usage', usage: reportOf(response) },
      { kind: 'end' },
    ];
  }

  #begin(response: JsonObject): AnswerStep[] {
    if (this.#hasBegun) return [];
    this.#hasBegun = true;
    return [{ kind: 'begin', id: null, model: stringOf(response['model']) }];
  }

  #content(message: JsonObject, logprobs: readonly TokenLogprob[] | null): AnswerStep[] {
    const thinking = stringOf(message['thinking']) ?? '';
    const text = stringOf(message['content']) ?? '';
    const calls = objectsOf(message['tool_calls']).flatMap((call) => this.#call(call));
    const hasText = text !== '' || (logprobs !== null && thinking === '' && calls.length === 0);
    return [
      ...(thinking === '' ? [] : [{ kind: 'thinking' as const, text: thinking }]),
      ...(hasText ? [{ kind: 'text' as const, text, ...(logprobs === null ? {} : { logprobs }) }] : []),
      ...calls,
    ];
  }

  #call(call: JsonObject): AnswerStep[] {
    const called = isObject(call['function']) ? call['function'] : {};
    const index = this.#calls++;
    const id = stringOf(call['id']) || newCallId();
    const given = called['arguments'];
    const text = typeof given === 'string' ? given : JSON.stringify(given ?? {});
    return [
      { kind: 'tool_call', index, id, name: stringOf(called['name']) ?? '', signature: null },
      { kind: 'tool_arguments', index, text },
    ];
  }
}

/** Servers before 0.5 give no reason; `load` and `unload` answer a request without messages. */
function finishReasonOf(reason: string | null, hasCalls: boolean): FinishReason {
  if (reason === 'length') return 'length';
  return hasCalls ? 'tool_calls' : 'stop';
}

/** For the usage report: the members of the last response that count or time the answer. */
export function reportOf(response: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(response).filter(([name]) => /_(?:count|duration)$/.test(name)));
}

function logprobsOf(list: unknown): readonly TokenLogprob[] | null {
  const tokens = objectsOf(list).map((token) => ({
    ...tokenOf(token),
    top_logprobs: objectsOf(token['top_logprobs']).map(tokenOf),
  }));
  return tokens.length === 0 ? null : tokens;
}

function tokenOf(token: JsonObject): Omit<TokenLogprob, 'top_logprobs'> {
  const { logprob, bytes } = token;
  return {
    token: stringOf(token['token']) ?? '',
    logprob: typeof logprob === 'number' ? logprob : 0,
    bytes: Array.isArray(bytes) ? (bytes as number[]) : null,
  };
}
