import { describe, expect, test } from 'vitest';
import { type Json, parseJson } from '../../../src/platform/lossless-json.ts';
import type { Options, Part, Prompt, Turn } from '../../../src/providers/interchange/prompt.ts';
import { chatFromPrompt } from '../../../src/providers/openai/chat-from-prompt.ts';
import { effortOfBudget } from '../../../src/providers/openai/chat-option-members.ts';
import { promptFromChat } from '../../../src/providers/openai/prompt-from-chat.ts';
import type { RequestContext } from '../../../src/providers/wire.ts';

const official: RequestContext = {
  providerModel: 'gpt-5',
  injectUsage: true,
  isCompatible: false,
  signatureOf: () => null,
};
const compatible: RequestContext = { ...official, isCompatible: true };

const turn = (role: Turn['role'], ...parts: readonly object[]): Turn => ({
  role,
  name: null,
  place: 'messages[0]',
  parts: parts.map((part, index) => ({ place: `messages[0].content[${index}]`, ...part }) as Part),
});
const text = (said: string, more: object = {}): object => ({ kind: 'text', text: said, ...more });
const call = (id: string, more: object = {}): object => ({
  kind: 'tool_call',
  id,
  name: 'look',
  arguments: '{"at":1}',
  signature: null,
  ...more,
});
const result = (id: string, ...parts: readonly object[]): object => ({
  kind: 'tool_result',
  id,
  isError: false,
  parts: turn('tool', ...parts).parts,
});
const image = { kind: 'image', media: { from: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgo=' }, detail: null };
const imagePart = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };

const prompt = (turns: readonly Turn[], more: Partial<Prompt> = {}): Prompt => ({
  turns,
  tools: [],
  toolChoice: null,
  stream: false,
  options: {},
  unknown: {},
  ...more,
});
const write = (from: Prompt, context: RequestContext = official) => {
  const { body, notices } = chatFromPrompt(from, context);
  return { body: JSON.parse(JSON.stringify(body)) as Record<string, unknown>, notices };
};
const messages = (turns: readonly Turn[], context?: RequestContext) => write(prompt(turns), context).body['messages'];
const said = (options: Options, context: RequestContext = official) => {
  const { body, notices } = write(prompt([], { options }), context);
  const { model: _model, messages: _messages, ...members } = body;
  return { members, notices };
};
const option = (value: Json, param = 'there') => ({ value, param });

describe('messages', () => {
  test('a conversation with tools is written as chat has it', () => {
    expect(
      messages([
        turn('system', text('Be brief.')),
        turn('user', text('What is there?'), image),
        turn('assistant', text('Let me '), text('look.'), call('call_a'), call('call_b')),
        turn('tool', result('call_a', text('a tree'))),
        turn('user', result('call_b', text('a house')), text('Well?')),
      ]),
    ).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'What is there?' }, imagePart] },
      {
        role: 'assistant',
        content: 'Let me look.',
        tool_calls: ['call_a', 'call_b'].map((id) => ({
          id,
          type: 'function',
          function: { name: 'look', arguments: '{"at":1}' },
        })),
      },
      { role: 'tool', tool_call_id: 'call_a', content: 'a tree' },
      { role: 'tool', tool_call_id: 'call_b', content: 'a house' },
      { role: 'user', content: 'Well?' },
    ]);
  });

  test('images in tool results follow the last result, each under the id of its call', () => {
    expect(
      messages([
        turn('assistant', call('call_a'), call('call_b')),
        turn('tool', result('call_a', text('a picture'), image)),
        turn('tool', result('call_b')),
        turn('assistant', text('I see.')),
      ]),
    ).toEqual([
      { role: 'assistant', content: null, tool_calls: [expect.anything(), expect.anything()] },
      { role: 'tool', tool_call_id: 'call_a', content: 'a picture' },
      { role: 'tool', tool_call_id: 'call_b', content: '' },
      { role: 'user', content: [{ type: 'text', text: 'Of the result of tool call call_a:' }, imagePart] },
      { role: 'assistant', content: 'I see.' },
    ]);
  });

  test('calls that were said in turns of their own stand together, so that the results can follow', () => {
    expect(
      messages([
        turn('assistant', text('First.')),
        turn('assistant', call('call_a')),
        turn('assistant', call('call_b')),
        turn('tool', result('call_a'), result('call_b')),
        turn('assistant', text('One.')),
        turn('assistant', text('Two.')),
      ]),
    ).toMatchObject([
      { role: 'assistant', content: 'First.', tool_calls: [{ id: 'call_a' }, { id: 'call_b' }] },
      { role: 'tool' },
      { role: 'tool' },
      { content: 'One.' },
      { content: 'Two.' },
    ]);
  });

  test('several texts stay apart for OpenAI, and are one string for servers that take no list', () => {
    const turns = [turn('user', text('One.'), text(''), text('Two.'))];
    expect(messages(turns)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'One.' },
          { type: 'text', text: 'Two.' },
        ],
      },
    ]);
    expect(messages(turns, compatible)).toEqual([{ role: 'user', content: 'One.\n\nTwo.' }]);
  });

  test('a refusal keeps its words', () => {
    const turns = [turn('assistant', { kind: 'refusal', text: 'I cannot.' })];
    expect(messages(turns)).toEqual([{ role: 'assistant', content: null, refusal: 'I cannot.' }]);
    expect(messages(turns, compatible)).toEqual([{ role: 'assistant', content: 'I cannot.' }]);
  });

  test('thinking is not sent to another maker, and the record says so', () => {
    const turns = [
      turn(
        'assistant',
        { kind: 'thinking', text: 'hm', signature: 's', by: 'anthropic' },
        { kind: 'sealed_reasoning', data: 'x', summary: [], id: null, by: 'openai' },
        text('Yes.'),
      ),
    ];
    const { body, notices } = write(prompt(turns));
    expect(body['messages']).toEqual([{ role: 'assistant', content: 'Yes.' }]);
    expect(notices).toEqual([
      'Converted to OpenAI chat completions; left out: messages[0].content[0], messages[0].content[1].',
    ]);
  });

  test('an id that is too long for OpenAI stays the same one for call and result', () => {
    const id = `toolu_${'x'.repeat(60)}`;
    const [asked, answered] = messages([turn('assistant', call(id)), turn('tool', result(id))]) as [
      { tool_calls: [{ id: string }] },
      { tool_call_id: string },
    ];
    expect(answered.tool_call_id).toBe(asked.tool_calls[0].id);
    expect(answered.tool_call_id).toMatch(/^[\w-]{1,40}$/);
  });

  test('a signature is given to servers that may be its maker, never to OpenAI', () => {
    const turns = [turn('assistant', call('call_a', { signature: 'c2ln' }), call('call_b'))];
    const remembering = { ...compatible, signatureOf: (id: string) => (id === 'call_b' ? 'bWVt' : null) };
    expect(messages(turns, remembering)).toMatchObject([
      {
        tool_calls: [
          { extra_content: { google: { thought_signature: 'c2ln' } } },
          { extra_content: { google: { thought_signature: 'bWVt' } } },
        ],
      },
    ]);
    expect(JSON.stringify(messages(turns, { ...remembering, isCompatible: false }))).not.toContain('extra_content');
  });

  test('what OpenAI has no word for is named: a signature that came along, and that a result is an error', () => {
    const turns = [
      turn('assistant', call('call_a', { signature: 'c2ln' })),
      turn('tool', { ...result('call_a', text('no such file')), isError: true }),
    ];
    expect(write(prompt(turns)).notices).toEqual([
      'Converted to OpenAI chat completions; left out: messages[0].content[0].extra_content, messages[0].content[0].is_error.',
    ]);
  });

  test('a call without arguments is one with none, as JSON', () => {
    expect(messages([turn('assistant', call('call_a', { arguments: ' ' }))])).toMatchObject([
      { tool_calls: [{ function: { arguments: '{}' } }] },
    ]);
  });

  test('a document that is text is said as text, one of bytes goes as a file', () => {
    const file = (media: object, name: string | null) => ({ kind: 'file', name, media });
    const turns = [
      turn(
        'user',
        file({ from: 'text', text: 'All of it.' }, 'notes.txt'),
        file({ from: 'base64', mediaType: 'application/pdf', data: 'JVBERi0=' }, 'a.pdf'),
      ),
    ];
    expect(messages(turns)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'notes.txt:\n\nAll of it.' },
          { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
        ],
      },
    ]);
  });

  test.each([
    ['a file by its address', turn('user', { kind: 'file', name: null, media: { from: 'url', url: 'https://e.org' } })],
    [
      'a file that another provider keeps',
      turn('user', { kind: 'file', name: null, media: { from: 'file_id', id: 'f' } }),
    ],
    [
      'an image that another provider keeps',
      turn('user', { kind: 'image', detail: null, media: { from: 'file_id', id: 'f' } }),
    ],
    ['a part that nobody knows', turn('user', { kind: 'other', type: 'video' })],
    ['an image that the system says', turn('system', image)],
    ['an image that the assistant says', turn('assistant', image)],
  ])('%s is refused, with its place', (_, from) => {
    expect(() => write(prompt([from]))).toThrow(
      expect.objectContaining({ name: 'CannotCarry', param: 'messages[0].content[0]' }),
    );
  });
});

describe('what is asked for', () => {
  test('the limit of tokens has the name that the server knows', () => {
    expect(said({ maxTokens: option(100) }).members).toEqual({ max_completion_tokens: 100 });
    expect(said({ maxTokens: option(100) }, compatible).members).toEqual({ max_tokens: 100 });
  });

  test('usage of a stream is asked for, unless the provider takes no such question', () => {
    const stream = (injectUsage: boolean) => write(prompt([], { stream: true }), { ...official, injectUsage }).body;
    expect(stream(true)).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(stream(false)).not.toHaveProperty('stream_options');
    expect(write(prompt([])).body).not.toHaveProperty('stream');
  });

  test.each([
    [0, 'none'],
    [1, 'low'],
    [1024, 'low'],
    [1025, 'medium'],
    [8192, 'medium'],
    [8193, 'high'],
  ] as const)('a budget of %d tokens is the effort %s', (tokens, effort) => {
    expect(effortOfBudget(tokens)).toBe(effort);
    const { members, notices } = said({ reasoningBudget: option(tokens, 'thinking.budget_tokens') });
    expect(members).toEqual({ reasoning_effort: effort });
    expect(notices.join()).toContain('thinking.budget_tokens');
  });

  test('an effort that the server has no word for becomes the nearest one, and the record says so', () => {
    const max = { reasoningEffort: option('max', 'output_config.effort') };
    expect(said(max)).toMatchObject({
      members: { reasoning_effort: 'xhigh' },
      notices: [expect.stringContaining('effort')],
    });
    expect(said(max, compatible).members).toEqual({ reasoning_effort: 'high' });
    expect(said({ reasoningEffort: option('low') })).toEqual({ members: { reasoning_effort: 'low' }, notices: [] });
  });

  test('hints that a compatible server may refuse are left out there', () => {
    const hints: Options = {
      topK: option(40, 'top_k'),
      verbosity: option('low', 'verbosity'),
      promptCacheKey: option('k', 'prompt_cache_key'),
      serviceTier: option('standard_only', 'service_tier'),
      user: option('ada', 'user'),
    };
    expect(said(hints)).toEqual({
      members: { verbosity: 'low', prompt_cache_key: 'k', safety_identifier: 'ada' },
      notices: ['Converted to OpenAI chat completions; left out: top_k, service_tier.'],
    });
    expect(said(hints, compatible)).toEqual({
      members: { top_k: 40, user: 'ada' },
      notices: ['Converted to OpenAI chat completions; left out: verbosity, prompt_cache_key, service_tier.'],
    });
  });

  test('a user whose id OpenAI would not take is left out', () => {
    const { members, notices } = said({ user: option('x'.repeat(65), 'metadata.user_id') });
    expect(members).toEqual({});
    expect(notices.join()).toContain('metadata.user_id');
  });

  test('a schema without a name gets one', () => {
    const value = { type: 'json_schema', name: null, description: null, schema: { type: 'object' }, strict: null };
    expect(said({ format: option(value) }).members).toEqual({
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
    });
  });

  test('what is said about tools goes only along with tools', () => {
    const tool = {
      kind: 'function',
      name: 'f',
      description: null,
      parameters: { type: 'object' },
      strict: null,
      place: 'tools[0]',
    } as const;
    const about = {
      options: { parallelToolCalls: option(false) },
      toolChoice: { type: 'auto', param: 'tool_choice' },
    } as const;
    expect(write(prompt([], { ...about, tools: [tool] })).body).toMatchObject({
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
      tool_choice: 'auto',
      parallel_tool_calls: false,
    });
    expect(Object.keys(write(prompt([], about)).body)).toEqual(['model', 'messages']);
    expect(() => write(prompt([], { toolChoice: { type: 'required', param: 'tool_choice' } }))).toThrow(
      expect.objectContaining({ param: 'tool_choice' }),
    );
  });

  test.each([
    ['more than one answer', { options: { choices: option(2, 'n') } }, 'n'],
    ['audio', { options: { audio: option({ voice: 'alloy' }, 'audio') } }, 'audio'],
    ['a search of the web', { options: { webSearch: option({}, 'web_search_options') } }, 'web_search_options'],
    [
      'a tool that is no function',
      {
        tools: [
          { kind: 'other', name: 'web_search', description: null, parameters: null, strict: null, place: 'tools[0]' },
        ],
      },
      'tools[0]',
    ],
  ] as const)('%s is refused', (_, more, param) => {
    expect(() => write(prompt([], more as Partial<Prompt>))).toThrow(
      expect.objectContaining({ name: 'CannotCarry', param }),
    );
  });
});

test('a chat request comes back from a prompt as it was, numbers as they were written', () => {
  const body = `{"model":"gpt-5","messages":[{"role":"system","content":"S"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://example.org/a.png","detail":"low"}}],"name":"ada"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\\"n\\": 1.0}"}}]},{"role":"tool","content":"r","tool_call_id":"call_1"}],"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"n":{"type":"number","maximum":1e3}}},"strict":true}}],"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":true,"temperature":1.0,"seed":12345678901234567890,"max_completion_tokens":100,"stream":true,"stream_options":{"include_usage":true}}`;
  const written = chatFromPrompt(promptFromChat(parseJson(body)), official);
  expect(written.notices).toEqual([]);
  const members = (json: string) => Object.fromEntries(Object.entries(parseJson(json) as object));
  expect(members(JSON.stringify(written.body))).toEqual(members(body));
  expect(JSON.stringify(written.body)).toContain('"seed":12345678901234567890');
});
