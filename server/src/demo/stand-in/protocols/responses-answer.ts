import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import type { Failure } from '../failure.ts';
import type { JsonObject } from '../json.ts';
import { piecesOf, type Reply, wordsOf } from '../reply.ts';
import type { StreamEvent } from './protocol.ts';

type Event = (name: string, more: JsonObject, isPiece?: boolean) => StreamEvent;

const event: Event = (name, more, isPiece = false) => ({ name, data: { type: name, ...more }, isPiece });

/** An item of the answer, whole, and the events between its beginning and its end. */
interface OutputItem {
  readonly whole: JsonObject;
  readonly start: JsonObject;
  readonly events: (place: JsonObject) => readonly StreamEvent[];
}

/** The reply as a `response` object. */
export function responseObject(reply: Reply, behaviour: Behaviour, call: StandInCall): JsonObject {
  const output = itemsOf(reply, behaviour, call).map(({ whole }) => whole);
  const reason = { length: 'max_output_tokens', filtered: 'content_filter' }[reply.finish as string];
  return {
    ...envelope(reply, call),
    status: reason === undefined ? 'completed' : 'incomplete',
    incomplete_details: reason === undefined ? null : { reason },
    output,
    ...(behaviour.usage === 'none' ? {} : { usage: usageOf(reply, behaviour) }),
  };
}

/** The reply as events, `sequence_number` excluded. */
export function responseEvents(reply: Reply, behaviour: Behaviour, call: StandInCall): readonly StreamEvent[] {
  const response = { ...envelope(reply, call), status: 'in_progress', output: [], usage: null };
  const events = [event('response.created', { response }), event('response.in_progress', { response })];
  itemsOf(reply, behaviour, call).forEach(({ whole, start, events: between }, index) => {
    events.push(event('response.output_item.added', { output_index: index, item: start }));
    events.push(...between({ item_id: whole['id'], output_index: index }));
    events.push(event('response.output_item.done', { output_index: index, item: whole }));
  });
  if (behaviour.withoutDone === true) return events;
  const ended = responseObject(reply, behaviour, call);
  events.push(event(`response.${String(ended['status'])}`, { response: ended }));
  return events;
}

/** The other way for a response to fail, besides an `error` event. */
export function failedEvent({ code, message }: Failure, call: StandInCall): StreamEvent {
  const response = {
    id: `resp_standin${call.number}`,
    object: 'response',
    created_at: Math.floor(call.receivedAtMs / 1000),
    status: 'failed',
    error: { code: code ?? 'server_error', message },
    model: call.model,
    output: [],
    usage: null,
  };
  return event('response.failed', { response });
}

function envelope(reply: Reply, { json }: StandInCall): JsonObject {
  const said = json ?? {};
  return {
    id: `resp_${reply.id}`,
    object: 'response',
    created_at: reply.created,
    status: 'in_progress',
    background: false,
    error: null,
    incomplete_details: null,
    instructions: said['instructions'] ?? null,
    max_output_tokens: said['max_output_tokens'] ?? null,
    model: reply.model,
    parallel_tool_calls: said['parallel_tool_calls'] ?? true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: said['store'] ?? true,
    temperature: said['temperature'] ?? 1,
    text: said['text'] ?? { format: { type: 'text' } },
    tool_choice: said['tool_choice'] ?? 'auto',
    tools: said['tools'] ?? [],
    top_p: said['top_p'] ?? 1,
    truncation: 'disabled',
    metadata: said['metadata'] ?? {},
  };
}

function usageOf({ usage }: Reply, { usageReported }: Behaviour): unknown {
  if (usageReported !== undefined) return usageReported;
  const output = usage.spoken + usage.reasoning;
  return {
    input_tokens: usage.prompt,
    input_tokens_details: { cached_tokens: usage.cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.prompt + output,
  };
}

function itemsOf(reply: Reply, behaviour: Behaviour, call: StandInCall): OutputItem[] {
  const include = call.json?.['include'];
  const isEncrypted = Array.isArray(include) && include.includes('reasoning.encrypted_content');
  const words = reply.refusal === null ? reply.words : wordsOf(reply.refusal);
  return [
    ...(reply.reasoning === null ? [] : [reasoningItem(reply.reasoning, reply.id, isEncrypted)]),
    ...(words.length === 0 ? [] : [messageItem(reply, words)]),
    ...reply.toolCalls.map((tool) => callItem(tool, behaviour.fragmentCharacters ?? 6)),
  ];
}

function reasoningItem(
  { text, signature }: NonNullable<Reply['reasoning']>,
  id: string,
  isEncrypted: boolean,
): OutputItem {
  const item = { id: `rs_${id}`, type: 'reasoning' };
  const encrypted = isEncrypted ? { encrypted_content: signature } : {};
  const part = { type: 'summary_text', text };
  return {
    whole: { ...item, summary: [part], ...encrypted },
    start: { ...item, summary: [], ...encrypted },
    events(place) {
      const at = { ...place, summary_index: 0 };
      return [
        event('response.reasoning_summary_part.added', { ...at, part: { ...part, text: '' } }),
        ...wordsOf(text).map((delta) => event('response.reasoning_summary_text.delta', { ...at, delta }, true)),
        event('response.reasoning_summary_text.done', { ...at, text }),
        event('response.reasoning_summary_part.done', { ...at, part }),
      ];
    },
  };
}

function messageItem({ id, text, refusal, finish }: Reply, words: readonly string[]): OutputItem {
  const item = { id: `msg_${id}`, type: 'message', role: 'assistant' };
  const part =
    refusal === null ? { type: 'output_text', annotations: [], logprobs: [], text } : { type: 'refusal', refusal };
  const empty = refusal === null ? { ...part, text: '' } : { ...part, refusal: '' };
  const kind = refusal === null ? 'response.output_text' : 'response.refusal';
  const extra = refusal === null ? { logprobs: [] } : {};
  const status = finish === 'length' || finish === 'filtered' ? 'incomplete' : 'completed';
  return {
    whole: { ...item, status, content: [part] },
    start: { ...item, status: 'in_progress', content: [] },
    events(place) {
      const at = { ...place, content_index: 0 };
      return [
        event('response.content_part.added', { ...at, part: empty }),
        ...words.map((delta) => event(`${kind}.delta`, { ...at, delta, ...extra }, true)),
        event(`${kind}.done`, { ...at, ...(refusal === null ? { text, ...extra } : { refusal }) }),
        event('response.content_part.done', { ...at, part }),
      ];
    },
  };
}

function callItem({ id, name, arguments: text }: Reply['toolCalls'][number], characters: number): OutputItem {
  const item = { id: `fc_${id}`, type: 'function_call', call_id: `call_${id}`, name };
  const kind = 'response.function_call_arguments';
  return {
    whole: { ...item, status: 'completed', arguments: text },
    start: { ...item, status: 'in_progress', arguments: '' },
    events: (place) => [
      ...piecesOf(text, characters).map((delta) => event(`${kind}.delta`, { ...place, delta }, true)),
      event(`${kind}.done`, { ...place, name, arguments: text }),
    ],
  };
}
