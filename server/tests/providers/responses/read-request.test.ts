import { describe, expect, test } from 'vitest';
import { InvalidBody } from '../../../src/providers/request/governed-request.ts';
import { readResponsesRequest } from '../../../src/providers/responses/read-request.ts';

const read = (body: object) => readResponsesRequest(JSON.stringify({ model: 'gpt-5', input: 'Hello', ...body }));
const scopesOf = (body: object): Record<string, string> => {
  const request = read(body);
  return Object.fromEntries(request.texts.map(({ value, scope }) => [value, scope]));
};
const refused = (body: object): string | null => {
  try {
    read(body);
  } catch (error) {
    if (error instanceof InvalidBody) return error.param;
    throw error;
  }
  throw new Error('it was accepted');
};

test('a text as input is the words of the user, and no list of messages', () => {
  const request = read({ instructions: 'Be brief.' });
  expect(request.conversation).toBeNull();
  expect(request).toMatchObject({ stream: false, usageAsked: true, needsStructure: false });
  expect(scopesOf({ instructions: 'Be brief.' })).toMatchObject({ Hello: 'user', 'Be brief.': 'system' });
});

test('every item is scanned in the scope of whose words it holds', () => {
  const input = [
    { role: 'developer', content: 'developer words' },
    { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'system words' }] },
    { role: 'user', content: [{ type: 'input_text', text: 'user words' }] },
    { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'thought words' }] },
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'assistant words' }] },
    { type: 'function_call', call_id: 'call_1', name: 'look', arguments: '{"at":"call words"}' },
    { type: 'function_call_output', call_id: 'call_1', output: [{ type: 'input_text', text: 'output words' }] },
    { type: 'custom_tool_call', call_id: 'call_2', name: 'patch', input: 'custom words' },
    { type: 'custom_tool_call_output', call_id: 'call_2', output: 'custom output words' },
    { type: 'file_search_call', id: 'fs_1', queries: ['query words'], results: [{ text: 'found words' }] },
    { type: 'local_shell_call', call_id: 'call_3', action: { command: ['command words'] } },
    { type: 'a_thing_of_tomorrow', body: 'unknown words' },
    { type: 'tomorrows_call', body: 'unknown call words' },
  ];
  expect(scopesOf({ input })).toMatchObject({
    'developer words': 'system',
    'system words': 'system',
    'user words': 'user',
    'thought words': 'assistant',
    'assistant words': 'assistant',
    '{"at":"call words"}': 'tool_call',
    'output words': 'tool_result',
    'custom words': 'tool_call',
    'custom output words': 'tool_result',
    'query words': 'tool_call',
    'found words': 'tool_result',
    'command words': 'tool_call',
    'unknown words': 'other',
    'unknown call words': 'tool_call',
  });
  expect(read({ input }).conversation?.children).toHaveLength(input.length);
});

test('tools of any type and depth are scanned as definitions', () => {
  const tools = [
    { type: 'namespace', name: 'mcp__files', tools: [{ type: 'function', name: 'open', description: 'inner words' }] },
    { type: 'web_search', filters: { allowed_domains: ['domain words'] } },
    { type: 'made_tomorrow', secret: 'unknown words' },
  ];
  expect(scopesOf({ tools })).toMatchObject({
    'inner words': 'tool_definitions',
    'domain words': 'tool_definitions',
    'unknown words': 'tool_definitions',
  });
});

describe('content that lies at the provider is refused by name:', () => {
  test.each([
    ['previous_response_id', 'resp_1'],
    ['conversation', 'conv_1'],
    ['conversation', { id: 'conv_1' }],
    ['prompt', { id: 'pmpt_1' }],
    ['background', true],
  ])('%s', (name, value) => {
    expect(refused({ [name]: value })).toBe(name);
  });

  test('a reference to an item, with and without its type', () => {
    const said = { role: 'user', content: 'Hi' };
    expect(refused({ input: [said, { type: 'item_reference', id: 'msg_1' }] })).toBe('input[1]');
    expect(refused({ input: [said, { id: 'msg_1' }] })).toBe('input[1]');
    expect(refused({ input: [said, { id: 'msg_1', type: null }] })).toBe('input[1]');
  });

  test('but not where it is said that there is none', () => {
    const body = { previous_response_id: null, conversation: null, prompt: null, background: false };
    expect(read(body).model.name).toBe('gpt-5');
    expect(read({ input: [{ id: 'msg_1', role: 'assistant', content: 'Hi' }] }).conversation).not.toBeNull();
  });
});

test.each([
  ['input', { input: undefined }],
  ['input', { input: [] }],
  ['input', { input: 7 }],
  ['input[0]', { input: ['Hello'] }],
  ['input[0].role', { input: [{ role: 7, content: '' }] }],
  ['stream', { stream: 'yes' }],
  ['background', { background: 'yes' }],
  ['model', { model: ' ' }],
  ['text', { text: 'json' }],
])('what cannot be read is named: %s', (param, body) => {
  expect(refused(body)).toBe(param);
});

test('what counts stands once, in items and in their parts too', () => {
  const twice = (inner: string) => () => readResponsesRequest(`{"model":"m","input":[${inner}]}`);
  expect(twice('{"role":"user","content":"a","content":"b"}')).toThrow(InvalidBody);
  expect(twice('{"role":"user","content":[{"type":"input_text","text":"a","text":"b"}]}')).toThrow(InvalidBody);
  expect(twice('{"type":"function_call","arguments":"a","Arguments":"b"}')).toThrow(InvalidBody);
  expect(() => readResponsesRequest('{"model":"m","input":"a","Input":"b"}')).toThrow(InvalidBody);
});

test('tells where words alone would not be an answer', () => {
  expect(read({ text: { format: { type: 'text' } } }).needsStructure).toBe(false);
  expect(read({ text: { format: { type: 'json_object' } } }).needsStructure).toBe(true);
  expect(read({ text: { format: { type: 'json_schema', name: 'a', schema: {} } } }).needsStructure).toBe(true);
  expect(read({ tool_choice: 'auto' }).needsStructure).toBe(false);
  expect(read({ tool_choice: 'required' }).needsStructure).toBe(true);
  expect(read({ tool_choice: { type: 'function', name: 'look' } }).needsStructure).toBe(true);
  expect(read({ tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [] } }).needsStructure).toBe(false);
  expect(read({ tool_choice: { type: 'allowed_tools', mode: 'required', tools: [] } }).needsStructure).toBe(true);
});

test('carries the ids that Codex sends', () => {
  const { carried } = read({
    prompt_cache_key: 'session-1',
    client_metadata: { session_id: 'session-1', turn_id: 'turn-1' },
  });
  expect(carried).toMatchObject({
    prompt_cache_key: 'session-1',
    'client_metadata.session_id': 'session-1',
    'client_metadata.turn_id': 'turn-1',
  });
});

test('a file that is sent along is marked as content that no rule looks into', () => {
  const content = [{ type: 'input_file', filename: 'a.pdf', file_data: 'JVBERi0xLjQK' }];
  const request = read({ input: [{ role: 'user', content }] });
  expect(request.nodes.some(({ part }) => part === 'mark')).toBe(true);
});
