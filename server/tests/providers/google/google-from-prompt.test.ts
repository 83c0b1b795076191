import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/platform/lossless-json.ts';
import { writeGoogleRequest } from '../../../src/providers/google/google-from-prompt.ts';
import { CannotCarry } from '../../../src/providers/interchange/losses.ts';
import type { Prompt, Tool } from '../../../src/providers/interchange/prompt.ts';
import { type BarePart, call, options, promptOf, requestContext, result, turns } from '../../support/prompt.ts';

const older = requestContext({ providerModel: 'gemini-2.5-flash' });
const newer = requestContext({ providerModel: 'gemini-3-flash-preview' });

function write(more: Partial<Prompt>, context = older) {
  const { body, notices } = writeGoogleRequest(promptOf(more), context);
  return { body: JSON.parse(JSON.stringify(body)) as Record<string, unknown>, notices };
}

const contents = (more: Partial<Prompt>, context = older) => write(more, context).body['contents'];

const refused = (more: Partial<Prompt>, context = older): string => {
  try {
    write(more, context);
  } catch (error) {
    if (error instanceof CannotCarry) return error.param;
    throw error;
  }
  return 'nothing';
};

const weather: Tool = {
  kind: 'function',
  name: 'weather',
  description: 'Tells the weather',
  parameters: {
    $schema: 'x',
    type: 'object',
    properties: { city: { type: ['string', 'null'] }, unit: { const: 'C' } },
  },
  strict: null,
  place: 'tools[0]',
};

describe('a conversation', () => {
  test('keeps its order; the system’s words go to their own place, wherever they stood', () => {
    const { body } = write({
      turns: turns(
        ['system', 'Be kind.'],
        ['user', 'Hi'],
        ['assistant', 'Hello!'],
        ['system', 'Be brief.'],
        ['user', 'Why?'],
      ),
    });
    expect(body).toEqual({
      systemInstruction: { parts: [{ text: 'Be kind.' }, { text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ text: 'Hello!' }] },
        { role: 'user', parts: [{ text: 'Why?' }] },
      ],
    });
  });

  test('of the system’s words alone is asked as a user would', () => {
    expect(write({ turns: turns(['system', 'Tell a joke.']) }).body).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Tell a joke.' }] }],
    });
  });

  test('has parallel calls together and their results directly after, in the order of the calls, under their names', () => {
    const written = contents({
      turns: turns(
        ['user', 'Weather and time?'],
        ['assistant', 'I look.', call('a', 'weather', '{"city":"Bonn"}')],
        ['assistant', call('b', 'time')],
        ['tool', result('b', '12:00')],
        ['tool', result('a', '{"degrees":21}')],
        ['user', 'Well?'],
      ),
    });
    expect(written).toEqual([
      { role: 'user', parts: [{ text: 'Weather and time?' }] },
      {
        role: 'model',
        parts: [
          { text: 'I look.' },
          { functionCall: { id: 'a', name: 'weather', args: { city: 'Bonn' } } },
          { functionCall: { id: 'b', name: 'time', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'a', name: 'weather', response: { degrees: 21 } } },
          { functionResponse: { id: 'b', name: 'time', response: { result: '12:00' } } },
        ],
      },
      { role: 'user', parts: [{ text: 'Well?' }] },
    ]);
  });

  test('has results directly after their calls even where the caller wrote words between', () => {
    const written = contents({
      turns: turns(
        ['user', 'Go'],
        ['assistant', call('a', 'run')],
        ['user', 'wait'],
        ['user', 'more', result('a', 'ok')],
      ),
    }) as { parts: object[] }[];
    expect(written.map(({ parts }) => Object.keys(parts[0] ?? {})[0])).toEqual([
      'text',
      'functionCall',
      'functionResponse',
      'text',
      'text',
    ]);
  });

  test('may even give one id to two calls at once: results are taken in their order', () => {
    const calls = [call('call_0', 'first'), call('call_0', 'second')];
    const written = contents({
      turns: turns(['user', 'Go'], ['assistant', ...calls], ['tool', result('call_0', '1'), result('call_0', '2')]),
    });
    expect(written).toContainEqual({
      role: 'user',
      parts: [
        { functionResponse: { id: 'call_0', name: 'first', response: { result: '1' } } },
        { functionResponse: { id: 'call_0', name: 'second', response: { result: '2' } } },
      ],
    });
  });

  test('may give the same call id in each step', () => {
    const step = (name: string): (readonly ['assistant' | 'tool', BarePart])[] => [
      ['assistant', call('call_0', name)],
      ['tool', result('call_0', name)],
    ];
    const written = contents({ turns: turns(['user', 'Go'], ...step('first'), ...step('second')) });
    expect(JSON.stringify(written)).toContain('"functionResponse":{"id":"call_0","name":"second"');
  });

  test.each<[string, string, Partial<Prompt>]>([
    [
      'a call without its result',
      'messages[1].content[0]',
      { turns: turns(['user', 'Go'], ['assistant', call('a', 'run')], ['user', 'and?']) },
    ],
    [
      'a result without its call',
      'messages[1].content[0]',
      { turns: turns(['user', 'Go'], ['tool', result('a', 'ok')]) },
    ],
    ['an image in the system’s words', 'messages[0].content[0]', { turns: turns(['system', image()]) }],
  ])('with %s is refused by its place', (_, param, more) => {
    expect(refused(more)).toBe(param);
  });

  test('may end with calls that nobody has answered yet', () => {
    expect(contents({ turns: turns(['user', 'Go'], ['assistant', call('a', 'run')]) })).toHaveLength(2);
  });
});

describe('a result of a tool', () => {
  const responseTo = (text: string, isError = false) => {
    const written = contents({
      turns: turns(['user', 'Go'], ['assistant', call('a', 'run')], ['tool', result('a', text, isError)]),
    }) as { parts: { functionResponse: { response: unknown } }[] }[];
    return written[2]?.parts[0]?.functionResponse.response;
  };

  test.each([
    ['an object is that object', '{"a":{"b":[1,null,"x"]}}', false, { a: { b: [1, null, 'x'] } }],
    ['another JSON value stays text', '[1,2]', false, { result: '[1,2]' }],
    [
      'an object with a number beyond a double stays text',
      '{"id":12345678901234567890}',
      false,
      { result: '{"id":12345678901234567890}' },
    ],
    ['what only looks like one stays text', '{"a":', false, { result: '{"a":' }],
    ['words are a result', 'sunny', false, { result: 'sunny' }],
    ['nothing is an empty result', '', false, { result: '' }],
    ['an error is told as one', 'no such file', true, { error: 'no such file' }],
  ])('%s', (_, text, isError, expected) => {
    expect(responseTo(text, isError)).toEqual(expected);
  });

  test('with an image holds it from Gemini 3 on, and has it beside it before', () => {
    const shot: BarePart = {
      kind: 'tool_result',
      id: 'a',
      isError: false,
      parts: [{ ...(image() as object), place: 'p' } as never],
    };
    const more = { turns: turns(['user', 'Go'], ['assistant', call('a', 'shoot')], ['tool', shot]) };
    const inline = { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgoAAA' } };
    const response = { id: 'a', name: 'shoot', response: { result: '' } };
    expect(contents(more)).toContainEqual({ role: 'user', parts: [{ functionResponse: response }, inline] });
    expect(contents(more, newer)).toContainEqual({
      role: 'user',
      parts: [{ functionResponse: { ...response, parts: [inline] } }],
    });
  });
});

describe('the arguments of a call', () => {
  const argsOf = (text: string) => {
    const { body } = writeGoogleRequest(
      promptOf({ turns: turns(['user', 'Go'], ['assistant', call('a', 'run', text)]) }),
      older,
    );
    return /"args":(.*)\}\}\]\}\]/.exec(JSON.stringify(body))?.[1];
  };

  test.each([
    [
      'keep the text of their numbers and the order of their members',
      '{"z":1.0,"a":12345678901234567890,"e":1e2}',
      '{"z":1.0,"a":12345678901234567890,"e":1e2}',
    ],
    ['that are missing are an empty object', '', '{}'],
    ['that are no object stay what they are, as text', '{"a":', '{"arguments":"{\\"a\\":"}'],
  ])('%s', (_, text, expected) => {
    expect(argsOf(text)).toBe(expected);
  });
});

describe('thought signatures', () => {
  const signed = (more: Partial<Prompt>, context = newer) =>
    (contents(more, context) as { parts: { thoughtSignature?: string }[] }[]).map(({ parts }) =>
      parts.map(({ thoughtSignature }) => thoughtSignature ?? null),
    );
  const twoCalls = (signature: string | null = null) =>
    turns(
      ['user', 'Go'],
      ['assistant', call('a', 'run', '{}', signature), call('b', 'run')],
      ['tool', result('a', 'ok'), result('b', 'ok')],
    );

  test('go back with the call that they came with', () => {
    expect(signed({ turns: twoCalls('sig-own') })[1]).toEqual(['sig-own', null]);
  });

  test('that the caller lost are those remembered, for older models too', () => {
    const signatureOf = (id: string) => (id === 'a' ? 'sig-remembered' : null);
    expect(signed({ turns: twoCalls() }, { ...newer, signatureOf })[1]).toEqual(['sig-remembered', null]);
    expect(signed({ turns: twoCalls() }, { ...older, signatureOf })[1]).toEqual(['sig-remembered', null]);
  });

  test('of calls that another model made are Google’s own word for that, with a notice, only where they are asked for', () => {
    expect(signed({ turns: twoCalls() })[1]).toEqual(['skip_thought_signature_validator', null]);
    expect(write({ turns: twoCalls() }, newer).notices.join()).toContain('thought signature');
    expect(signed({ turns: twoCalls() }, older)[1]).toEqual([null, null]);
    expect(write({ turns: twoCalls() }, older).notices).toEqual([]);
    const past = { turns: [...twoCalls(), ...turns(['assistant', 'Done.'], ['user', 'Thanks!'])] };
    expect(signed(past)[1]).toEqual([null, null]);
    expect(write(past, newer).notices).toEqual([]);
  });

  test('of thoughts go with what came after them; thoughts of other families stay at home, with a notice', () => {
    const { body, notices } = write({
      turns: turns(
        ['user', 'Go'],
        ['assistant', { kind: 'thinking', text: 'Hm.', signature: 'sig-1', by: 'google' }, 'Well.'],
        ['user', 'And?'],
        ['assistant', { kind: 'thinking', text: 'Secret.', signature: 'sig-2', by: 'anthropic' }, 'So.'],
        ['assistant', { kind: 'thinking', text: 'Plain.', signature: null, by: null }],
      ),
    });
    expect(body['contents']).toEqual([
      { role: 'user', parts: [{ text: 'Go' }] },
      {
        role: 'model',
        parts: [
          { text: 'Hm.', thought: true },
          { text: 'Well.', thoughtSignature: 'sig-1' },
        ],
      },
      { role: 'user', parts: [{ text: 'And?' }] },
      { role: 'model', parts: [{ text: 'So.' }] },
    ]);
    expect(notices.join()).toContain('messages[3].content[0], messages[4].content[0]');
  });
});

describe('media', () => {
  const partOf = (part: BarePart) =>
    (contents({ turns: turns(['user', part]) }) as { parts: unknown[] }[])[0]?.parts[0];

  test.each<[string, BarePart, unknown]>([
    ['an image', image(), { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgoAAA' } }],
    [
      'an address',
      { kind: 'image', detail: null, media: { from: 'url', url: 'https://example.com/a.JPG?x=1' } },
      { fileData: { mimeType: 'image/jpeg', fileUri: 'https://example.com/a.JPG?x=1' } },
    ],
    [
      'an address that tells no type',
      { kind: 'file', name: null, media: { from: 'url', url: 'https://example.com/report' } },
      { fileData: { fileUri: 'https://example.com/report' } },
    ],
    [
      'a recording',
      { kind: 'audio', format: 'wav', data: 'UklGRg' },
      { inlineData: { mimeType: 'audio/wav', data: 'UklGRg' } },
    ],
    [
      'a PDF without its type',
      { kind: 'file', name: 'a.bin', media: { from: 'base64', mediaType: null, data: 'JVBERi0xLjcK' } },
      { inlineData: { mimeType: 'application/pdf', data: 'JVBERi0xLjcK' } },
    ],
    ['a text', { kind: 'file', name: null, media: { from: 'text', text: 'lines' } }, { text: 'lines' }],
  ])('%s is carried', (_, part, expected) => {
    expect(partOf(part)).toEqual(expected);
  });

  test.each<[string, BarePart]>([
    ['a file that another provider keeps', { kind: 'file', name: null, media: { from: 'file_id', id: 'file-1' } }],
    [
      'an address that Google cannot reach',
      { kind: 'image', detail: null, media: { from: 'url', url: 'http://10.0.0.1/a.png' } },
    ],
    [
      'bytes of no known type',
      { kind: 'file', name: 'a.xyz', media: { from: 'base64', mediaType: null, data: 'AAAA' } },
    ],
    ['a part that nobody knows', { kind: 'other', type: 'hologram' }],
  ])('%s is refused', (_, part) => {
    expect(refused({ turns: turns(['user', part]) })).toBe('messages[0].content[0]');
  });
});

describe('tools', () => {
  test('keep their JSON schema whole', () => {
    expect(write({ tools: [weather] }).body['tools']).toEqual([
      {
        functionDeclarations: [
          { name: 'weather', description: 'Tells the weather', parametersJsonSchema: weather.parameters },
        ],
      },
    ]);
  });

  test.each<[Prompt['toolChoice'], unknown]>([
    [{ type: 'auto', param: 'tool_choice' }, { mode: 'AUTO' }],
    [{ type: 'none', param: 'tool_choice' }, { mode: 'NONE' }],
    [{ type: 'required', param: 'tool_choice' }, { mode: 'ANY' }],
    [
      { type: 'tool', name: 'weather', param: 'tool_choice' },
      { mode: 'ANY', allowedFunctionNames: ['weather'] },
    ],
  ])('are chosen as asked: %o', (toolChoice, functionCallingConfig) => {
    expect(write({ tools: [weather], toolChoice }).body['toolConfig']).toEqual({ functionCallingConfig });
  });

  test('that are none need no choice; one that forces them is refused', () => {
    expect(write({ toolChoice: { type: 'auto', param: 'tool_choice' } }).body).not.toHaveProperty('toolConfig');
    expect(refused({ toolChoice: { type: 'required', param: 'tool_choice' } })).toBe('tool_choice');
    expect(refused({ tools: [weather], toolChoice: { type: 'other', param: 'tool_choice' } })).toBe('tool_choice');
  });

  test('of a provider’s own are refused', () => {
    expect(refused({ tools: [{ ...weather, kind: 'other', name: 'web_search' }] })).toBe('tools[0]');
  });
});

describe('options', () => {
  const config = (values: Record<string, unknown>, context = older) =>
    write({ options: options(values) }, context).body['generationConfig'];

  test('have the names that Google gives them', () => {
    const values = {
      maxTokens: 100,
      temperature: 0.2,
      topP: 0.9,
      topK: 40,
      seed: 7,
      stop: ['END'],
      presencePenalty: 0.5,
      frequencyPenalty: -0.5,
      logprobs: true,
      topLogprobs: 3,
    };
    expect(config(values)).toEqual({
      maxOutputTokens: 100,
      temperature: 0.2,
      topP: 0.9,
      topK: 40,
      seed: 7,
      stopSequences: ['END'],
      presencePenalty: 0.5,
      frequencyPenalty: -0.5,
      responseLogprobs: true,
      logprobs: 3,
    });
  });

  test('keep the text of a number', () => {
    const { body } = writeGoogleRequest(promptOf({ options: options({ temperature: parseJson('1.0') }) }), older);
    expect(JSON.stringify(body)).toContain('"temperature":1.0');
  });

  test('ask for JSON, with a schema or without', () => {
    const schema = { type: 'object', properties: { a: { type: 'number' } } };
    expect(config({ format: { type: 'json_object' } })).toEqual({ responseMimeType: 'application/json' });
    expect(config({ format: { type: 'json_schema', name: 'x', description: null, schema, strict: true } })).toEqual({
      responseMimeType: 'application/json',
      responseJsonSchema: schema,
    });
  });

  test.each([
    ['gemini-3-flash-preview', { reasoningEffort: 'low' }, { thinkingLevel: 'low' }],
    ['gemini-3-flash-preview', { reasoningEffort: 'none' }, { thinkingLevel: 'minimal' }],
    ['gemini-3-pro-preview', { reasoningEffort: 'none' }, { thinkingLevel: 'low' }],
    ['gemini-3-pro-preview', { reasoningEffort: 'medium' }, { thinkingLevel: 'high' }],
    ['gemini-3.1-pro-preview', { reasoningEffort: 'medium' }, { thinkingLevel: 'medium' }],
    ['gemini-flash-latest', { reasoningEffort: 'xhigh' }, { thinkingLevel: 'high' }],
    ['gemini-3-flash-preview', { reasoningBudget: 16_000 }, { thinkingLevel: 'high', includeThoughts: true }],
    ['gemini-3-flash-preview', { reasoningBudget: 0 }, { thinkingLevel: 'minimal' }],
    ['gemini-3-flash-preview', { reasoningAdaptive: true }, { includeThoughts: true }],
    [
      'gemini-2.5-flash',
      { reasoningEffort: 'medium', reasoningSummary: 'auto' },
      { thinkingBudget: 8192, includeThoughts: true },
    ],
    ['gemini-2.5-flash', { reasoningEffort: 'none' }, { thinkingBudget: 0 }],
    ['gemini-2.5-pro', { reasoningEffort: 'none' }, { thinkingBudget: 128 }],
    ['gemini-2.5-flash', { reasoningBudget: 31_999 }, { thinkingBudget: 24_576, includeThoughts: true }],
    ['gemini-2.5-pro', { reasoningBudget: 31_999 }, { thinkingBudget: 31_999, includeThoughts: true }],
    ['gemini-2.5-flash', { reasoningAdaptive: true }, { thinkingBudget: -1, includeThoughts: true }],
    ['gemini-2.0-flash', { reasoningEffort: 'high' }, undefined],
  ])('say to %s how much to think: %o', (providerModel, values, expected) => {
    const written = config(values, requestContext({ providerModel })) as { thinkingConfig?: unknown } | undefined;
    expect(written?.thinkingConfig).toEqual(expected);
  });

  test('that are only nearly meant, or hints, are noted', () => {
    const { notices } = write(
      {
        options: options({ reasoningEffort: 'none', promptCacheKey: 'x', user: 'ada' }),
        unknown: { vendor: 1 },
      },
      requestContext({ providerModel: 'gemini-3-pro' }),
    );
    expect(notices).toEqual(['Converted to Google Gemini; left out: promptCacheKey, user, vendor, reasoningEffort.']);
  });

  test.each([
    ['logitBias', { a: 1 }],
    ['choices', 2],
    ['audio', { voice: 'x' }],
    ['webSearch', {}],
    ['modalities', ['text', 'audio']],
    ['reasoningEffort', 'enormous'],
  ])('that would change the answer are refused: %s', (name, value) => {
    expect(refused({ options: options({ [name]: value }) })).toBe(name);
  });
});

function image(): BarePart {
  return { kind: 'image', detail: null, media: { from: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgoAAA' } };
}
