import { describe, expect, test } from 'vitest';
import { readCountTokensRequest, readMessagesRequest } from '../../../src/providers/messages/read-request.ts';
import { InvalidBody } from '../../../src/providers/request/governed-request.ts';

const hi = [{ role: 'user', content: 'Hi' }];
const read = (body: object) => readMessagesRequest(JSON.stringify({ model: 'm', messages: hi, ...body }));
const scopes = (body: object) =>
  Object.fromEntries(read(body).texts.flatMap(({ value, scope }) => (value.startsWith('@') ? [[value, scope]] : [])));

/** What is wrong with a body, by its JSON path. */
const wrong = (text: string): string | null | undefined => {
  try {
    readMessagesRequest(text);
  } catch (error) {
    if (error instanceof InvalidBody) return error.param;
    throw error;
  }
  return undefined;
};

describe('every text of a request is scanned in its scope', () => {
  test('what system, people, the assistant, its calls, their results and the tools say', () => {
    const found = scopes({
      system: [{ type: 'text', text: '@system', cache_control: { type: 'ephemeral' } }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: '@user' }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: '@thought', signature: 'sig' },
            { type: 'text', text: '@assistant' },
            { type: 'tool_use', id: 'toolu_1', name: '@name', input: { content: [{ deep: '@input' }] } },
          ],
        },
        { role: 'system', content: '@reminder' },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: '@result' }] },
            { type: 'text', text: '@beside' },
          ],
        },
      ],
      tools: [{ name: 'look', description: '@tool', input_schema: { type: 'object' } }],
      vendor: { of: ['@unknown'] },
    });
    expect(found).toEqual({
      '@system': 'system',
      '@user': 'user',
      '@thought': 'assistant',
      '@assistant': 'assistant',
      '@name': 'tool_call',
      '@input': 'tool_call',
      '@reminder': 'system',
      '@result': 'tool_result',
      '@beside': 'user',
      '@tool': 'tool_definitions',
      '@unknown': 'other',
    });
  });

  test('what Anthropic’s own tools were asked and found', () => {
    const content = [
      { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: '@query' } },
      { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [{ type: 'x', title: '@found' }] },
    ];
    expect(scopes({ messages: [...hi, { role: 'assistant', content }] })).toEqual({
      '@query': 'tool_call',
      '@found': 'tool_result',
    });
  });

  test('texts have their place, and a document that cannot be read is marked', () => {
    const source = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' };
    const { texts } = read({ messages: [{ role: 'user', content: [{ type: 'document', source }] }] });
    const marked = texts.find(({ value }) => value === 'data:application/pdf;base64,');
    expect(marked?.place).toBe('messages[0].content[0].source.data');
  });
});

describe('what is asked', () => {
  test('a stream, when it says so; usage always', () => {
    expect([read({}).stream, read({ stream: true }).stream, read({ stream: null }).stream]).toEqual([
      false,
      true,
      false,
    ]);
    expect(read({}).usageAsked).toBe(true);
  });

  test.each([
    ['nothing', {}, false],
    ['a choice of its own', { tool_choice: { type: 'auto' } }, false],
    ['any tool', { tool_choice: { type: 'any' } }, true],
    ['one tool', { tool_choice: { type: 'tool', name: 'look' } }, true],
    ['an effort', { output_config: { effort: 'low', format: null } }, false],
    ['a format', { output_config: { format: { type: 'json_schema', schema: {} } } }, true],
    ['a format as it was said before', { output_format: { type: 'json_schema', schema: {} } }, true],
  ])('with %s, a text alone is no answer: %#', (_, body, needsStructure) => {
    expect(read(body).needsStructure).toBe(needsStructure);
  });

  test('counting tokens is answered with a number, never in a stream', () => {
    const counted = readCountTokensRequest(JSON.stringify({ model: 'm', messages: hi, stream: true }));
    expect([counted.stream, counted.needsStructure]).toEqual([false, true]);
  });
});

describe('the session in metadata.user_id', () => {
  const session = 'a1b2c3d4-0000-4000-8000-1234567890ab';
  test.each([
    ['as JSON', JSON.stringify({ device_id: 'd', account_uuid: '', session_id: session }), session],
    ['in the older form', `user_${'0f'.repeat(32)}_account_${session}_session_${session}`, session],
    ['is not the id of a person', 'user-4711', null],
    ['is not made of broken JSON', '{"session_id": ', null],
    ['is not a number', '{"session_id": 7}', null],
    ['is not JSON that is no object', '{}', null],
  ])('%s', (_, userId, expected) => {
    expect(read({ metadata: { user_id: userId } }).carried['metadata.user_id']).toBe(expected);
  });

  test('is none where there is no such member', () => {
    expect(read({ metadata: null }).carried['metadata.user_id']).toBeNull();
  });
});

describe('a body that cannot be read is refused with the place', () => {
  const body = (messages: string, more = '') => `{"model":"m","messages":${messages}${more}}`;
  test.each([
    ['no messages', '{"model":"m"}', 'messages'],
    ['empty messages', body('[]'), 'messages'],
    ['messages that are none', body('"Hi"'), 'messages'],
    ['a message that is none', body('["Hi"]'), 'messages[0]'],
    ['a message without a role', body('[{"content":"Hi"}]'), 'messages[0].role'],
    ['a role that is none', body('[{"role":1}]'), 'messages[0].role'],
    ['no model', '{"messages":[{"role":"user","content":"Hi"}]}', 'model'],
    ['a stream that is none', body('[{"role":"user"}]', ',"stream":1'), 'stream'],
    ['a choice that is none', body('[{"role":"user"}]', ',"tool_choice":"any"'), 'tool_choice'],
    ['a thread, which would be held elsewhere', body('[{"role":"user"}]', ',"thread":{"type":"create"}'), 'thread'],
    ['two texts in one', body('[{"role":"user","content":[{"text":"a","text":"b"}]}]'), 'messages[0].content[0].text'],
    [
      'two texts in a result',
      body('[{"role":"user","content":[{"type":"tool_result","content":[{"text":"a","Text":"b"}]}]}]'),
      'messages[0].content[0].content[0].Text',
    ],
    [
      'two pictures in one',
      body('[{"role":"user","content":[{"source":{"data":"a","data":"b"}}]}]'),
      'messages[0].content[0].source.data',
    ],
    ['two texts of the system', body('[{"role":"user"}]', ',"system":[{"text":"a","text":"b"}]'), 'system[0].text'],
    ['two sets of tools', body('[{"role":"user"}]', ',"tools":[],"tools":[]'), 'tools'],
  ])('%s', (_, text, param) => {
    expect(wrong(text)).toBe(param);
  });

  test('but nothing is asked of what is not read', () => {
    expect(wrong(body('[{"role":"narrator","content":[1,{"type":null}]}]', ',"tools":[{"name":"x","name":"y"}]'))).toBe(
      undefined,
    );
  });
});
