import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/platform/lossless-json.ts';
import { CannotCarry } from '../../../src/providers/interchange/losses.ts';
import type { Part, Prompt } from '../../../src/providers/interchange/prompt.ts';
import { promptFromChat } from '../../../src/providers/openai/prompt-from-chat.ts';
import { InvalidBody } from '../../../src/providers/request/governed-request.ts';

const read = (more: object): Prompt =>
  promptFromChat(parseJson(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...more })));
const partsOf = (...content: object[]): readonly Part[] =>
  read({ messages: [{ role: 'user', content }] }).turns[0]?.parts ?? [];
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('messages', () => {
  test('keep their order, their roles and the place of each word', () => {
    const { turns } = read({
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: 'Weather in Bern?', name: 'ada' },
        {
          role: 'assistant',
          content: 'Looking.',
          reasoning_content: 'They mean Bern in Switzerland.',
          refusal: null,
          annotations: [],
          tool_calls: [
            { id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{"city": "Bern"}' } },
            { id: 'call_b', type: 'function', function: { name: 'clock', arguments: '' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_a', content: '{"c": 12}' },
        { role: 'tool', tool_call_id: 'call_b', content: [{ type: 'text', text: '12:00' }], name: 'clock' },
      ],
    });
    expect(turns).toEqual([
      {
        role: 'system',
        name: null,
        place: 'messages[0]',
        parts: [{ kind: 'text', text: 'Be brief.', place: 'messages[0].content' }],
      },
      {
        role: 'user',
        name: 'ada',
        place: 'messages[1]',
        parts: [{ kind: 'text', text: 'Weather in Bern?', place: 'messages[1].content' }],
      },
      {
        role: 'assistant',
        name: null,
        place: 'messages[2]',
        parts: [
          {
            kind: 'thinking',
            text: 'They mean Bern in Switzerland.',
            signature: null,
            by: null,
            place: 'messages[2].reasoning_content',
          },
          { kind: 'text', text: 'Looking.', place: 'messages[2].content' },
          {
            kind: 'tool_call',
            id: 'call_a',
            name: 'weather',
            arguments: '{"city": "Bern"}',
            signature: null,
            place: 'messages[2].tool_calls[0]',
          },
          {
            kind: 'tool_call',
            id: 'call_b',
            name: 'clock',
            arguments: '',
            signature: null,
            place: 'messages[2].tool_calls[1]',
          },
        ],
      },
      {
        role: 'tool',
        name: null,
        place: 'messages[3]',
        parts: [
          {
            kind: 'tool_result',
            id: 'call_a',
            isError: false,
            place: 'messages[3]',
            parts: [{ kind: 'text', text: '{"c": 12}', place: 'messages[3].content' }],
          },
        ],
      },
      {
        role: 'tool',
        name: null,
        place: 'messages[4]',
        parts: [
          {
            kind: 'tool_result',
            id: 'call_b',
            isError: false,
            place: 'messages[4]',
            parts: [{ kind: 'text', text: '12:00', place: 'messages[4].content[0]' }],
          },
        ],
      },
    ]);
  });

  test('of the form before tools find the call that they answer', () => {
    const { turns, tools, toolChoice } = read({
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: null, function_call: { name: 'weather', arguments: '{}' } },
        { role: 'function', name: 'weather', content: 'rain' },
      ],
      functions: [{ name: 'weather', parameters: { type: 'object' } }],
      function_call: { name: 'weather' },
    });
    expect(turns[1]?.parts).toMatchObject([{ kind: 'tool_call', id: 'call_messages_1_function_call' }]);
    expect(turns[2]).toMatchObject({
      role: 'tool',
      name: null,
      parts: [{ kind: 'tool_result', id: 'call_messages_1_function_call' }],
    });
    expect(tools).toMatchObject([{ kind: 'function', name: 'weather', place: 'functions[0]' }]);
    expect(toolChoice).toEqual({ param: 'function_call', type: 'tool', name: 'weather' });
  });

  test('whose calls came without ids are matched in their order', () => {
    const call = { id: '', type: 'function', function: { name: 'look', arguments: '{}' } };
    const { turns } = read({
      messages: [
        { role: 'assistant', tool_calls: [call, call] },
        { role: 'tool', tool_call_id: '', content: 'first' },
        { role: 'tool', tool_call_id: '', content: 'second' },
      ],
    });
    const ids = turns.flatMap(({ parts }) => parts.map((part) => ('id' in part ? part.id : null)));
    expect(ids).toEqual([ids[0], ids[1], ids[0], ids[1]]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('are read past what clients send back of an answer, though it says nothing', () => {
    const { turns } = read({
      messages: [
        { role: 'user', content: '' },
        {
          role: 'assistant',
          content: null,
          annotations: [],
          reasoning: { effort: 'low' },
          tool_calls: [{ id: 'c', index: 0, type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
      ],
    });
    expect(turns[0]?.parts).toEqual([]);
    expect(turns[1]?.unknown).toEqual({ reasoning: { effort: 'low' } });
    expect(turns[1]?.parts).toHaveLength(1);
    expect(turns[1]?.parts[0]).not.toHaveProperty('unknown');
  });

  test('that answer no call cannot be carried to another protocol', () => {
    expect(() => read({ messages: [{ role: 'function', name: 'weather', content: 'rain' }] })).toThrow(CannotCarry);
  });

  test("bring Google's signatures, cache marks and what nobody knows along", () => {
    const { turns, tools } = read({
      messages: [
        {
          role: 'assistant',
          content: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' }, weight: 3 }],
          prefix: true,
          tool_calls: [
            {
              id: 'c',
              index: 0,
              type: 'function',
              function: { name: 'f', arguments: '{}' },
              extra_content: { google: { thought_signature: 'c2ln', other: 1 } },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'c', content: 'r', cache_control: { type: 'ephemeral', ttl: '1h' } },
      ],
      tools: [{ type: 'function', function: { name: 'f', strict: true, x: 1 }, cache_control: { type: 'ephemeral' } }],
    });
    expect(turns[0]).toMatchObject({
      unknown: { prefix: true },
      parts: [
        { cache: { type: 'ephemeral' }, unknown: { weight: 3 } },
        { signature: 'c2ln', unknown: { 'extra_content.google.other': 1 } },
      ],
    });
    expect(turns[1]?.parts).toMatchObject([{ cache: { type: 'ephemeral', ttl: '1h' } }]);
    expect(tools).toMatchObject([{ strict: true, cache: { type: 'ephemeral' }, unknown: { 'function.x': 1 } }]);
  });

  test('keep what they cite, and refuse in words', () => {
    const annotations = [{ type: 'url_citation', url_citation: { url: 'https://example.org', title: 'E' } }];
    const { turns } = read({
      messages: [
        { role: 'assistant', content: 'Said.', annotations },
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
        { role: 'assistant', content: null, refusal: 'Never.' },
      ],
    });
    expect(turns.map(({ parts }) => parts)).toMatchObject([
      [{ kind: 'text', citations: annotations }],
      [{ kind: 'refusal', text: 'No.' }],
      [{ kind: 'refusal', text: 'Never.' }],
    ]);
  });
});

describe('parts', () => {
  test.each([
    [
      'an image by its address',
      { type: 'image_url', image_url: { url: 'https://example.org/a.png', detail: 'low' } },
      { kind: 'image', media: { from: 'url', url: 'https://example.org/a.png' }, detail: 'low' },
    ],
    [
      'an image in a data URL',
      { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
      { kind: 'image', media: { from: 'base64', mediaType: 'image/png', data: pixel }, detail: null },
    ],
    [
      'an image whose address stands where an object should',
      { type: 'image_url', image_url: 'https://example.org/a.png' },
      { kind: 'image', media: { from: 'url', url: 'https://example.org/a.png' } },
    ],
    [
      'audio',
      { type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } },
      { kind: 'audio', data: 'UklGRg==', format: 'wav' },
    ],
    [
      'a file with its bytes',
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
      { kind: 'file', name: 'a.pdf', media: { from: 'base64', mediaType: 'application/pdf', data: 'JVBERi0=' } },
    ],
    [
      'a file that the provider keeps',
      { type: 'file', file: { file_id: 'file-1' } },
      { kind: 'file', name: null, media: { from: 'file_id', id: 'file-1' } },
    ],
    [
      'one of a type that nobody knows',
      { type: 'video_url', video_url: { url: 'x' } },
      { kind: 'other', type: 'video_url' },
    ],
  ])('%s', (_, part, expected) => {
    expect(partsOf(part)).toMatchObject([{ ...expected, place: 'messages[0].content[0]' }]);
  });
});

describe('what is asked for', () => {
  const option = (more: object): unknown => {
    const { options, unknown } = read(more);
    return { ...Object.fromEntries(Object.entries(options).map(([name, { value }]) => [name, value])), unknown };
  };
  test.each([
    [
      'max_completion_tokens before max_tokens, when they agree',
      { max_tokens: 5, max_completion_tokens: 5 },
      { maxTokens: 5 },
    ],
    ['the older name alone', { max_tokens: 5 }, { maxTokens: 5 }],
    [
      'two different values under two names',
      { user: 'a', safety_identifier: 'b' },
      { user: 'b', unknown: { user: 'a' } },
    ],
    ['one stop word', { stop: 'END' }, { stop: ['END'] }],
    ['several', { stop: ['A', 'B'] }, { stop: ['A', 'B'] }],
    [
      'defaults, which say nothing',
      { n: 1, logprobs: false, modalities: ['text'], response_format: { type: 'text' }, stop: [] },
      {},
    ],
    ['more than one answer', { n: 2 }, { choices: 2 }],
    ['null, which says nothing', { temperature: null, seed: null, tools: null, wild: null }, {}],
    ['any JSON', { response_format: { type: 'json_object' } }, { format: { type: 'json_object' } }],
    [
      'JSON of a schema',
      {
        response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' }, strict: true } },
      },
      { format: { type: 'json_schema', name: 'x', description: null, schema: { type: 'object' }, strict: true } },
    ],
    [
      "OpenRouter's reasoning",
      { reasoning: { effort: 'high', exclude: true } },
      { reasoningEffort: 'high', unknown: { 'reasoning.exclude': true } },
    ],
    ['a budget for reasoning', { reasoning: { max_tokens: 2000 } }, { reasoningBudget: 2000 }],
    ['what compatible servers take too', { top_k: 40, min_p: 0.1 }, { topK: 40, minP: 0.1 }],
    ['what nobody knows', { enable_thinking: true }, { unknown: { enable_thinking: true } }],
    [
      'our ids, and how a stream comes',
      { trace_id: 't', session_id: 's', stream_options: { include_usage: true } },
      {},
    ],
  ])('%s', (_, more, expected) => {
    expect(option(more)).toEqual({ unknown: {}, ...expected });
  });

  test('keeps each number as it was written', () => {
    const { options } = promptFromChat(
      parseJson('{"model":"m","messages":[],"seed":12345678901234567890,"temperature":1.0,"top_p":1e-1}'),
    );
    expect(JSON.stringify([options.seed, options.temperature, options.topP].map((one) => one?.value))).toBe(
      '[12345678901234567890,1.0,1e-1]',
    );
  });

  test.each([
    ['auto', { type: 'auto' }],
    ['none', { type: 'none' }],
    ['required', { type: 'required' }],
    [
      { type: 'function', function: { name: 'f' } },
      { type: 'tool', name: 'f' },
    ],
    [{ type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [] } }, { type: 'other' }],
    [{ type: 'custom', custom: { name: 'f' } }, { type: 'other' }],
  ])('tool choice %j', (tool_choice, expected) => {
    const { toolChoice, unknown } = read({ tool_choice });
    expect(toolChoice).toEqual({ param: 'tool_choice', ...expected });
    expect(unknown).toEqual({});
  });

  test('tools that are no functions are told apart', () => {
    expect(
      read({ tools: [{ type: 'custom', custom: { name: 'apply' } }, { type: 'web_search' }] }).tools,
    ).toMatchObject([
      { kind: 'other', name: 'custom', place: 'tools[0]' },
      { kind: 'other', name: 'web_search', place: 'tools[1]' },
    ]);
  });
});

test.each([
  [{ messages: 'x' }, 'messages'],
  [{ messages: ['x'] }, 'messages[0]'],
  [{ messages: [{ role: 'wizard' }] }, 'messages[0].role'],
  [{ messages: [{ role: 'user', content: 7 }] }, 'messages[0].content'],
  [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages[0].content[0].text'],
  [{ messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, 'messages[0].content[0].image_url'],
  [{ messages: [{ role: 'assistant', tool_calls: [{ id: 1 }] }] }, 'messages[0].tool_calls[0].function'],
  [
    { messages: [{ role: 'assistant', tool_calls: [{ id: 1, function: { name: 'f' } }] }] },
    'messages[0].tool_calls[0].id',
  ],
  [{ tools: [{ type: 'function', function: { name: 3 } }] }, 'tools[0].function.name'],
  [{ temperature: 'hot' }, 'temperature'],
  [{ stop: [1] }, 'stop'],
  [{ tool_choice: 'whatever' }, 'tool_choice'],
  [{ response_format: { type: 'json_schema' } }, 'response_format.json_schema'],
])('%j is refused, with the place of what is wrong', (more, param) => {
  expect(() => read(more)).toThrow(expect.objectContaining({ name: InvalidBody.name, param }));
});
