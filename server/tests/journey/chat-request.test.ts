import { describe, expect, it } from 'vitest';
import { readChatRequest } from '../../src/providers/openai/chat-request.ts';
import { InvalidBody } from '../../src/providers/request/governed-request.ts';
import { scopesByPlace } from './made-up.ts';

const full = {
  model: 'gpt',
  messages: [
    { role: 'system', content: 'Be kind.' },
    {
      role: 'user',
      content: [
        {
          type: 'text',
          text: 'Look:',
          image_url: { url: 'u' },
          input_audio: { data: 'QUJD' },
          file: { file_data: 'QUJD' },
        },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'done' },
  ],
  stream: true,
  stream_options: { include_usage: true },
  tool_choice: 'auto',
  response_format: { type: 'text' },
  metadata: { trace_id: 't', session_id: 's' },
  tools: [{ type: 'function', function: { name: 'f' } }],
  functions: [],
  trace_id: 't',
  session_id: 's',
  conversation: 'c',
  prompt_cache_key: 'k',
};

/** Every member that the gateway reads: whoever reads another one of two would see another request. */
const governed = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'tool_choice',
  'response_format',
  'metadata',
  'tools',
  'functions',
  'trace_id',
  'session_id',
  'conversation',
  'prompt_cache_key',
  'stream_options.include_usage',
  'response_format.type',
  'metadata.trace_id',
  'metadata.session_id',
  'messages[0].role',
  'messages[0].content',
  'messages[2].tool_calls',
  'messages[3].tool_call_id',
  ...['type', 'text', 'image_url', 'input_audio', 'file'].map((name) => `messages[1].content[0].${name}`),
  ...['id', 'function', 'function.name', 'function.arguments'].map((name) => `messages[2].tool_calls[0].${name}`),
];

/** JSON text of `full` with the member at a path written again, under another spelling of its name, or only under that. */
function written(path: string, spell: (name: string) => string, isAdded: boolean): string {
  const write = (value: unknown, at: string): string => {
    if (Array.isArray(value)) return `[${value.map((item, index) => write(item, `${at}[${index}]`)).join(',')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const members = Object.entries(value).flatMap(([name, inner]) => {
      const here = at === '' ? name : `${at}.${name}`;
      const text = write(inner, here);
      const plain = `"${name}":${text}`;
      if (here !== path) return [plain];
      return isAdded ? [plain, `"${spell(name)}":${text}`] : [`"${spell(name)}":${text}`];
    });
    return `{${members.join(',')}}`;
  };
  return write(full, '');
}

function problemOf(text: string): InvalidBody {
  try {
    readChatRequest(text);
  } catch (error) {
    if (error instanceof InvalidBody) return error;
    throw error;
  }
  throw new Error(`taken: ${text}`);
}

const upper = (name: string): string => name.toUpperCase();
const escaped = (name: string): string => `\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
const longS = (name: string): string => name.replace('s', 'ſ');
const inPath = (path: string, spell: (name: string) => string): string => path.replace(/[a-z_]+$/, spell);

describe('a governed member', () => {
  it.each(governed)('may not stand twice: %s', (path) => {
    expect(problemOf(written(path, (name) => name, true)).param).toBe(path);
    expect(problemOf(written(path, escaped, true)).param).toBe(path);
    expect(problemOf(written(path, upper, true)).param).toBe(inPath(path, upper));
  });

  it.each(governed)('may not stand in other letters: %s', (path) => {
    expect(problemOf(written(path, upper, false)).message).toMatch(/letter case|missing|needs|must be/);
  });

  it.each(['messages', 'stream', 'messages[2].tool_calls'])('may not hide behind a long s: %s', (path) => {
    expect(problemOf(written(path, longS, true)).message).toContain('more than once');
  });

  it('may be written with escapes', () => {
    expect(readChatRequest(written('model', escaped, false)).model.name).toBe('gpt');
  });

  it('is no other member that only looks alike', () => {
    for (const name of ['model_', 'models', 'mode1', 'MESSAGE', 'x-stream']) {
      expect(readChatRequest(JSON.stringify({ ...full, [name]: 1, another: { model: 1, MODEL: 2 } })).model.name).toBe(
        'gpt',
      );
    }
  });
});

describe('types', () => {
  it.each<[string, object, string | null]>([
    ['model', { model: 7 }, 'model'],
    ['model', { model: null }, 'model'],
    ['model', { model: ' \n' }, 'model'],
    ['messages', { messages: {} }, 'messages'],
    ['messages', { messages: null }, 'messages'],
    ['messages', { messages: [] }, 'messages'],
    ['a message', { messages: [null] }, 'messages[0]'],
    ['a role', { messages: [{ role: 'user' }, { role: 3 }] }, 'messages[1].role'],
    ['a role', { messages: [{ content: 'x' }] }, 'messages[0].role'],
    ['stream', { stream: 1 }, 'stream'],
    ['stream_options', { stream_options: 'x' }, 'stream_options'],
    ['include_usage', { stream_options: { include_usage: 'yes' } }, 'stream_options.include_usage'],
    ['response_format', { response_format: [] }, 'response_format'],
    ['metadata', { metadata: 'x' }, 'metadata'],
  ])('a wrong one of %s is named: %j', (_, change, param) => {
    expect(problemOf(JSON.stringify({ ...full, ...change })).param).toBe(param);
  });

  it.each([
    '',
    'nope',
    '[]',
    '"x"',
    'null',
    '{"model":"x"} {}',
    '{"model":01}',
    '{"model":"a\nb"}',
    "{'model':1}",
    '{"model":"x",}',
    '\uFEFF{}',
  ])('%j is no body', (text) => {
    expect(problemOf(text).param).toBeNull();
  });

  it('what we do not read is left alone, whatever it is', () => {
    const odd = {
      ...full,
      temperature: 'hot',
      tool_choice: { type: 'odd' },
      tools: 7,
      trace_id: 5,
      user: [],
      messages: [{ role: 'odd', content: 7, tool_calls: 'x' }],
    };
    const request = readChatRequest(JSON.stringify(odd));
    expect(request).toMatchObject({ stream: true, carried: { trace_id: null, session_id: 's' } });
  });

  it('null means absent', () => {
    const request = readChatRequest(
      '{"model":"m","messages":[{"role":"user"}],"stream":null,"stream_options":null,"response_format":null,"metadata":null,"tool_choice":null}',
    );
    expect(request).toMatchObject({ stream: false, usageAsked: false, needsStructure: false });
  });

  it('nesting may go to 64 and no further', () => {
    const nested = (levels: number): string =>
      `{"model":"m","messages":[{"role":"user"}],"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(readChatRequest(nested(63)).model.name).toBe('m');
    expect(problemOf(nested(64)).message).toContain('64');
  });
});

describe('what a request says of itself', () => {
  it.each<[object, boolean]>([
    [{}, false],
    [{ response_format: { type: 'text' }, tool_choice: 'auto' }, false],
    [{ tool_choice: 'none' }, false],
    [{ response_format: { type: 'json_object' } }, true],
    [{ response_format: { type: 'json_schema' } }, true],
    [{ tool_choice: 'required' }, true],
    [{ tool_choice: { type: 'function', function: { name: 'f' } } }, true],
  ])('whether the answer must have a form: %j', (more, needsStructure) => {
    expect(readChatRequest(JSON.stringify({ model: 'm', messages: [{ role: 'user' }], ...more })).needsStructure).toBe(
      needsStructure,
    );
  });
});

describe('texts', () => {
  it('are all strings and long numbers of the body with their scope; names that the API gives are none', () => {
    const request = readChatRequest(
      JSON.stringify({
        ...full,
        messages: [
          { role: 'system', content: 'a' },
          { role: 'developer', content: 'b' },
          {
            role: 'user',
            name: 'c',
            content: [
              { type: 'text', text: 'd' },
              { type: 'odd', deep: [{ odd_name: 'e' }] },
            ],
          },
          {
            role: 'assistant',
            content: 'f',
            reasoning: 'g',
            tool_calls: [{ id: 'call_1', function: { name: 'h', arguments: 'i' } }],
            function_call: { arguments: 'j' },
          },
          { role: 'tool', tool_call_id: 'call_1', content: 'k' },
          { role: 'function', name: 'l', content: 'm' },
          { role: 'odd', content: 'n' },
        ],
        tools: [
          {
            type: 'function',
            function: { name: 'o', parameters: { properties: { secret_name: { description: 'p' } } } },
          },
        ],
        user: 'q',
        seed: 12345678,
        n: 1234567,
      }),
    );
    expect(scopesByPlace(request)).toEqual({
      model: 'other',
      'messages[0].role': 'system',
      'messages[0].content': 'system',
      'messages[1].role': 'system',
      'messages[1].content': 'system',
      'messages[2].role': 'user',
      'messages[2].name': 'user',
      'messages[2].content[0].type': 'user',
      'messages[2].content[0].text': 'user',
      'messages[2].content[1].type': 'user',
      'messages[2].content[1]{1}': 'user',
      'messages[2].content[1].deep[0]{0}': 'user',
      'messages[2].content[1].deep[0].odd_name': 'user',
      'messages[3].role': 'assistant',
      'messages[3].content': 'assistant',
      'messages[3]{2}': 'assistant',
      'messages[3].reasoning': 'assistant',
      'messages[3].tool_calls[0].id': 'tool_call',
      'messages[3].tool_calls[0].function.name': 'tool_call',
      'messages[3].tool_calls[0].function.arguments': 'tool_call',
      'messages[3]{4}': 'tool_call',
      'messages[3].function_call.arguments': 'tool_call',
      'messages[4].role': 'tool_result',
      'messages[4].tool_call_id': 'tool_result',
      'messages[4].content': 'tool_result',
      'messages[5].role': 'tool_result',
      'messages[5].name': 'tool_result',
      'messages[5].content': 'tool_result',
      'messages[6].role': 'other',
      'messages[6].content': 'other',
      'tools[0].type': 'tool_definitions',
      'tools[0].function.name': 'tool_definitions',
      'tools[0].function.parameters.properties{0}': 'tool_definitions',
      'tools[0].function.parameters.properties.secret_name.description': 'tool_definitions',
      tool_choice: 'other',
      'response_format.type': 'other',
      'metadata.trace_id': 'other',
      'metadata.session_id': 'other',
      'metadata{0}': 'other',
      'metadata{1}': 'other',
      '{8}': 'tool_definitions',
      '{9}': 'other',
      trace_id: 'other',
      '{10}': 'other',
      session_id: 'other',
      '{11}': 'other',
      conversation: 'other',
      prompt_cache_key: 'other',
      user: 'other',
      seed: 'other',
    });
  });

  it('are decoded: what is scanned is what a model would read', () => {
    const request = readChatRequest(
      '{"model":"m","messages":[{"role":"user","content":"\\u0041\\ud83d\\udc4b\\n\\"\\/","\\u006bey":1}]}',
    );
    expect(request.texts.map(({ value }) => value)).toEqual(['m', 'user', 'A👋\n"/', 'key']);
  });

  it('say of audio and files, which are bare base64, that they cannot be read', () => {
    const parts = [
      { type: 'input_audio', input_audio: { data: 'QUJD', format: 'wav' } },
      { type: 'file', file: { file_data: 'QUJD' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,QUJD' } },
    ];
    const { texts } = readChatRequest(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: parts }] }));
    expect(texts.filter(({ value }) => value.startsWith('data:')).map(({ place, value }) => [place, value])).toEqual([
      ['messages[0].content[0].input_audio.data', 'data:audio/*;base64,'],
      ['messages[0].content[1].file.file_data', 'data:application/octet-stream;base64,'],
      ['messages[0].content[2].file.file_data', 'data:application/pdf;base64,QUJD'],
    ]);
  });
});
