import { describe, expect, test } from 'vitest';
import { type Json, parseJson } from '../../../src/platform/lossless-json.ts';
import { CannotCarry } from '../../../src/providers/interchange/losses.ts';
import { chatFromPrompt } from '../../../src/providers/openai/chat-from-prompt.ts';
import { InvalidBody } from '../../../src/providers/request/governed-request.ts';
import { promptFromResponses } from '../../../src/providers/responses/prompt-from-responses.ts';
import { requestContext } from '../../support/prompt.ts';

const read = (body: object) => promptFromResponses(parseJson(JSON.stringify({ model: 'gpt-5', input: 'Hi', ...body })));
const turnsOf = (...input: readonly object[]) => read({ input }).turns;
const errorOf = (body: object): unknown => {
  try {
    read(body);
  } catch (error) {
    return error;
  }
  throw new Error('it was accepted');
};
const look = { type: 'function', name: 'look', description: 'Looks.', parameters: { type: 'object' }, strict: true };

describe('turns', () => {
  test('instructions come first, a text as input is what the user says', () => {
    expect(read({ instructions: 'Be brief.', input: 'Hello' }).turns).toEqual([
      {
        role: 'system',
        name: null,
        place: 'instructions',
        parts: [{ kind: 'text', text: 'Be brief.', place: 'instructions' }],
      },
      { role: 'user', name: null, place: 'input', parts: [{ kind: 'text', text: 'Hello', place: 'input' }] },
    ]);
  });

  test('what one answer held is one turn again, in its order', () => {
    const turns = turnsOf(
      { role: 'user', content: 'Look twice' },
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'Hm.' }],
        encrypted_content: 'c2VhbA==',
      },
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'I look.', annotations: [] }],
      },
      {
        type: 'function_call',
        id: 'fc_1',
        call_id: 'call_1',
        name: 'look',
        arguments: '{"at":1}',
        status: 'completed',
      },
      { type: 'function_call', call_id: 'call_2', name: 'look', arguments: '{"at":2}' },
      { type: 'function_call_output', call_id: 'call_1', output: 'one' },
      {
        type: 'function_call_output',
        call_id: 'call_2',
        output: [{ type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'auto' }],
      },
      { role: 'assistant', content: 'Seen.' },
    );
    expect(turns.map(({ role, place }) => [role, place])).toEqual([
      ['user', 'input[0]'],
      ['assistant', 'input[1]'],
      ['tool', 'input[5]'],
      ['tool', 'input[6]'],
      ['assistant', 'input[7]'],
    ]);
    expect(turns[1]?.parts).toEqual([
      { kind: 'sealed_reasoning', data: 'c2VhbA==', summary: ['Hm.'], id: 'rs_1', by: 'openai', place: 'input[1]' },
      { kind: 'text', text: 'I look.', place: 'input[2].content[0]' },
      { kind: 'tool_call', id: 'call_1', name: 'look', arguments: '{"at":1}', signature: null, place: 'input[3]' },
      { kind: 'tool_call', id: 'call_2', name: 'look', arguments: '{"at":2}', signature: null, place: 'input[4]' },
    ]);
    expect(turns[2]?.parts).toEqual([
      {
        kind: 'tool_result',
        id: 'call_1',
        isError: false,
        place: 'input[5]',
        parts: [{ kind: 'text', text: 'one', place: 'input[5].output' }],
      },
    ]);
    expect(turns[3]?.parts[0]).toMatchObject({
      id: 'call_2',
      parts: [{ kind: 'image', media: { from: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgo=' }, detail: null }],
    });
  });

  test('reasoning in words is thinking that nobody signed, and an id alone is nothing', () => {
    const turns = turnsOf(
      { role: 'user', content: 'Hi' },
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [
          { type: 'summary_text', text: 'One.' },
          { type: 'summary_text', text: 'Two.' },
        ],
      },
      { role: 'user', content: 'Hi again' },
      { type: 'reasoning', id: 'rs_2', summary: [], content: [{ type: 'reasoning_text', text: 'Three.' }] },
      { type: 'reasoning', id: 'rs_3', summary: [], encrypted_content: null },
    );
    expect(turns.map(({ parts }) => parts)).toMatchObject([
      [{ text: 'Hi' }],
      [{ kind: 'thinking', text: 'One.\n\nTwo.', signature: null, by: null }],
      [{ text: 'Hi again' }],
      [{ kind: 'thinking', text: 'Three.' }],
    ]);
  });

  test('every kind of content is told apart, and unknown members stay named', () => {
    const [turn] = turnsOf({
      role: 'user',
      content: [
        { type: 'input_text', text: 'See', hint: 1 },
        { type: 'input_image', image_url: 'https://example.com/a.png', detail: 'high' },
        { type: 'input_image', file_id: 'file-1' },
        { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' },
        { type: 'input_file', file_url: 'https://example.com/a.pdf' },
        { type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } },
        { type: 'input_smell', smell: 'rose' },
      ],
      phase: 'commentary',
    });
    expect(turn?.parts).toMatchObject([
      { kind: 'text', text: 'See', unknown: { hint: 1 } },
      { kind: 'image', media: { from: 'url', url: 'https://example.com/a.png' }, detail: 'high' },
      { kind: 'image', media: { from: 'file_id', id: 'file-1' } },
      { kind: 'file', name: 'a.pdf', media: { from: 'base64', mediaType: 'application/pdf', data: 'JVBERi0=' } },
      { kind: 'file', media: { from: 'url', url: 'https://example.com/a.pdf' } },
      { kind: 'audio', format: 'wav', data: 'UklGRg==' },
      { kind: 'other', type: 'input_smell', place: 'input[0].content[6]' },
    ]);
    expect(turn?.unknown).toEqual({ phase: 'commentary' });
  });

  test('an item that no other protocol has is there by its type, so that it is refused and not lost', () => {
    const custom = { type: 'custom_tool_call', call_id: 'call_1', name: 'patch', input: '*** Begin' };
    const prompt = read({ input: [{ role: 'user', content: 'Hi' }, custom] });
    expect(prompt.turns[1]?.parts).toEqual([{ kind: 'other', type: 'custom_tool_call', place: 'input[1]' }]);
    expect(() => chatFromPrompt(prompt, requestContext())).toThrow(CannotCarry);
  });

  test('a search that is over is left out with its name, as are unknown members of an answer', () => {
    const prompt = read({
      input: [
        { role: 'user', content: 'News?' },
        { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'c2VhbA==' },
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'news' } },
        {
          type: 'message',
          role: 'assistant',
          phase: 'final_answer',
          content: [{ type: 'output_text', text: 'None.' }],
        },
      ],
    });
    expect(prompt.turns).toHaveLength(2);
    expect(prompt.leftOut).toEqual(['input[2]', 'input[3].phase']);
  });
});

describe('tools', () => {
  test('functions, alone and in namespaces, whose calls keep the name that they were given', () => {
    const prompt = read({
      tools: [
        look,
        {
          type: 'namespace',
          name: 'mcp__files',
          description: 'Files.',
          tools: [{ ...look, name: 'open', strict: false }],
        },
      ],
      tool_choice: { type: 'function', name: 'open', namespace: 'mcp__files' },
      input: [
        { role: 'user', content: 'Hi' },
        { type: 'function_call', call_id: 'call_1', namespace: 'mcp__files', name: 'open', arguments: '{}' },
      ],
    });
    expect(prompt.tools).toEqual([
      {
        kind: 'function',
        name: 'look',
        description: 'Looks.',
        parameters: { type: 'object' },
        strict: true,
        place: 'tools[0]',
      },
      {
        kind: 'function',
        name: 'mcp__files__open',
        description: 'Files.\n\nLooks.',
        parameters: { type: 'object' },
        strict: false,
        place: 'tools[1].tools[0]',
      },
    ]);
    expect(prompt.toolChoice).toEqual({ param: 'tool_choice', type: 'tool', name: 'mcp__files__open' });
    expect(prompt.turns[1]?.parts[0]).toMatchObject({ kind: 'tool_call', name: 'mcp__files__open' });
  });

  test('names of functions in namespaces stay legal and apart, however long they are', () => {
    const functions = [1, 2].map((each) => ({ ...look, name: `${'long_'.repeat(12)}${each}` }));
    const names = read({ tools: [{ type: 'namespace', name: 'mcp__server__', tools: functions }] }).tools.map(
      ({ name }) => name,
    );
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^mcp__server__long_[a-z0-9_]{1,46}$/);
  });

  test('an offer of OpenAI’s own tools is left out with its name while functions remain', () => {
    const prompt = read({
      tools: [look, { type: 'web_search' }, { type: 'custom', name: 'patch' }],
      tool_choice: 'auto',
    });
    expect(prompt.tools.map(({ name }) => name)).toEqual(['look']);
    expect(prompt.leftOut).toEqual(['tools[1]', 'tools[2]']);
    expect(chatFromPrompt(prompt, requestContext()).notices.join()).toContain('tools[1], tools[2]');
  });

  test.each([
    ['there is no function beside it', { tools: [{ type: 'web_search' }] }, 'tools[0]'],
    ['it is asked for', { tools: [look, { type: 'web_search' }], tool_choice: { type: 'web_search' } }, 'tools[1]'],
    [
      'only some tools are allowed',
      { tools: [look], tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [] } },
      'tool_choice',
    ],
  ])('and refused when %s', (_when, body, param) => {
    expect(() => chatFromPrompt(read(body), requestContext())).toThrow(expect.objectContaining({ param }) as Error);
  });
});

describe('options', () => {
  test('each by our own name, with the place where it stands', () => {
    const { options, unknown } = read({
      max_output_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      parallel_tool_calls: false,
      reasoning: { effort: 'high', summary: 'auto' },
      text: {
        verbosity: 'low',
        format: { type: 'json_schema', name: 'answer', schema: { type: 'object' }, strict: true },
      },
      include: ['reasoning.encrypted_content', 'message.output_text.logprobs'],
      top_logprobs: 3,
      truncation: 'auto',
      store: false,
      metadata: { team: 'a' },
      user: 'ada',
      prompt_cache_key: 'key',
      prompt_cache_retention: '24h',
      service_tier: 'flex',
      stream_options: { include_obfuscation: false },
      max_tool_calls: 3,
    });
    expect(options).toEqual({
      maxTokens: { value: 100, param: 'max_output_tokens' },
      temperature: { value: 0.5, param: 'temperature' },
      topP: { value: 0.9, param: 'top_p' },
      parallelToolCalls: { value: false, param: 'parallel_tool_calls' },
      reasoningEffort: { value: 'high', param: 'reasoning.effort' },
      reasoningSummary: { value: 'auto', param: 'reasoning.summary' },
      verbosity: { value: 'low', param: 'text.verbosity' },
      format: {
        value: { type: 'json_schema', name: 'answer', description: null, schema: { type: 'object' }, strict: true },
        param: 'text.format',
      },
      encryptedReasoning: { value: true, param: 'include' },
      logprobs: { value: true, param: 'include' },
      topLogprobs: { value: 3, param: 'top_logprobs' },
      truncation: { value: 'auto', param: 'truncation' },
      store: { value: false, param: 'store' },
      metadata: { value: { team: 'a' }, param: 'metadata' },
      user: { value: 'ada', param: 'user' },
      promptCacheKey: { value: 'key', param: 'prompt_cache_key' },
      promptCacheRetention: { value: '24h', param: 'prompt_cache_retention' },
      serviceTier: { value: 'flex', param: 'service_tier' },
    });
    expect(unknown).toEqual({ max_tool_calls: 3 });
  });

  test('what equals the default, or is null, was not said', () => {
    const { options, unknown, leftOut } = read({
      truncation: 'disabled',
      top_logprobs: 0,
      text: { format: { type: 'text' } },
      reasoning: { effort: null, summary: null },
      include: [],
      temperature: null,
      previous_response_id: null,
      background: false,
    });
    expect({ options, unknown, leftOut }).toEqual({ options: {}, unknown: {}, leftOut: [] });
  });

  test('numbers keep their text, and schemas the order of their members', () => {
    const body =
      '{"model":"m","input":"Hi","temperature":1.0,"tools":[{"type":"function","name":"f","parameters":{"z":1e2,"a":12345678901234567890}}]}';
    const { options, tools } = promptFromResponses(parseJson(body));
    expect(JSON.stringify(options.temperature?.value)).toBe('1.0');
    expect(JSON.stringify(tools[0]?.parameters)).toBe('{"z":1e2,"a":12345678901234567890}');
  });

  test('what only OpenAI’s own tools give is left out of `include`', () => {
    expect(read({ include: ['web_search_call.action.sources'] }).leftOut).toEqual(['include[0]']);
  });

  test('a person’s two names are one when they say the same, and both are told of when not', () => {
    expect(read({ user: 'ada', safety_identifier: 'ada' }).unknown).toEqual({});
    expect(read({ user: 'ada', safety_identifier: 'eva' })).toMatchObject({
      options: { user: { value: 'eva', param: 'safety_identifier' } },
      unknown: { user: 'ada' },
    });
  });
});

test.each([
  ['input[0].role', { input: [{ role: 'critic', content: '' }] }],
  ['input[0].role', { input: [{ content: 'Hi' }] }],
  ['input[0].content', { input: [{ role: 'user', content: 7 }] }],
  ['input[0].content[0].text', { input: [{ role: 'user', content: [{ type: 'input_text' }] }] }],
  ['input[0].call_id', { input: [{ type: 'function_call', name: 'look', arguments: '{}' }] }],
  ['input[0].arguments', { input: [{ type: 'function_call', call_id: 'c', name: 'look', arguments: {} }] }],
  ['tools[0].name', { tools: [{ type: 'function' }] }],
  ['tool_choice', { tool_choice: 'perhaps' }],
  ['temperature', { temperature: 'hot' }],
  ['include', { include: 'all' }],
])('what has a type that cannot be read is named: %s', (param, body) => {
  const error = errorOf(body);
  expect(error).toBeInstanceOf(InvalidBody);
  expect(error).toMatchObject({ param });
});

test('a format that nobody else has is refused by name', () => {
  expect(errorOf({ text: { format: { type: 'grammar', syntax: 'lark' } } })).toMatchObject({
    param: 'text.format.type',
  });
});

test('a body as Codex writes it is carried to chat completions with all that the model needs', () => {
  const body = {
    instructions: 'You are a coding agent.',
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: '<permissions>' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'List the files' }] },
      { type: 'reasoning', summary: [], content: null, encrypted_content: 'c2VhbA==' },
      { type: 'function_call', name: 'exec_command', arguments: '{"cmd":"ls"}', call_id: 'call_1' },
      { type: 'function_call_output', call_id: 'call_1', output: 'README.md' },
    ],
    tools: [
      {
        type: 'function',
        name: 'exec_command',
        description: 'Runs.',
        strict: false,
        parameters: { type: 'object', properties: {} },
      },
      {
        type: 'namespace',
        name: 'agents',
        description: 'Agents.',
        tools: [{ type: 'function', name: 'spawn', parameters: {} }],
      },
      { type: 'web_search', external_web_access: false },
      { type: 'custom', name: 'apply_patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: x' } },
    ],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    reasoning: { effort: 'medium', summary: 'auto' },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: 'thread-1',
    client_metadata: { session_id: 'thread-1' },
  };
  const { body: written, notices } = chatFromPrompt(read(body), requestContext({ isCompatible: true }));
  expect(JSON.parse(JSON.stringify(written)) as Json).toMatchObject({
    messages: [
      { role: 'system', content: 'You are a coding agent.' },
      { role: 'system', content: '<permissions>' },
      { role: 'user', content: 'List the files' },
      {
        role: 'assistant',
        tool_calls: [{ id: 'call_1', function: { name: 'exec_command', arguments: '{"cmd":"ls"}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'README.md' },
    ],
    tools: [{ function: { name: 'exec_command' } }, { function: { name: 'agents__spawn' } }],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    reasoning_effort: 'medium',
    stream: true,
  });
  expect(notices.join()).toContain('tools[2], tools[3]');
});
