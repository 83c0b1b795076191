import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/platform/lossless-json.ts';
import { CannotCarry } from '../../../src/providers/interchange/losses.ts';
import type { Prompt, Tool, Turn } from '../../../src/providers/interchange/prompt.ts';
import { messagesFromPrompt } from '../../../src/providers/messages/messages-from-prompt.ts';
import { type BarePart, call, options, promptOf, requestContext, result, turns } from '../../support/prompt.ts';

function write(more: Partial<Prompt>, providerModel = 'claude-sonnet-4-5') {
  const { body, notices } = messagesFromPrompt(promptOf(more), requestContext({ providerModel }));
  return { body: JSON.parse(JSON.stringify(body)) as Record<string, unknown>, notices };
}

type Said = readonly [Turn['role'], ...BarePart[]];
const messages = (...list: readonly Said[]) => write({ turns: turns(...list) }).body['messages'];
const lost = (notices: readonly string[]) => notices.map((notice) => notice.replace(/^.*left out: (.*)\.$/, '$1'));

const refused = (more: Partial<Prompt>): string => {
  try {
    write(more);
  } catch (error) {
    if (error instanceof CannotCarry) return error.param;
    throw error;
  }
  return 'nothing';
};

const look: Tool = {
  kind: 'function',
  name: 'look',
  description: 'Looks',
  parameters: { type: 'object', properties: { at: { type: 'string' } } },
  strict: null,
  place: 'tools[0]',
};

const text = (words: string) => ({ type: 'text', text: words });
const use = (id: string, input: object = {}) => ({ type: 'tool_use', id, name: 'look', input });
const came = (id: string, content: unknown) => ({ type: 'tool_result', tool_use_id: id, content });

describe('a conversation', () => {
  test('the system’s words go to their own place, in order, wherever they stood', () => {
    const { body } = write({
      turns: turns(
        ['system', 'Be kind.'],
        ['user', 'Hi'],
        ['assistant', 'Hello!'],
        ['system', 'Be brief.'],
        ['user', 'Why?'],
      ),
    });
    expect(body['system']).toEqual([text('Be kind.'), text('Be brief.')]);
    expect(body['messages']).toEqual([
      { role: 'user', content: [text('Hi')] },
      { role: 'assistant', content: [text('Hello!')] },
      { role: 'user', content: [text('Why?')] },
    ]);
  });

  test('with the system’s words alone, those are what is asked', () => {
    const { body } = write({ turns: turns(['system', 'Write a poem.']) });
    expect(body).toMatchObject({ messages: [{ role: 'user', content: [text('Write a poem.')] }] });
    expect(body).not.toHaveProperty('system');
  });

  test('neighbours of one role are one message; texts of blanks and empty messages are left out', () => {
    expect(messages(['user', 'One', ' \n'], ['user', 'Two'], ['assistant', ''], ['user', 'Three'])).toEqual([
      { role: 'user', content: [text('One'), text('Two'), text('Three')] },
    ]);
  });

  test('results of calls made at once stand first in one message after them', () => {
    expect(
      messages(
        ['user', 'Look.'],
        ['assistant', 'I look.', call('a', 'look', '{"at":"sky"}'), call('b', 'look', '')],
        ['user', 'Well?'],
        ['tool', result('a', 'blue')],
        ['tool', result('b', 'Failed', true)],
      ),
    ).toEqual([
      { role: 'user', content: [text('Look.')] },
      { role: 'assistant', content: [text('I look.'), use('a', { at: 'sky' }), use('b')] },
      { role: 'user', content: [came('a', 'blue'), { ...came('b', 'Failed'), is_error: true }, text('Well?')] },
    ]);
  });

  test('ids are written as Anthropic takes them, and no two calls share one', () => {
    const again: Said[] = [
      ['user', 'Look.'],
      ['assistant', call('call_0', 'look')],
      ['tool', result('call_0', 'one')],
      ['assistant', call('call_0', 'look'), call('a.b:c', 'look'), call('a.b:c', 'look')],
      ['tool', result('call_0', 'two'), result('a.b:c', 'three'), result('a.b:c', 'four')],
    ];
    const written = messages(...again) as { content: { id?: string; tool_use_id?: string }[] }[];
    const ids = written.flatMap(({ content }) => content.flatMap(({ id }) => id ?? []));
    const results = written.flatMap(({ content }) => content.flatMap(({ tool_use_id: id }) => id ?? []));
    expect(results).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
    expect(ids.every((id) => /^[a-zA-Z0-9_-]{1,64}$/.test(id))).toBe(true);
    expect(ids.slice(0, 2)).toEqual(['call_0', 'call_0_2']);
  });

  test('arguments stay as they were written; what is no object is kept as a text', () => {
    const turn = turns(['assistant', call('a', 'look', '{"n":12345678901234567890}'), call('b', 'look', '[1')]);
    const { body } = messagesFromPrompt(promptOf({ turns: turn }), requestContext());
    expect(JSON.stringify(body)).toContain('"input":{"n":12345678901234567890}');
    expect(JSON.stringify(body)).toContain('"input":{"arguments":"[1"}');
  });

  test('a last message of the assistant ends without blanks', () => {
    expect(messages(['user', 'Hi'], ['assistant', 'Once \n'])).toEqual([
      { role: 'user', content: [text('Hi')] },
      { role: 'assistant', content: [text('Once')] },
    ]);
  });

  test('only Anthropic’s own thoughts are told; a refusal is what was said', () => {
    const thoughts: BarePart[] = [
      { kind: 'thinking', text: 'Plain', signature: null, by: null },
      { kind: 'thinking', text: 'Hm', signature: 'sig', by: 'anthropic' },
      { kind: 'sealed_reasoning', data: 'theirs', summary: [], id: null, by: 'openai' },
      { kind: 'sealed_reasoning', data: 'ours', summary: [], id: null, by: 'anthropic' },
      { kind: 'refusal', text: 'I won’t.' },
    ];
    const { body, notices } = write({ turns: turns(['user', 'Hi'], ['assistant', ...thoughts], ['user', 'Why?']) });
    expect((body['messages'] as unknown[])[1]).toEqual({
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm', signature: 'sig' },
        { type: 'redacted_thinking', data: 'ours' },
        text('I won’t.'),
      ],
    });
    expect(lost(notices)).toEqual(['messages[1].content[0], messages[1].content[2]']);
  });

  test('marks of the prompt cache stay where they were', () => {
    const mark = { type: 'ephemeral' };
    const { body } = write({
      turns: turns(['user', { kind: 'text', text: 'Long', cache: mark }]),
      tools: [{ ...look, cache: mark }],
    });
    expect(body['messages']).toEqual([{ role: 'user', content: [{ ...text('Long'), cache_control: mark }] }]);
    expect(body['tools']).toMatchObject([{ cache_control: mark }]);
  });
});

describe('media', () => {
  const base64 = (mediaType: string | null, data: string) => ({ from: 'base64', mediaType, data }) as const;
  const blocksOf = (part: BarePart) => (messages(['user', part]) as { content: unknown[] }[])[0]?.content;

  test.each([
    ['bytes', base64('image/webp', 'UklGRg'), { type: 'base64', media_type: 'image/webp', data: 'UklGRg' }],
    ['bytes by another name', base64('image/jpg', '/9j/'), { type: 'base64', media_type: 'image/jpeg', data: '/9j/' }],
    [
      'bytes without a name',
      base64(null, 'iVBORw0KGgo'),
      { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo' },
    ],
    [
      'an address',
      { from: 'url', url: 'https://example.com/a' } as const,
      { type: 'url', url: 'https://example.com/a' },
    ],
  ])('an image of %s', (_, media, source) => {
    expect(blocksOf({ kind: 'image', media, detail: null })).toEqual([{ type: 'image', source }]);
  });

  test.each([
    ['a PDF', base64(null, 'JVBERi0='), { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' }],
    ['a text in bytes', base64('text/markdown', 'SMOkbGxv'), { type: 'text', media_type: 'text/plain', data: 'Hällo' }],
    ['a text', { from: 'text', text: 'Words' } as const, { type: 'text', media_type: 'text/plain', data: 'Words' }],
    [
      'an address',
      { from: 'url', url: 'https://example.com/a' } as const,
      { type: 'url', url: 'https://example.com/a' },
    ],
  ])('a document of %s', (_, media, source) => {
    expect(blocksOf({ kind: 'file', name: 'a.x', media })).toEqual([{ type: 'document', source, title: 'a.x' }]);
  });

  test('a result with an image in it', () => {
    const inner =
      turns(['tool', 'See:', { kind: 'image', media: base64(null, 'R0lGOD'), detail: null }])[0]?.parts ?? [];
    const part: BarePart = { kind: 'tool_result', id: 'a', isError: false, parts: inner };
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/gif', data: 'R0lGOD' } };
    expect(messages(['assistant', call('a', 'look')], ['tool', part])).toMatchObject([
      {},
      { content: [came('a', [text('See:'), image])] },
    ]);
  });

  test.each<[string, BarePart]>([
    ['an image that another provider keeps', { kind: 'image', media: { from: 'file_id', id: 'f' }, detail: null }],
    ['a file that another provider keeps', { kind: 'file', name: null, media: { from: 'file_id', id: 'f' } }],
    ['a spreadsheet', { kind: 'file', name: null, media: base64('application/vnd.ms-excel', 'AAAA') }],
    ['a sound', { kind: 'audio', format: 'wav', data: 'AAAA' }],
    ['something unknown', { kind: 'other', type: 'video' }],
  ])('%s is refused', (_, part) => {
    expect(refused({ turns: turns(['user', part]) })).toBe('messages[0].content[0]');
  });

  test('the system has words alone', () => {
    const image: BarePart = { kind: 'image', media: base64(null, 'iVBORw0KGgo'), detail: null };
    expect(refused({ turns: turns(['system', 'See', image]) })).toBe('messages[0].content[1]');
  });
});

describe('tools', () => {
  const toolsOf = (more: Partial<Prompt>, model?: string) => {
    const { tools, tool_choice } = write({ tools: [look], ...more }, model).body;
    return { tools, tool_choice };
  };

  test('have a schema of an object, whatever was said of it', () => {
    const { tools } = toolsOf({
      tools: [
        look,
        { ...look, name: 'bare', description: null, parameters: null },
        { ...look, parameters: { properties: {} } },
      ],
    });
    expect(tools).toEqual([
      { name: 'look', description: 'Looks', input_schema: look.parameters },
      { name: 'bare', input_schema: { type: 'object', properties: {} } },
      { name: 'look', description: 'Looks', input_schema: { type: 'object', properties: {} } },
    ]);
  });

  test('are strict where the model knows that', () => {
    const strict = { ...look, strict: true };
    expect(toolsOf({ tools: [strict] }).tools).toMatchObject([{ strict: true }]);
    const { body, notices } = write({ tools: [strict] }, 'claude-3-7-sonnet-20250219');
    expect(JSON.stringify(body)).not.toContain('strict');
    expect(lost(notices)).toEqual(['tools[0].strict']);
  });

  test.each([
    ['nothing', null, false, undefined],
    ['auto', { type: 'auto' }, false, { type: 'auto' }],
    ['required', { type: 'required' }, false, { type: 'any' }],
    ['none', { type: 'none' }, true, { type: 'none' }],
    ['one', { type: 'tool', name: 'look' }, true, { type: 'tool', name: 'look', disable_parallel_tool_use: true }],
    ['one by one', null, true, { type: 'auto', disable_parallel_tool_use: true }],
  ] as const)('the choice of %s', (_, choice, isOneByOne, expected) => {
    const toolChoice = choice && { param: 'tool_choice', ...choice };
    const { tool_choice } = toolsOf({ toolChoice, options: isOneByOne ? options({ parallelToolCalls: false }) : {} });
    expect(tool_choice).toEqual(expected);
  });

  test('a choice without tools is not said, and refused where a call is asked for', () => {
    expect(write({ toolChoice: { param: 'tool_choice', type: 'auto' } }).body).not.toHaveProperty('tool_choice');
    expect(refused({ toolChoice: { param: 'tool_choice', type: 'required' } })).toBe('tool_choice');
    expect(refused({ tools: [look], toolChoice: { param: 'tool_choice', type: 'other' } })).toBe('tool_choice');
  });

  test('hosted ones are refused', () => {
    expect(refused({ tools: [{ ...look, kind: 'other', name: 'web_search' }] })).toBe('tools[0]');
  });
});

describe('options', () => {
  const bodyOf = (values: Readonly<Record<string, unknown>>, model?: string) => {
    const { body, notices } = write({ options: options(values) }, model);
    const { model: _model, messages: _messages, ...rest } = body;
    return { ...rest, lost: lost(notices).join() };
  };

  test.each([
    ['claude-opus-4-8', 32_000],
    ['claude-3-5-sonnet-20241022', 8192],
    ['claude-3-opus-20240229', 4096],
    ['glm-4.6', 8192],
  ])('max_tokens, which Anthropic wants, has a default by the model: %s', (model, tokens) => {
    expect(bodyOf({}, model)).toEqual({ max_tokens: tokens, lost: '' });
  });

  test('what Anthropic has words for', () => {
    const schema = { type: 'object', additionalProperties: false };
    const format = { type: 'json_schema', name: 'answer', description: null, schema, strict: true };
    expect(
      bodyOf({ maxTokens: 9, temperature: 0.3, topK: 5, stop: ['END'], user: 'u', serviceTier: 'default', format }),
    ).toEqual({
      max_tokens: 9,
      temperature: 0.3,
      top_k: 5,
      stop_sequences: ['END'],
      metadata: { user_id: 'u' },
      service_tier: 'standard_only',
      output_config: { format: { type: 'json_schema', schema } },
      lost: '',
    });
  });

  test('numbers stay as they were written', () => {
    const body = messagesFromPrompt(
      promptOf({ options: { maxTokens: { value: parseJson('1e3'), param: 'max_tokens' } } }),
      requestContext(),
    ).body;
    expect(JSON.stringify(body)).toContain('"max_tokens":1e3');
  });

  test.each([
    ['hints', { seed: 1, presencePenalty: 1, verbosity: 'low', promptCacheKey: 'k', store: false, metadata: {} }],
    ['a tier that Anthropic has not', { serviceTier: 'flex' }],
    ['the id of a person that is too long', { user: 'u'.repeat(257) }],
  ])('%s are left out with a notice', (_, values) => {
    expect(bodyOf(values)).toEqual({ max_tokens: 32_000, lost: Object.keys(values).join(', ') });
  });

  test.each([
    ['answers side by side', { choices: 2 }, 'choices'],
    ['logprobs', { logprobs: true }, 'logprobs'],
    ['a bias', { logitBias: { 1: -100 } }, 'logitBias'],
    ['JSON without a schema', { format: { type: 'json_object' } }, 'format'],
    ['a stop at a line’s end', { stop: ['\n'] }, 'stop'],
    ['a sound', { modalities: ['text', 'audio'] }, 'modalities'],
  ])('%s are refused', (_, values, param) => {
    expect(refused({ options: options(values) })).toBe(param);
  });

  test('sampling is said to models that take it, and up to 1', () => {
    expect(bodyOf({ temperature: 1.5 })).toEqual({ max_tokens: 32_000, temperature: 1, lost: 'temperature' });
    expect(bodyOf({ temperature: 0.5, topP: 0.9 })).toEqual({ max_tokens: 32_000, temperature: 0.5, lost: 'topP' });
    expect(bodyOf({ temperature: 0.5, topP: 0.9 }, 'claude-opus-4-20250514')).toMatchObject({ top_p: 0.9, lost: '' });
    expect(bodyOf({ temperature: 0.5, topP: 0.9, topK: 3 }, 'claude-opus-4-8')).toEqual({
      max_tokens: 32_000,
      lost: 'temperature, topP, topK',
    });
    expect(bodyOf({ temperature: 1, topP: 1 }, 'claude-sonnet-5')).toEqual({ max_tokens: 32_000, lost: '' });
  });
});
