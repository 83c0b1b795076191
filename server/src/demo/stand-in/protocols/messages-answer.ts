import type { Behaviour } from '../behaviour.ts';
import { type JsonObject, objectOf } from '../json.ts';
import { piecesOf, type Reply, wordsOf } from '../reply.ts';
import type { StreamEvent } from './protocol.ts';

const stopReasons = {
  stop: 'end_turn',
  tool_calls: 'tool_use',
  length: 'max_tokens',
  filtered: 'refusal',
  refused: 'refusal',
};

/** The reply as a `message`. */
export function messageBody(reply: Reply, behaviour: Behaviour): JsonObject {
  return {
    ...envelope(reply),
    content: blocksOf(reply, behaviour).map(({ whole }) => whole),
    stop_reason: stopReasons[reply.finish],
    stop_sequence: null,
    ...usageOf(reply, behaviour, reply.usage.spoken + reply.usage.reasoning),
  };
}

/** The reply as events. */
export function messageEvents(reply: Reply, behaviour: Behaviour): readonly StreamEvent[] {
  const begun = { content: [], stop_reason: null, stop_sequence: null, ...usageOf(reply, behaviour, 1) };
  const events = [event('message_start', { message: { ...envelope(reply), ...begun } })];
  blocksOf(reply, behaviour).forEach(({ start, deltas }, index) => {
    events.push(event('content_block_start', { index, content_block: start }));
    if (index === 0) events.push(event('ping', {}));
    for (const delta of deltas) events.push({ ...event('content_block_delta', { index, delta }), isPiece: true });
    events.push(event('content_block_stop', { index }));
  });
  if (behaviour.withoutDone === true) return events;
  events.push(
    event('message_delta', {
      delta: { stop_reason: stopReasons[reply.finish], stop_sequence: null },
      ...usageOf(reply, behaviour, reply.usage.spoken + reply.usage.reasoning),
    }),
    event('message_stop', {}),
  );
  return events;
}

function event(name: string, more: JsonObject): StreamEvent {
  return { name, data: { type: name, ...more }, isPiece: false };
}

function envelope(reply: Reply): JsonObject {
  return { id: `msg_${reply.id}`, type: 'message', role: 'assistant', model: reply.model };
}

/** As this provider counts: what comes from the cache, and goes into it, stands beside `input_tokens`. */
function usageOf({ usage }: Reply, behaviour: Behaviour, outputTokens: number): JsonObject {
  if (behaviour.usage === 'none') return {};
  const counted = {
    input_tokens: usage.prompt - usage.cached - usage.cacheWrite,
    cache_creation_input_tokens: usage.cacheWrite,
    cache_read_input_tokens: usage.cached,
    cache_creation: { ephemeral_5m_input_tokens: usage.cacheWrite, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    service_tier: 'standard',
  };
  return { usage: behaviour.usageReported ?? counted };
}

interface Block {
  readonly whole: JsonObject;
  /** The block as it begins, and what is added to it. */
  readonly start: JsonObject;
  readonly deltas: readonly JsonObject[];
}

function blocksOf(reply: Reply, behaviour: Behaviour): Block[] {
  const { reasoning, text, refusal } = reply;
  const words = refusal === null ? reply.words : wordsOf(refusal);
  return [
    ...(reasoning === null ? [] : [thinkingBlock(reasoning)]),
    ...(words.length === 0 ? [] : [textBlock(refusal ?? text, words)]),
    ...reply.toolCalls.map((tool) => toolBlock(tool, behaviour.fragmentCharacters ?? 6)),
  ];
}

function thinkingBlock({ text, signature }: NonNullable<Reply['reasoning']>): Block {
  return {
    whole: { type: 'thinking', thinking: text, signature },
    start: { type: 'thinking', thinking: '', signature: '' },
    deltas: [
      ...wordsOf(text).map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature },
    ],
  };
}

function textBlock(text: string, words: readonly string[]): Block {
  return {
    whole: { type: 'text', text },
    start: { type: 'text', text: '' },
    deltas: words.map((word) => ({ type: 'text_delta', text: word })),
  };
}

function toolBlock(tool: Reply['toolCalls'][number], characters: number): Block {
  const block = { type: 'tool_use', id: `toolu_${tool.id}`, name: tool.name };
  return {
    whole: { ...block, input: objectOf(tool.arguments) },
    start: { ...block, input: {} },
    deltas: ['', ...piecesOf(tool.arguments, characters)].map((partial) => ({
      type: 'input_json_delta',
      partial_json: partial,
    })),
  };
}
