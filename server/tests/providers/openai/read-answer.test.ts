import { describe, expect, test } from 'vitest';
import type { AnswerStep } from '../../../src/providers/interchange/answer.ts';
import { createChatStreamReader, readChatBody } from '../../../src/providers/openai/read-answer.ts';

/** @param events chunks, or texts as they stand after `data:` */
function readAll(...events: readonly unknown[]): AnswerStep[] {
  const reader = createChatStreamReader();
  return events.flatMap((event) => [
    ...reader.take({ data: typeof event === 'string' ? event : JSON.stringify(event), event: null }),
  ]);
}
const chunk = (delta: object, finish_reason: string | null = null, more: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'gpt-5',
  choices: [{ index: 0, delta, logprobs: null, finish_reason, ...more }],
});
const called = (...tool_calls: readonly object[]) => chunk({ tool_calls });
const begin: AnswerStep = { kind: 'begin', id: 'chatcmpl-1', model: 'gpt-5' };
const finished = (reason: string) => ({ kind: 'finish', reason, stopSequence: null });
const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };

describe('a stream', () => {
  test('gives each piece as it comes, and its last word', () => {
    expect(
      readAll(
        chunk({ role: 'assistant', content: '', refusal: null }),
        chunk({ reasoning_content: 'Hm.' }),
        chunk({ content: 'Yes' }),
        chunk({ content: '!' }),
        chunk({}, 'stop'),
        { ...chunk({}), choices: [], usage },
        '[DONE]',
      ),
    ).toEqual([
      begin,
      { kind: 'thinking', text: 'Hm.' },
      { kind: 'text', text: 'Yes' },
      { kind: 'text', text: '!' },
      finished('stop'),
      { kind: 'usage', usage },
      { kind: 'end' },
    ]);
  });

  test('that ends without its last word, or without a reason, gives neither', () => {
    expect(readAll(chunk({ content: 'a' }), chunk({}, 'length'))).toEqual([
      begin,
      { kind: 'text', text: 'a' },
      finished('length'),
    ]);
    expect(readAll(chunk({ content: 'a' }), '[DONE]').map(({ kind }) => kind)).toEqual(['begin', 'text', 'end']);
  });

  test("passes over what says nothing: comments, Azure's first chunk, other choices, repeated reasons", () => {
    const azure = { id: '', model: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] };
    const steps = readAll(
      '',
      azure,
      chunk({ content: 'a' }),
      chunk({ content: 'b' }, null, { index: 1 }),
      chunk({}, 'stop'),
      chunk({ content: '' }, 'stop'),
    );
    expect(steps).toEqual([begin, { kind: 'text', text: 'a' }, finished('stop')]);
  });

  test('gives refusals, citations and the odds of its tokens', () => {
    const annotation = { type: 'url_citation', url_citation: { url: 'https://example.org' } };
    const odds = { token: 'a', logprob: -0.1, bytes: [97], top_logprobs: [{ token: 'b', logprob: -2, bytes: null }] };
    expect(
      readAll(
        chunk({ content: 'a' }, null, { logprobs: { content: [odds], refusal: null } }),
        chunk({ annotations: [annotation] }),
        chunk({ refusal: 'No.' }),
      ).slice(1),
    ).toEqual([
      { kind: 'text', text: 'a', logprobs: [odds] },
      { kind: 'citation', citation: annotation },
      { kind: 'refusal', text: 'No.' },
    ]);
  });

  test.each([
    ['in the last chunk', [chunk({}, 'stop', { usage })]],
    ['beside it', [{ ...chunk({}, 'stop'), usage }]],
    ["in Groq's place", [{ ...chunk({}, 'stop'), x_groq: { usage } }]],
  ])('gives usage %s', (_, events) => {
    expect(readAll(...events)).toContainEqual({ kind: 'usage', usage });
  });

  test.each([
    [
      'an error',
      { error: { message: 'Overloaded', type: 'server_error', code: 503 } },
      { message: 'Overloaded', type: 'server_error', code: '503' },
    ],
    [
      'an error of the choice',
      chunk({}, 'error', { error: { message: 'Gone', code: 502 } }),
      { message: 'Gone', code: '502' },
    ],
    ['a reason that is a failure', chunk({}, 'insufficient_system_resource'), { code: 'insufficient_system_resource' }],
    ['what is no JSON', '<html>', { type: 'unreadable_event' }],
  ])('with %s ends by an error', (_, event, error) => {
    expect(readAll(event).at(-1)).toMatchObject({ kind: 'error', error });
  });

  test('named `error` is one, whatever its shape', () => {
    expect(createChatStreamReader().take({ data: '{"message":"Too much"}', event: 'error' })).toMatchObject([
      { kind: 'error', error: { message: 'Too much' } },
    ]);
  });
});

describe('tool calls', () => {
  const start = (index: number, id: string, name = 'look', signature: string | null = null) => ({
    kind: 'tool_call',
    index,
    id,
    name,
    signature,
  });
  const args = (index: number, text: string) => ({ kind: 'tool_arguments', index, text });
  const fragment = (index: number | undefined, id: string | null, name: string | null, text: string | null) => ({
    ...(index === undefined ? {} : { index }),
    ...(id === null ? {} : { id, type: 'function' }),
    function: { ...(name === null ? {} : { name }), ...(text === null ? {} : { arguments: text }) },
  });

  test('come fragment by fragment, parallel ones apart', () => {
    expect(
      readAll(
        called(fragment(0, 'call_a', 'look', '')),
        called(fragment(0, null, null, '{"a"')),
        called(fragment(1, 'call_b', 'go', '{')),
        called(fragment(0, null, null, ':1}'), fragment(1, null, null, '}')),
        chunk({}, 'tool_calls'),
      ),
    ).toEqual([
      begin,
      start(0, 'call_a'),
      args(0, '{"a"'),
      start(1, 'call_b', 'go'),
      args(1, '{'),
      args(0, ':1}'),
      args(1, '}'),
      finished('tool_calls'),
    ]);
  });

  test.each([
    ['the id and the name repeated in each', [fragment(0, 'call_a', 'look', '{'), fragment(0, 'call_a', 'look', '}')]],
    [
      'the id after the name',
      [fragment(0, null, 'look', ''), fragment(0, 'call_a', null, '{'), fragment(0, null, null, '}')],
    ],
    ['the name after the arguments', [fragment(0, 'call_a', null, '{'), fragment(0, null, 'look', '}')]],
    ['no index', [fragment(undefined, 'call_a', 'look', '{'), fragment(undefined, null, null, '}')]],
  ])('with %s are the same call', (_, fragments) => {
    const steps = readAll(...fragments.map((one) => called(one)), chunk({}, 'tool_calls'));
    expect(steps.filter(({ kind }) => kind === 'tool_call')).toEqual([start(0, 'call_a')]);
    const text = steps.map((step) => (step.kind === 'tool_arguments' ? step.text : '')).join('');
    expect(text).toBe('{}');
  });

  test("are several where whole ones come under one index, as from Gemini's compatible endpoint", () => {
    const signed = { ...fragment(0, 'b', 'go', '{}'), extra_content: { google: { thought_signature: 'c2ln' } } };
    expect(readAll(called(fragment(0, 'a', 'look', '{}')), called(signed), chunk({}, 'stop')).slice(1)).toEqual([
      start(0, 'a'),
      args(0, '{}'),
      start(1, 'b', 'go', 'c2ln'),
      args(1, '{}'),
      finished('tool_calls'),
    ]);
  });

  test('that have no id, or one that another has, are given one', () => {
    const steps = readAll(
      called(fragment(0, null, 'look', '{}'), fragment(1, 'x', 'look', '{}'), fragment(2, 'x', 'look', '{}')),
      chunk({}, 'tool_calls'),
    );
    const ids = steps.flatMap((step) => (step.kind === 'tool_call' ? [step.id] : []));
    expect(ids).toEqual([expect.stringMatching(/^call_\w{32}$/), 'x', expect.stringMatching(/^call_\w{32}$/)]);
    expect(new Set(ids).size).toBe(3);
  });

  test('whose name never came are still told of when the answer ends', () => {
    const nameless = fragment(0, 'call_a', null, '{}');
    expect(readAll(called(nameless), chunk({}, 'tool_calls')).slice(1)).toEqual([
      start(0, 'call_a', ''),
      args(0, '{}'),
      finished('tool_calls'),
    ]);
  });

  test('that have not begun when the stream says its last word, are told of before it', () => {
    expect(readAll(called(fragment(0, null, 'look', '')), '[DONE]').slice(1)).toEqual([
      start(0, expect.any(String)),
      { kind: 'end' },
    ]);
  });

  test('whose arguments are a value, not a text of one, have them as a text', () => {
    const wild = { index: 0, id: 'call_a', function: { name: 'look', arguments: { a: 1 } } };
    expect(readAll(called(wild)).slice(1)).toEqual([start(0, 'call_a'), args(0, '{"a":1}')]);
  });

  test('of the form before tools are calls too', () => {
    const steps = readAll(
      chunk({ function_call: { name: 'look', arguments: '' } }),
      chunk({ function_call: { arguments: '{}' } }),
      chunk({}, 'function_call'),
    );
    expect(steps.slice(1)).toEqual([start(0, expect.any(String)), args(0, '{}'), finished('tool_calls')]);
  });
});

describe('a body', () => {
  const body = (message: object, finish_reason: string | null, more: object = {}) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'gpt-5',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason }],
    usage,
    ...more,
  });

  test('gives the steps of a stream', () => {
    const call = { id: 'call_a', type: 'function', function: { name: 'look', arguments: '{}' } };
    expect(readChatBody(body({ content: 'Yes', reasoning: 'Hm.', tool_calls: [call] }, 'tool_calls'))).toEqual([
      begin,
      { kind: 'thinking', text: 'Hm.' },
      { kind: 'text', text: 'Yes' },
      { kind: 'tool_call', index: 0, id: 'call_a', name: 'look', signature: null },
      { kind: 'tool_arguments', index: 0, text: '{}' },
      finished('tool_calls'),
      { kind: 'usage', usage },
      { kind: 'end' },
    ]);
  });

  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['model_length', 'length'],
    ['content_filter', 'filtered'],
    ['eos', 'stop'],
  ])('that ended by %s ended by %s', (said, reason) => {
    expect(readChatBody(body({ content: 'a' }, said))).toContainEqual(finished(reason));
  });

  test('without a reason has none, and its calls all the same', () => {
    const kinds = readChatBody(body({ content: null, function_call: { name: 'look' } }, null))?.map(({ kind }) => kind);
    expect(kinds).toEqual(['begin', 'tool_call', 'usage', 'end']);
  });

  test('of parts, as Mistral gives it, is thinking and text', () => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'Yes' },
    ];
    expect(readChatBody(body({ content }, 'stop'))?.slice(1, 3)).toEqual([
      { kind: 'thinking', text: 'Hm.' },
      { kind: 'text', text: 'Yes' },
    ]);
  });

  test('that is an error envelope is an error, and anything else is no answer', () => {
    expect(readChatBody({ error: { message: 'No', type: null, code: null } })).toEqual([
      { kind: 'error', error: { message: 'No', type: null, code: null } },
    ]);
    for (const other of [null, 'x', [], {}, { choices: null }]) expect(readChatBody(other)).toBeNull();
  });
});
