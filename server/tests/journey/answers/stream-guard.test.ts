import { describe, expect, it } from 'vitest';
import { StreamGuard } from '../../../src/journey/answers/stream-guard.ts';
import { chatTexts } from '../../../src/providers/answer-texts/chat-texts.ts';
import { messagesTexts } from '../../../src/providers/answer-texts/messages-texts.ts';
import { responsesTexts } from '../../../src/providers/answer-texts/responses-texts.ts';
import { createSseParser } from '../../../src/providers/openai/sse-parser.ts';
import { readerOf, ruleOf } from '../../risk/answer/answers.ts';

const ticket = ruleOf({ id: 'ticket', kind: 'regex', regex: '\\btk-[a-z0-9]{8}\\b' });
const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm' };
const chunk = (delta: object, more: object = {}): string =>
  `data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: null, ...more }] })}\n\n`;
const event = (type: string, more: object): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;

interface Seen {
  readonly type?: string;
  readonly sequence_number?: number;
  readonly index?: number;
  readonly delta?: string | { text?: string; thinking?: string; partial_json?: string; signature?: string };
  readonly text?: string;
  readonly choices?: readonly { index: number; delta: Record<string, unknown>; finish_reason: string | null }[];
  readonly response?: { output: { content: { text: string }[] }[] };
}

function eventsOf(bytes: Buffer): Seen[] {
  const frames = createSseParser().push(bytes);
  return frames.flatMap(({ data }) => (data === null || data === '[DONE]' ? [] : [JSON.parse(data) as Seen]));
}

function textOf(events: readonly Seen[], name: string): string {
  return events
    .flatMap(({ choices = [] }) => choices.map(({ delta }) => (delta[name] as string | undefined) ?? ''))
    .join('');
}

describe('a stream of chat completions', () => {
  const guarded = (...written: readonly string[]): Buffer[] => {
    const guard = new StreamGuard(readerOf(ticket), chatTexts.ofStream(false));
    return [...written.map((one) => guard.take(Buffer.from(one))), guard.end()];
  };

  it('passes byte for byte where nothing is found, and nothing waits', () => {
    const written = [
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'Plain \u00fc words, ' }),
      ': a comment\n\n',
      chunk({ content: 'and more.' }),
      chunk({}, { finish_reason: 'stop' }),
      'data: [DONE]\n\n',
    ];
    expect(guarded(...written).map(String)).toEqual([...written, '']);
  });

  it('has the finding replaced, and what was held back before its end', () => {
    const passed = guarded(
      chunk({ content: 'see tk-ab' }),
      chunk({ content: 'cd1234 an' }),
      chunk({ content: 'd the t' }),
      chunk({}, { finish_reason: 'stop' }),
      'data: [DONE]\n\n',
    );
    const events = eventsOf(Buffer.concat(passed));
    expect(textOf(events, 'content')).toBe('see [REDACTED:ticket] and the t');
    expect(events.map((one) => one.choices?.[0]?.finish_reason)).toEqual([null, null, null, null, 'stop']);
    expect(events[3]).toMatchObject({ ...head, choices: [{ index: 0, delta: { content: 't' } }] });
    expect(Buffer.concat(passed).toString().endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('is read in reasoning, in each choice and in the arguments of each call', () => {
    const call = (index: number, text: string, more: object = {}): object => ({
      tool_calls: [{ index, ...more, function: { arguments: text } }],
    });
    const passed = guarded(
      chunk({ reasoning_content: 'I know tk-abcd' }),
      chunk({ reasoning_content: '1234' }),
      chunk(call(0, '{"a":"tk-', { id: 'call_a' })),
      chunk(call(1, '{"b":"x', { id: 'call_b' })),
      chunk(call(0, 'abcd1234"}')),
      chunk(call(1, '","c":1}')),
      chunk({ content: 'other tk-zzzz1111.' }, { index: 1 }),
      chunk({}, { finish_reason: 'tool_calls' }),
      'data: [DONE]\n\n',
    );
    const events = eventsOf(Buffer.concat(passed));
    expect(textOf(events, 'reasoning_content')).toBe('I know [REDACTED:ticket]');
    const said = new Map<number, string>();
    for (const { choices = [] } of events) {
      const calls = (choices[0]?.delta['tool_calls'] ?? []) as { index: number; function: { arguments: string } }[];
      for (const one of calls) said.set(one.index, (said.get(one.index) ?? '') + one.function.arguments);
    }
    expect([...said.values()]).toEqual(['{"a":"[REDACTED:ticket]"}', '{"b":"x","c":1}']);
    const second = events.flatMap(({ choices = [] }) => choices.filter(({ index }) => index === 1));
    expect(second.map(({ delta }) => delta['content']).join('')).toBe('other [REDACTED:ticket].');
  });

  it('leaves out the tokens of a text that it changed', () => {
    const logprobs = { content: [{ token: 'tk-abcd1234', logprob: 0, bytes: null, top_logprobs: [] }] };
    const [first] = guarded(chunk({ content: 'tk-abcd1234 ' }, { logprobs }));
    expect(String(first)).not.toContain('tk-abcd1234');
  });

  it('ends before the finding of a rule that cuts', () => {
    const reader = readerOf({ ...ticket, response_action: 'cut' });
    const guard = new StreamGuard(reader, chatTexts.ofStream(false));
    const passed = [chunk({ content: 'see tk-abcd1234 and' }), chunk({ content: ' more' }), 'data: [DONE]\n\n'].map(
      (one) => guard.take(Buffer.from(one)),
    );
    expect(textOf(eventsOf(Buffer.concat(passed)), 'content')).toBe('see ');
    expect(Buffer.concat(passed).toString()).not.toContain('[DONE]');
    expect(reader.cut).toMatchObject({ rule: 'ticket' });
  });
});

describe('a stream of the responses API', () => {
  it('says in all its repetitions what it said in pieces, and counts its events on', () => {
    const part = { item_id: 'msg_1', output_index: 0, content_index: 0 };
    const text = 'see tk-abcd1234 and t';
    const item = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text, annotations: [] }],
    };
    const written = [
      event('response.created', { response: { id: 'resp_1', output: [] }, sequence_number: 0 }),
      event('response.output_text.delta', { ...part, delta: 'see tk-abcd', logprobs: [], sequence_number: 1 }),
      event('response.output_text.delta', { ...part, delta: '1234 and t', logprobs: [], sequence_number: 2 }),
      event('response.output_text.done', { ...part, text, sequence_number: 3 }),
      event('response.content_part.done', { ...part, part: item.content[0], sequence_number: 4 }),
      event('response.output_item.done', { output_index: 0, item, sequence_number: 5 }),
      event('response.completed', { response: { id: 'resp_1', output: [item] }, sequence_number: 6 }),
    ];
    const guard = new StreamGuard(readerOf(ticket), responsesTexts.ofStream(false));
    const bytes = Buffer.concat([...written.map((one) => guard.take(Buffer.from(one))), guard.end()]);
    expect(bytes.toString()).not.toContain('abcd1234');
    const events = eventsOf(bytes);
    const said = events.flatMap(({ delta }) => (typeof delta === 'string' ? delta : []));
    expect(said.join('')).toBe('see [REDACTED:ticket] and t');
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(events.find(({ type }) => type === 'response.output_text.done')?.text).toBe('see [REDACTED:ticket] and t');
    expect(events.at(-1)?.response?.output[0]?.content[0]?.text).toBe('see [REDACTED:ticket] and t');
  });
});

describe("a stream of Anthropic's messages", () => {
  it('is read block by block; thinking that was changed is signed by nobody', () => {
    const delta = (index: number, said: object): string => event('content_block_delta', { index, delta: said });
    const written = [
      event('message_start', { message: { id: 'msg_1', content: [] } }),
      event('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
      delta(0, { type: 'thinking_delta', thinking: 'it is tk-abcd' }),
      delta(0, { type: 'thinking_delta', thinking: '1234' }),
      delta(0, { type: 'signature_delta', signature: 'c2lnbmVk' }),
      event('content_block_stop', { index: 0 }),
      event('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }),
      delta(1, { type: 'text_delta', text: 'I say tk-zzzz' }),
      delta(1, { type: 'text_delta', text: '1234' }),
      event('content_block_stop', { index: 1 }),
      event('content_block_start', { index: 2, content_block: { type: 'tool_use', id: 't', name: 'f', input: {} } }),
      delta(2, { type: 'input_json_delta', partial_json: '{"q":"tk-yy' }),
      delta(2, { type: 'input_json_delta', partial_json: 'yy1234"}' }),
      event('content_block_stop', { index: 2 }),
      event('message_delta', { delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 3 } }),
      event('message_stop', {}),
    ];
    const guard = new StreamGuard(readerOf(ticket), messagesTexts.ofStream(false));
    const events = eventsOf(Buffer.concat([...written.map((one) => guard.take(Buffer.from(one))), guard.end()]));
    const said = (name: 'text' | 'thinking' | 'partial_json' | 'signature'): string =>
      events.flatMap((one) => (typeof one.delta === 'object' ? (one.delta[name] ?? []) : [])).join('');
    expect(said('thinking')).toBe('it is [REDACTED:ticket]');
    expect(said('signature')).toBe('tollgate-unsigned');
    expect(said('text')).toBe('I say [REDACTED:ticket]');
    expect(said('partial_json')).toBe('{"q":"[REDACTED:ticket]"}');
    const types = events.map(({ type, index }) => `${type} ${index ?? ''}`);
    expect(types.lastIndexOf('content_block_delta 1')).toBe(types.indexOf('content_block_stop 1') - 1);
    expect(types.at(-1)).toBe('message_stop ');
  });
});
