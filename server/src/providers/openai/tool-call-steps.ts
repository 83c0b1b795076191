import type { AnswerStep } from '../interchange/answer.ts';
import { newCallId } from '../interchange/legal-id.ts';
import { isObject, type JsonObject, stringOf } from './answer-reading.ts';
import { CallFragments } from './call-fragments.ts';

interface GrowingCall {
  id: string | null;
  name: string;
  signature: string | null;
  /** Arguments that came before the call could begin. */
  waiting: string;
  /** Its place among the calls of the answer; null until it has begun. */
  index: number | null;
}

/**
 * Makes steps of the tool calls of a chat answer, fragment by fragment. A call begins once its name is known, and its id,
 * or its first arguments: an id that comes later than those is too late, and the call has one of ours.
 */
export class ToolCallSteps {
  readonly #calls = new CallFragments<GrowingCall>(() => ({
    id: null,
    name: '',
    signature: null,
    waiting: '',
    index: null,
  }));
  readonly #ids = new Set<string>();

  get hasCalls(): boolean {
    return this.#calls.all.length > 0;
  }

  /** Takes one element of `tool_calls`, of a message or of a delta. */
  take(part: JsonObject): AnswerStep[] {
    const id = stringOf(part['id']) || null;
    const called = isObject(part['function']) ? part['function'] : {};
    const call = this.#calls.callFor(0, part['index'], id);
    call.id ??= id;
    if (call.name === '') call.name = stringOf(called['name']) ?? '';
    call.signature ??= signatureOf(part);
    const pieces = argumentsOf(called['arguments']);
    if (call.index !== null) return pieces === '' ? [] : [{ kind: 'tool_arguments', index: call.index, text: pieces }];
    call.waiting += pieces;
    const isReady = call.name !== '' && (call.id !== null || call.waiting !== '');
    return isReady ? this.#begin(call) : [];
  }

  /** The calls that have not begun yet: no more of them will come. */
  rest(): AnswerStep[] {
    return this.#calls.all.filter(({ index }) => index === null).flatMap((call) => this.#begin(call));
  }

  #begin(call: GrowingCall): AnswerStep[] {
    const index = this.#ids.size;
    // Two calls of one id could not be told apart by their results.
    const id = call.id === null || this.#ids.has(call.id) ? newCallId() : call.id;
    this.#ids.add(id);
    call.index = index;
    const begun: AnswerStep = { kind: 'tool_call', index, id, name: call.name, signature: call.signature };
    return call.waiting === '' ? [begun] : [begun, { kind: 'tool_arguments', index, text: call.waiting }];
  }
}

/** Where Google's compatible endpoint puts it. */
function signatureOf(part: JsonObject): string | null {
  const extra = part['extra_content'];
  const google = isObject(extra) ? extra['google'] : null;
  return isObject(google) ? stringOf(google['thought_signature']) : null;
}

/** JSON text; a few servers give the value itself. */
function argumentsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return isObject(value) ? JSON.stringify(value) : '';
}
