import { type AnswerStep, type AnswerStreamReader, type Frame, tierSteps } from '../interchange/answer.ts';
import { parseFrame, unreadableFrame } from '../interchange/read-frame.ts';
import { errorOf, isObject, type JsonObject, stringOf } from '../openai/answer-reading.ts';
import { beginStep, endSteps } from './answer-end.ts';
import { callArguments, callStep, contentSteps, isCall, itemsOf } from './answer-items.ts';
import { ItemSteps } from './item-steps.ts';
import { ToolUses } from './tool-uses.ts';

/**
 * Reads a whole response object, or an error envelope, as the steps of an answer.
 * @returns null when it is neither
 */
export function readResponsesBody(body: unknown): readonly AnswerStep[] | null {
  if (!isObject(body)) return null;
  if (!Array.isArray(body['output'])) {
    const error = errorOf(body);
    return error === null ? null : [{ kind: 'error', error }];
  }
  let calls = 0;
  const tools = new ToolUses();
  const content = itemsOf(body).flatMap((item): AnswerStep[] => {
    if (tools.take(item)) return tools.steps;
    if (!isCall(item)) return contentSteps(item);
    const index = calls++;
    const text = callArguments(item);
    return [callStep(item, index), ...(text === '' ? [] : [{ kind: 'tool_arguments', index, text } as const])];
  });
  return [beginStep(body), ...content, ...tierSteps(body['service_tier']), ...endSteps(body, calls > 0)];
}

/** Reads the events of a streamed response (OpenAI API reference, "Streaming events"). */
export function createResponsesStreamReader(): AnswerStreamReader {
  return new ResponsesStreamReader();
}

class ResponsesStreamReader implements AnswerStreamReader {
  readonly #items = new ItemSteps();
  #hasBegun = false;
  #hasEnded = false;

  take({ data, event }: Frame): readonly AnswerStep[] {
    if (data === null || data.trim() === '' || data.trim() === '[DONE]') return [];
    const said = parseFrame(data);
    if (said === null) return [unreadableFrame];
    const type = stringOf(said['type']) ?? event ?? '';
    const response = said['response'];
    if (type === 'error' || (type === '' && errorOf(said) !== null)) return this.#end([errorStep(said)]);
    return isObject(response) ? this.#takeResponse(response, type) : this.#items.take(type, said);
  }

  #takeResponse(response: JsonObject, type: string): AnswerStep[] {
    const begun = this.#hasBegun ? [] : [beginStep(response)];
    this.#hasBegun = true;
    const status = statusOf[type];
    if (status === undefined) return begun;
    const rest = status === 'completed' || status === 'incomplete' ? this.#items.rest(response) : [];
    return [
      ...begun,
      ...rest,
      ...tierSteps(response['service_tier']),
      ...this.#end(endSteps({ ...response, status }, this.#items.hasCalls)),
    ];
  }

  /** OpenAI tells of a failure twice: as `error`, and as a response that failed. */
  #end(steps: AnswerStep[]): AnswerStep[] {
    const told = this.#hasEnded ? steps.filter(({ kind }) => kind === 'usage') : steps;
    this.#hasEnded = true;
    return told;
  }
}

/** Events that end a response, with the status that they give it. */
const statusOf: Readonly<Record<string, string>> = {
  'response.completed': 'completed',
  'response.done': 'completed', // of realtime, and of a few servers
  'response.incomplete': 'incomplete',
  'response.failed': 'failed',
  'response.cancelled': 'cancelled',
};

/** The error of an `error` event: in it (API reference), or in an object of it (as it is sent). */
function errorStep(said: JsonObject): AnswerStep {
  const { type: _type, ...flat } = said;
  const error = errorOf(said) ?? errorOf({ error: flat });
  return { kind: 'error', error: error ?? { message: null, type: null, code: null } };
}
