import { describe, expect, test } from 'vitest';
import type { AnswerStep } from '../../../src/providers/interchange/answer.ts';
import { unreadableFrame } from '../../../src/providers/interchange/read-frame.ts';
import { readMessagesBody, readMessagesStream } from '../../../src/providers/messages/read-answer.ts';
import { readAll } from '../../support/prompt.ts';

const started = {
  type: 'message_start',
  message: {
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [],
    stop_reason: null,
    usage: { input_tokens: 12, cache_read_input_tokens: 100, cache_creation_input_tokens: 5, output_tokens: 1 },
  },
};
const start = (index: number, content_block: object) => ({ type: 'content_block_start', index, content_block });
const delta = (index: number, of: object) => ({ type: 'content_block_delta', index, delta: of });
const stop = (index: number) => ({ type: 'content_block_stop', index });
const ended = (stop_reason: string, stop_sequence: string | null = null) => ({
  type: 'message_delta',
  delta: { stop_reason, stop_sequence },
  usage: { output_tokens: 42, input_tokens: null },
});
const stopped = { type: 'message_stop' };
const begin: AnswerStep = { kind: 'begin', id: 'msg_01', model: 'claude-sonnet-4-5' };

/** What the first event says of the prompt. */
const promptUsage: AnswerStep = {
  kind: 'usage',
  usage: { input_tokens: 12, cache_read_input_tokens: 100, cache_creation_input_tokens: 5 },
};

const stream = (...frames: readonly unknown[]) => readAll(readMessagesStream(), frames);

describe('a stream', () => {
  test('of text: each event tells its step at once, and usage is what all of them said together', () => {
    const reader = readMessagesStream();
    const frames = [
      started,
      { type: 'ping' },
      start(0, { type: 'text', text: '' }),
      delta(0, { type: 'text_delta', text: 'Hel' }),
      delta(0, { type: 'text_delta', text: 'lo' }),
      stop(0),
      ended('end_turn'),
      stopped,
    ];
    const steps = frames.map((frame) => reader.take({ data: JSON.stringify(frame), event: frame.type }));
    const usage = { input_tokens: 12, cache_read_input_tokens: 100, cache_creation_input_tokens: 5, output_tokens: 42 };
    expect(steps).toEqual([
      [begin, promptUsage],
      [],
      [],
      [{ kind: 'text', text: 'Hel' }],
      [{ kind: 'text', text: 'lo' }],
      [],
      [
        { kind: 'finish', reason: 'stop', stopSequence: null },
        { kind: 'usage', usage },
      ],
      [{ kind: 'end' }],
    ]);
  });

  test('of thoughts with their signature, sealed ones, citations and calls', () => {
    const citation = { type: 'web_search_result_location', url: 'https://example.com', title: 'T' };
    const steps = stream(
      started,
      start(0, { type: 'thinking', thinking: '', signature: '' }),
      delta(0, { type: 'thinking_delta', thinking: 'Hm.' }),
      delta(0, { type: 'signature_delta', signature: 'c2ln' }),
      stop(0),
      start(1, { type: 'redacted_thinking', data: 'c2VhbA' }),
      stop(1),
      start(2, { type: 'text', text: '' }),
      delta(2, { type: 'text_delta', text: 'It is so.' }),
      delta(2, { type: 'citations_delta', citation }),
      stop(2),
      start(3, { type: 'tool_use', id: 'toolu_1', name: 'look', input: {} }),
      delta(3, { type: 'input_json_delta', partial_json: '' }),
      delta(3, { type: 'input_json_delta', partial_json: '{"at":' }),
      delta(3, { type: 'input_json_delta', partial_json: '"sky"}' }),
      stop(3),
      start(4, { type: 'tool_use', id: 'toolu_2', name: 'wait', input: {} }),
      stop(4),
      ended('tool_use'),
      stopped,
    );
    expect(steps.slice(2, -2)).toEqual([
      { kind: 'thinking', text: 'Hm.' },
      { kind: 'thinking_signature', signature: 'c2ln', by: 'anthropic' },
      { kind: 'sealed_reasoning', data: 'c2VhbA', by: 'anthropic' },
      { kind: 'text', text: 'It is so.' },
      { kind: 'citation', citation },
      { kind: 'tool_call', index: 0, id: 'toolu_1', name: 'look', signature: null },
      { kind: 'tool_arguments', index: 0, text: '{"at":' },
      { kind: 'tool_arguments', index: 0, text: '"sky"}' },
      { kind: 'tool_call', index: 1, id: 'toolu_2', name: 'wait', signature: null },
      { kind: 'tool_arguments', index: 1, text: '{}' },
      { kind: 'finish', reason: 'tool_calls', stopSequence: null },
    ]);
  });

  test('what Anthropic’s own tools are asked and find is nothing that others could read', () => {
    const steps = stream(
      started,
      start(0, { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '{"query":"x"}' }),
      stop(0),
      start(1, { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] }),
      stop(1),
      start(2, { type: 'text', text: 'Found.' }),
      stop(2),
    );
    expect(steps).toEqual([begin, promptUsage, { kind: 'text', text: 'Found.' }]);
  });

  test('a call that comes whole, without an id, is given one', () => {
    const [, , call, input] = stream(
      started,
      start(0, { type: 'tool_use', name: 'look', input: { at: 'sky' } }),
      stop(0),
    );
    expect(call).toMatchObject({ kind: 'tool_call', id: expect.stringMatching(/^[a-zA-Z0-9_-]+$/) as string });
    expect(input).toEqual({ kind: 'tool_arguments', index: 0, text: '{"at":"sky"}' });
  });

  test('that breaks off is neither finished nor at its end, and tells the usage of its prompt alone', () => {
    const kinds = stream(started, start(0, { type: 'text', text: 'On' })).map(({ kind }) => kind);
    expect(kinds).toEqual(['begin', 'usage', 'text']);
    expect(stream(started, stopped).map(({ kind }) => kind)).toEqual(['begin', 'usage']);
  });

  test('an error within it', () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    expect(stream({ type: 'error', error })).toEqual([{ kind: 'error', error: { ...error, code: null } }]);
    expect(readMessagesStream().take({ event: 'error', data: '{}' })).toEqual([
      { kind: 'error', error: { message: null, type: null, code: null } },
    ]);
  });

  test('what is no event is told of; what is unknown, empty or OpenAI’s end is passed over', () => {
    expect(stream('<html>')).toEqual([unreadableFrame]);
    expect(stream({ type: 'news' }, '', '[DONE]', delta(9, { type: 'input_json_delta', partial_json: '{' }))).toEqual(
      [],
    );
    expect(readMessagesStream().take({ event: 'ping', data: null })).toEqual([]);
  });
});

test.each([
  ['end_turn', null, 'stop'],
  ['stop_sequence', 'END', 'stop'],
  ['tool_use', null, 'tool_calls'],
  ['max_tokens', null, 'length'],
  ['model_context_window_exceeded', null, 'length'],
  ['pause_turn', null, 'paused'],
  ['refusal', null, 'refused'],
])('the stop reason %s', (reason, stopSequence, expected) => {
  expect(stream(ended(reason, stopSequence))[0]).toEqual({ kind: 'finish', reason: expected, stopSequence });
});

describe('a body', () => {
  test('is read into the same steps as a stream', () => {
    const { message } = started;
    const steps = readMessagesBody({
      ...message,
      content: [
        { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
        { type: 'text', text: 'I look.', citations: null },
        { type: 'tool_use', id: 'toolu_1', name: 'look', input: { at: 'sky' } },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
    });
    expect(steps).toEqual([
      begin,
      { kind: 'thinking', text: 'Hm.' },
      { kind: 'thinking_signature', signature: 'c2ln', by: 'anthropic' },
      { kind: 'text', text: 'I look.' },
      { kind: 'tool_call', index: 0, id: 'toolu_1', name: 'look', signature: null },
      { kind: 'tool_arguments', index: 0, text: '{"at":"sky"}' },
      { kind: 'finish', reason: 'tool_calls', stopSequence: null },
      { kind: 'usage', usage: message.usage },
      { kind: 'end' },
    ]);
  });

  test('may be an error', () => {
    const error = { type: 'not_found_error', message: 'model: x' };
    expect(readMessagesBody({ type: 'error', error })).toEqual([{ kind: 'error', error: { ...error, code: null } }]);
  });

  test.each([null, 'Hi', [], {}, { choices: [] }])('is none when it is %o', (body) => {
    expect(readMessagesBody(body)).toBeNull();
  });
});
