import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/platform/lossless-json.ts';
import { CannotCarry } from '../../../src/providers/interchange/losses.ts';
import { promptFromMessages } from '../../../src/providers/messages/prompt-from-messages.ts';
import { InvalidBody } from '../../../src/providers/request/governed-request.ts';

const read = (body: object) =>
  promptFromMessages({ model: 'm', max_tokens: 10, messages: [{ role: 'user', content: 'Hi' }], ...body });
const partsOf = (role: string, ...content: object[]) => read({ messages: [{ role, content }] }).turns[0]?.parts;
const place = 'messages[0].content[0]';

const refused = (body: object): string | null | undefined => {
  try {
    read(body);
  } catch (error) {
    if (error instanceof CannotCarry || error instanceof InvalidBody) return error.param;
    throw error;
  }
  return undefined;
};

describe('a conversation', () => {
  test('keeps its order; the results of tools are turns of their own', () => {
    const { turns } = read({
      system: [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral' } }],
      messages: [
        { role: 'user', content: 'Look.' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.', citations: null },
            { type: 'tool_use', id: 'toolu_1', name: 'look', input: { at: 'sky' }, caller: { type: 'direct' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', is_error: true, content: 'Too bright.' },
            { type: 'text', text: 'Again!' },
          ],
        },
        { role: 'system', content: 'It is night now.' },
      ],
    });
    const text = (words: string, at: string) => ({ kind: 'text', text: words, place: at });
    expect(turns).toEqual([
      {
        role: 'system',
        parts: [{ ...text('Be kind.', 'system[0]'), cache: { type: 'ephemeral' } }],
        name: null,
        place: 'system',
      },
      { role: 'user', parts: [text('Look.', 'messages[0].content')], name: null, place: 'messages[0]' },
      {
        role: 'assistant',
        parts: [
          text('I look.', 'messages[1].content[0]'),
          {
            kind: 'tool_call',
            id: 'toolu_1',
            name: 'look',
            arguments: '{"at":"sky"}',
            signature: null,
            place: 'messages[1].content[1]',
          },
        ],
        name: null,
        place: 'messages[1]',
      },
      {
        role: 'tool',
        parts: [
          {
            kind: 'tool_result',
            id: 'toolu_1',
            isError: true,
            parts: [text('Too bright.', 'messages[2].content[0].content')],
            place: 'messages[2].content[0]',
          },
        ],
        name: null,
        place: 'messages[2]',
      },
      { role: 'user', parts: [text('Again!', 'messages[2].content[1]')], name: null, place: 'messages[2]' },
      {
        role: 'system',
        parts: [text('It is night now.', 'messages[3].content')],
        name: null,
        place: 'messages[3]',
      },
    ]);
  });

  test('numbers in what a tool was given stay as they were written', () => {
    const body = `{"model":"m","messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"b","input":{"n":12345678901234567890,"x":1.0}}]}]}`;
    const [part] = promptFromMessages(parseJson(body)).turns[0]?.parts ?? [];
    expect(part).toMatchObject({ arguments: '{"n":12345678901234567890,"x":1.0}' });
  });

  test('thoughts are Anthropic’s where they are signed, and nobody’s where they are not', () => {
    expect(
      partsOf(
        'assistant',
        { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
        { type: 'thinking', thinking: 'Well.', signature: 'tollgate-unsigned' },
        { type: 'redacted_thinking', data: 'c2VhbA==' },
        { type: 'thinking', thinking: 'So.', signature: '' },
      ),
    ).toEqual([
      { kind: 'thinking', text: 'Hm.', signature: 'c2ln', by: 'anthropic', place },
      { kind: 'thinking', text: 'Well.', signature: null, by: null, place: 'messages[0].content[1]' },
      {
        kind: 'sealed_reasoning',
        data: 'c2VhbA==',
        summary: [],
        id: null,
        by: 'anthropic',
        place: 'messages[0].content[2]',
      },
      { kind: 'thinking', text: 'So.', signature: null, by: null, place: 'messages[0].content[3]' },
    ]);
  });
});

describe('media', () => {
  test.each([
    [
      { type: 'base64', media_type: 'image/png', data: 'iVBO' },
      { from: 'base64', mediaType: 'image/png', data: 'iVBO' },
    ],
    [
      { type: 'url', url: 'https://example.com/a.png' },
      { from: 'url', url: 'https://example.com/a.png' },
    ],
    [
      { type: 'file', file_id: 'file_1' },
      { from: 'file_id', id: 'file_1' },
    ],
  ])('an image: %o', (source, media) => {
    expect(partsOf('user', { type: 'image', source })).toEqual([{ kind: 'image', media, detail: null, place }]);
  });

  test.each([
    [
      { type: 'base64', media_type: 'application/pdf', data: 'JVBE' },
      { from: 'base64', mediaType: 'application/pdf', data: 'JVBE' },
    ],
    [
      { type: 'text', media_type: 'text/plain', data: 'Words' },
      { from: 'text', text: 'Words' },
    ],
    [
      { type: 'content', content: 'Words' },
      { from: 'text', text: 'Words' },
    ],
    [
      {
        type: 'content',
        content: [
          { type: 'text', text: 'One' },
          { type: 'text', text: 'Two' },
        ],
      },
      { from: 'text', text: 'One\n\nTwo' },
    ],
  ])('a document: %o', (source, media) => {
    const document = { type: 'document', source, title: 'T', context: 'C', citations: { enabled: true } };
    const about = { context: 'C', citations: { enabled: true } };
    expect(partsOf('user', document)).toEqual([{ kind: 'file', name: 'T', nameMember: 'title', media, about, place }]);
  });

  test('a search result is its texts, under its title', () => {
    const result = {
      type: 'search_result',
      source: 'https://example.com',
      title: 'T',
      content: [{ type: 'text', text: 'Found' }],
    };
    expect(partsOf('user', { ...result, citations: { enabled: false } })).toEqual([
      {
        kind: 'file',
        name: 'T',
        nameMember: 'title',
        media: { from: 'text', text: 'Found' },
        about: { source: 'https://example.com' },
        place,
      },
    ]);
  });

  test.each([
    [{ type: 'document', source: { type: 'content', content: [{ type: 'image', source: {} }] } }],
    [{ type: 'container_upload', file_id: 'file_1' }],
    [{ type: 'server_tool_use', id: 's', name: 'web_search', input: {} }],
  ])('what no other protocol has stands there as something else: %o', (block) => {
    expect(partsOf('user', block)).toEqual([{ kind: 'other', type: block.type, place }]);
  });
});

describe('tools', () => {
  test('functions with their schema and marks; others by their type', () => {
    const { tools } = read({
      tools: [
        {
          name: 'look',
          description: 'D',
          input_schema: { type: 'object' },
          strict: true,
          cache_control: { type: 'ephemeral' },
        },
        { type: 'custom', name: 'plain', input_schema: { type: 'object' }, defer_loading: true },
        { type: 'web_search_20250305', name: 'web_search', max_uses: 2 },
      ],
    });
    const schema = { type: 'object' };
    expect(tools).toEqual([
      {
        kind: 'function',
        name: 'look',
        description: 'D',
        parameters: schema,
        strict: true,
        cache: { type: 'ephemeral' },
        place: 'tools[0]',
      },
      {
        kind: 'function',
        name: 'plain',
        description: null,
        parameters: schema,
        strict: null,
        unknown: { defer_loading: true },
        place: 'tools[1]',
      },
      {
        kind: 'other',
        name: 'web_search_20250305',
        description: null,
        parameters: null,
        strict: null,
        place: 'tools[2]',
      },
    ]);
  });

  test.each([
    [{ type: 'auto' }, { param: 'tool_choice', type: 'auto' }],
    [{ type: 'none' }, { param: 'tool_choice', type: 'none' }],
    [{ type: 'any' }, { param: 'tool_choice', type: 'required' }],
    [
      { type: 'tool', name: 'look' },
      { param: 'tool_choice', type: 'tool', name: 'look' },
    ],
  ])('the choice %o', (choice, expected) => {
    expect(read({ tool_choice: choice }).toolChoice).toEqual(expected);
  });
});

describe('options', () => {
  const options = (body: object) =>
    Object.fromEntries(Object.entries(read(body).options).map(([name, { value, param }]) => [name, [value, param]]));

  test('by our names, with the place where they were said', () => {
    expect(
      options({
        max_tokens: 100,
        temperature: 0.5,
        top_p: 0.9,
        top_k: 40,
        stop_sequences: ['END'],
        service_tier: 'auto',
        metadata: { user_id: 'u' },
        tool_choice: { type: 'auto', disable_parallel_tool_use: true },
        output_config: { effort: 'low', format: { type: 'json_schema', schema: { type: 'object' } } },
      }),
    ).toEqual({
      maxTokens: [100, 'max_tokens'],
      temperature: [0.5, 'temperature'],
      topP: [0.9, 'top_p'],
      topK: [40, 'top_k'],
      stop: [['END'], 'stop_sequences'],
      serviceTier: ['auto', 'service_tier'],
      user: ['u', 'metadata.user_id'],
      parallelToolCalls: [false, 'tool_choice.disable_parallel_tool_use'],
      reasoningEffort: ['low', 'output_config.effort'],
      format: [
        { type: 'json_schema', name: null, description: null, schema: { type: 'object' }, strict: null },
        'output_config.format',
      ],
    });
  });

  test.each([
    [{ type: 'enabled', budget_tokens: 2048 }, { reasoningBudget: [2048, 'thinking.budget_tokens'] }],
    [{ type: 'disabled' }, { reasoningBudget: [0, 'thinking'] }],
    [
      { type: 'adaptive', display: 'summarized' },
      { reasoningAdaptive: [true, 'thinking'], reasoningSummary: ['auto', 'thinking.display'] },
    ],
  ])('thinking %o', (thinking, expected) => {
    expect(options({ max_tokens: null, thinking })).toEqual(expected);
  });

  test('what nobody knows is kept by its path; our own ids are not', () => {
    const body = { metadata: { user_id: 'u', team: 't' }, speed: 'fast', session_id: 's', trace_id: 't', top_p: null };
    expect(read(body).unknown).toEqual({ speed: 'fast', 'metadata.team': 't' });
  });
});

describe('is refused by its place', () => {
  test.each([
    ['a server of tools', { mcp_servers: [{ url: 'https://example.com' }] }, 'mcp_servers'],
    ['a container', { container: 'c' }, 'container'],
    ['a region', { inference_geo: 'us' }, 'inference_geo'],
    ['a role that is none', { messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].role'],
    ['a text that is none', { messages: [{ role: 'user', content: [{ type: 'text', text: 1 }] }] }, `${place}.text`],
    [
      'a call’s input that is no object',
      { messages: [{ role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'b', input: '{}' }] }] },
      `${place}.input`,
    ],
    ['a temperature that is none', { temperature: 'hot' }, 'temperature'],
    ['stop words that are none', { stop_sequences: [1] }, 'stop_sequences'],
    ['thinking of an unknown kind', { thinking: { type: 'deep' } }, 'thinking.type'],
    ['a budget of nothing', { thinking: { type: 'enabled' } }, 'thinking.budget_tokens'],
    ['a format that is no schema', { output_config: { format: { type: 'grammar' } } }, 'output_config.format.type'],
    ['a choice of an unknown kind', { tool_choice: { type: 'some' } }, 'tool_choice.type'],
  ])('%s', (_, body, param) => {
    expect(refused(body)).toBe(param);
  });

  test('but not what says nothing', () => {
    expect(refused({ mcp_servers: [], container: null, system: null, tools: null, thinking: null })).toBe(undefined);
  });
});
