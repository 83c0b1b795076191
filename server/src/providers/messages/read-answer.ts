import type { AnswerStep, AnswerStreamReader, FinishReason, Frame } from '../interchange/answer.ts';
import { newCallId } from '../interchange/legal-id.ts';
import { parseFrame, unreadableFrame } from '../interchange/read-frame.ts';
import { errorOf, isObject, type JsonObject, objectsOf, stringOf } from '../openai/answer-reading.ts';
import type { Json } from '../../platform/lossless-json.ts';

/** Reads a `Message` (Anthropic API reference, "Create a Message") or an error envelope; null for anything else. */
export function readMessagesBody(body: unknown): readonly AnswerStep[] | null {
  if (!isObject(body)) return null;
  const error = errorOf(body);
  if (error !== null) return [{ kind: 'error', error }];
  if (!Array.isArray(body['content'])) return null;
  const reader = new MessageReader();
  return [
    ...reader.begin(body),
    ...objectsOf(body['content']).flatMap((block, index) => [...reader.start(index, block), ...reader.stop(index)]),
    ...finishOf(body),
    ...(isObject(body['usage']) ? [{ kind: 'usage' as const, usage: body['usage'] }] : []),
    { kind: 'end' },
  ];
}

/** Reads the events of a streamed message (Anthropic docs, "Streaming messages"). */
export function readMessagesStream(): AnswerStreamReader {
  const reader = new MessageReader();
  return { take: (frame) => reader.take(frame) };
}

interface OpenCall {
  readonly index: number;
  /** Its block's; whole where no deltas follow. */
  readonly input: unknown;
  hasDeltas: boolean;
}

class MessageReader {
  #usage: JsonObject = {};
  #calls = 0;
  #hasFinished = false;
  /** Content blocks that are calls, by their index. */
  readonly #callOfBlock = new Map<number, OpenCall>();

  take({ data, event }: Frame): readonly AnswerStep[] {
    // Some servers that speak the same end in OpenAI's way.
    if (data === null || data === '' || data === '[DONE]') return [];
    const message = parseFrame(data);
    if (message === null) return [unreadableFrame];
    const index = typeof message['index'] === 'number' ? message['index'] : 0;
    switch (stringOf(message['type']) ?? event) {
      case 'message_start':
        return isObject(message['message']) ? [...this.begin(message['message']), ...this.#promptUsage()] : [];
      case 'content_block_start':
        return isObject(message['content_block']) ? this.start(index, message['content_block']) : [];
      case 'content_block_delta':
        return isObject(message['delta']) ? this.#delta(index, message['delta']) : [];
      case 'content_block_stop':
        return this.stop(index);
      case 'message_delta':
        return this.#messageDelta(message);
      case 'message_stop':
        return this.#hasFinished ? [{ kind: 'end' }] : [];
      case 'error':
        return [{ kind: 'error', error: errorOf(message) ?? { message: null, type: null, code: null } }];
      default:
        return [];
    }
  }

  begin(message: JsonObject): AnswerStep[] {
    this.#takeUsage(message['usage']);
    return [{ kind: 'begin', id: stringOf(message['id']), model: stringOf(message['model']) }];
  }

  /** A content block with what is in it already. */
  start(index: number, block: JsonObject): AnswerStep[] {
    switch (block['type']) {
      case 'text':
        return [...textOf(block['text']), ...citationsOf(block['citations'])];
      case 'thinking':
        return [...thinkingOf(block['thinking']), ...signatureOf(block['signature'])];
      case 'redacted_thinking':
        return [{ kind: 'sealed_reasoning', data: stringOf(block['data']) ?? '', by: 'anthropic' }];
      case 'tool_use': {
        const call = { index: this.#calls++, input: block['input'], hasDeltas: false };
        this.#callOfBlock.set(index, call);
        const [id, name] = [stringOf(block['id']) || newCallId(), stringOf(block['name']) ?? ''];
        return [{ kind: 'tool_call', index: call.index, id, name, signature: null }];
      }
      default:
        return [];
    }
  }

  /** A call of which no argument came has those that it began with, or none. */
  stop(index: number): AnswerStep[] {
    const call = this.#callOfBlock.get(index);
    if (call === undefined || call.hasDeltas) return [];
    return [{ kind: 'tool_arguments', index: call.index, text: JSON.stringify(call.input ?? {}) }];
  }

  /** What `message_start` says of the prompt stands even when the stream breaks; of the output it counts none. */
  #promptUsage(): AnswerStep[] {
    const { output_tokens: _none, ...usage } = this.#usage;
    return Object.keys(usage).length === 0 ? [] : [{ kind: 'usage', usage }];
  }

  #messageDelta(message: JsonObject): AnswerStep[] {
    this.#takeUsage(message['usage']);
    const finish = isObject(message['delta']) ? finishOf(message['delta']) : [];
    this.#hasFinished ||= finish.length > 0;
    const isTold = Object.keys(this.#usage).length > 0;
    return [...finish, ...(isTold ? [{ kind: 'usage' as const, usage: this.#usage }] : [])];
  }

  /** Counts are cumulative, and each event tells some: the last of each field counts. */
  #takeUsage(usage: unknown): void {
    if (!isObject(usage)) return;
    const told = Object.entries(usage).filter(([, value]) => value !== null);
    this.#usage = { ...this.#usage, ...Object.fromEntries(told) };
  }

  #delta(index: number, delta: JsonObject): AnswerStep[] {
    switch (delta['type']) {
      case 'text_delta':
        return textOf(delta['text']);
      case 'thinking_delta':
        return thinkingOf(delta['thinking']);
      case 'signature_delta':
        return signatureOf(delta['signature']);
      case 'citations_delta':
        return citationsOf([delta['citation']]);
      case 'input_json_delta': {
        const call = this.#callOfBlock.get(index);
        const text = stringOf(delta['partial_json']) ?? '';
        if (call === undefined || text === '') return [];
        call.hasDeltas = true;
        return [{ kind: 'tool_arguments', index: call.index, text }];
      }
      default:
        return [];
    }
  }
}

function textOf(text: unknown): AnswerStep[] {
  return typeof text === 'string' && text !== '' ? [{ kind: 'text', text }] : [];
}

function thinkingOf(text: unknown): AnswerStep[] {
  return typeof text === 'string' && text !== '' ? [{ kind: 'thinking', text }] : [];
}

function signatureOf(signature: unknown): AnswerStep[] {
  return typeof signature === 'string' && signature !== ''
    ? [{ kind: 'thinking_signature', signature, by: 'anthropic' }]
    : [];
}

function citationsOf(citations: unknown): AnswerStep[] {
  return objectsOf(citations).map((citation) => ({ kind: 'citation', citation: citation as Json }));
}

const reasons: ReadonlyMap<string, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['tool_use', 'tool_calls'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['pause_turn', 'paused'],
  ['compaction', 'paused'],
  ['refusal', 'refused'],
]);

function finishOf(message: JsonObject): AnswerStep[] {
  const reason = stringOf(message['stop_reason']);
  if (reason === null) return [];
  return [{ kind: 'finish', reason: reasons.get(reason) ?? 'stop', stopSequence: stringOf(message['stop_sequence']) }];
}
