import { describe, expect, test } from 'vitest';
import { CannotCarry } from '../../../src/providers/interchange/losses.ts';
import type { Prompt, Tool } from '../../../src/providers/interchange/prompt.ts';
import { writeOllamaRequest } from '../../../src/providers/ollama/ollama-from-prompt.ts';
import { type BarePart, call, options, promptOf, requestContext, result, turns } from '../../support/prompt.ts';

const context = requestContext({ providerModel: 'qwen3:8b' });

function write(more: Partial<Prompt>) {
  const { body, notices } = writeOllamaRequest(promptOf(more), context);
  return { body: JSON.parse(JSON.stringify(body)) as Record<string, unknown>, notices };
}

const refused = (more: Partial<Prompt>): string => {
  try {
    write(more);
  } catch (error) {
    if (error instanceof CannotCarry) return error.param;
    throw error;
  }
  return 'nothing';
};

const tool: Tool = {
  kind: 'function',
  name: 'weather',
  description: 'Tells the weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
  strict: null,
  place: 'tools[0]',
};

describe('a conversation', () => {
  test('is written message by message: images as base64, calls as objects, results by name and id', () => {
    const image: BarePart = {
      kind: 'image',
      detail: null,
      media: { from: 'base64', mediaType: 'image/png', data: 'iVBO' },
    };
    const { body } = write({
      turns: turns(
        ['system', 'Be kind.'],
        ['user', 'What is', 'this?', image],
        [
          'assistant',
          { kind: 'thinking', text: 'A city.', signature: null, by: null },
          'I look.',
          call('call_1', 'weather', '{"city":"Bonn"}'),
        ],
        ['tool', result('call_1', 'sunny')],
      ),
    });
    expect(body).toEqual({
      model: 'qwen3:8b',
      stream: false,
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'What is\nthis?', images: ['iVBO'] },
        {
          role: 'assistant',
          content: 'I look.',
          thinking: 'A city.',
          tool_calls: [{ id: 'call_1', function: { name: 'weather', arguments: { city: 'Bonn' } } }],
        },
        { role: 'tool', content: 'sunny', tool_name: 'weather', tool_call_id: 'call_1' },
      ],
    });
  });

  test('has results and words of one turn as messages of their own', () => {
    const { body } = write({
      turns: turns(
        ['assistant', call('a', 'run'), call('b', 'stop')],
        ['user', result('a', '1'), result('b', '2'), 'And?'],
      ),
    });
    expect(
      (body['messages'] as { role: string; tool_name?: string }[]).map(({ role, tool_name }) => [role, tool_name]),
    ).toEqual([
      ['assistant', undefined],
      ['tool', 'run'],
      ['tool', 'stop'],
      ['user', undefined],
    ]);
  });

  test('has neighbouring turns of the assistant as one message, so that parallel calls stand together', () => {
    const { body } = write({
      turns: turns(['assistant', 'I look.'], ['assistant', call('a', 'run')], ['assistant', call('b', 'stop')]),
    });
    expect(body['messages']).toMatchObject([{ content: 'I look.', tool_calls: [{ id: 'a' }, { id: 'b' }] }]);
  });

  test('keeps the numbers in a call’s arguments as they were written', () => {
    const { body } = writeOllamaRequest(
      promptOf({ turns: turns(['assistant', call('a', 'run', '{"id":12345678901234567890,"x":1.0}')]) }),
      context,
    );
    expect(JSON.stringify(body)).toContain('"arguments":{"id":12345678901234567890,"x":1.0}');
  });

  test('leaves signed thoughts at home and errors unmarked, with a notice', () => {
    const { notices } = write({
      turns: turns(
        ['assistant', { kind: 'thinking', text: 'Hm.', signature: 'sig', by: 'anthropic' }, call('a', 'run')],
        ['tool', result('a', 'no such file', true)],
      ),
    });
    expect(notices).toEqual([
      'Converted to Ollama chat; left out: messages[0].content[0], messages[1].content[0].is_error.',
    ]);
  });

  test.each<[string, string, Prompt['turns']]>([
    [
      'an image by its address',
      'messages[0].content[0]',
      turns(['user', { kind: 'image', detail: null, media: { from: 'url', url: 'https://example.com/a.png' } }]),
    ],
    ['a recording', 'messages[0].content[0]', turns(['user', { kind: 'audio', format: 'wav', data: 'UklG' }])],
    [
      'a PDF',
      'messages[0].content[0]',
      turns(['user', { kind: 'file', name: 'a.pdf', media: { from: 'base64', mediaType: null, data: 'JVBE' } }]),
    ],
    ['a result without its call', 'messages[0].content[0]', turns(['tool', result('a', 'ok')])],
  ])('with %s is refused by its place', (_, param, list) => {
    expect(refused({ turns: list })).toBe(param);
  });

  test('carries a file of text', () => {
    const { body } = write({
      turns: turns(['user', { kind: 'file', name: null, media: { from: 'text', text: 'lines' } }]),
    });
    expect(body['messages']).toEqual([{ role: 'user', content: 'lines' }]);
  });
});

describe('tools', () => {
  test('are carried whole; one without parameters gets an empty schema', () => {
    const bare = { ...tool, name: 'now', description: null, parameters: null };
    expect(write({ tools: [tool, bare] }).body['tools']).toEqual([
      {
        type: 'function',
        function: { name: 'weather', description: 'Tells the weather', parameters: tool.parameters },
      },
      { type: 'function', function: { name: 'now', parameters: { type: 'object', properties: {} } } },
    ]);
  });

  test('are left out where none may be called, and cannot be forced', () => {
    expect(write({ tools: [tool], toolChoice: { type: 'auto', param: 'tool_choice' } }).body).toHaveProperty('tools');
    expect(write({ tools: [tool], toolChoice: { type: 'none', param: 'tool_choice' } }).body).not.toHaveProperty(
      'tools',
    );
    expect(write({ tools: [tool], toolChoice: { type: 'none', param: 'tool_choice' } }).notices.join()).toContain(
      'tools[0]',
    );
    expect(refused({ tools: [tool], toolChoice: { type: 'required', param: 'tool_choice' } })).toBe('tool_choice');
    expect(refused({ tools: [tool], toolChoice: { type: 'tool', name: 'weather', param: 'tool_choice' } })).toBe(
      'tool_choice',
    );
  });
});

describe('options', () => {
  const written = (values: Record<string, unknown>) => write({ options: options(values), stream: true }).body;

  test('have the names that Ollama gives them; how long the model stays is never said', () => {
    const values = {
      maxTokens: 100,
      temperature: 0.2,
      topP: 0.9,
      topK: 40,
      minP: 0.1,
      seed: 7,
      stop: ['END'],
      presencePenalty: 1,
      frequencyPenalty: 0.5,
    };
    expect(written({ ...values, logprobs: true, topLogprobs: 2 })).toEqual({
      model: 'qwen3:8b',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
      logprobs: true,
      top_logprobs: 2,
      options: {
        num_predict: 100,
        temperature: 0.2,
        top_p: 0.9,
        top_k: 40,
        min_p: 0.1,
        seed: 7,
        stop: ['END'],
        presence_penalty: 1,
        frequency_penalty: 0.5,
      },
    });
  });

  test('ask for JSON, with a schema or without', () => {
    const schema = { type: 'object' };
    expect(written({ format: { type: 'json_object' } })['format']).toBe('json');
    expect(
      written({ format: { type: 'json_schema', name: 'x', description: null, schema, strict: null } })['format'],
    ).toEqual(schema);
  });

  test.each([
    [{ reasoningEffort: 'none' }, false],
    [{ reasoningEffort: 'minimal' }, 'low'],
    [{ reasoningEffort: 'medium' }, 'medium'],
    [{ reasoningEffort: 'max' }, 'high'],
    [{ reasoningBudget: 0 }, false],
    [{ reasoningBudget: 4000 }, true],
    [{ reasoningBudget: 4000, reasoningEffort: 'high' }, 'high'],
    [{ reasoningAdaptive: true }, undefined],
    [{}, undefined],
  ])('say how much to think: %o', (values, think) => {
    expect(written(values)['think']).toBe(think);
  });

  test.each([
    ['logitBias', { a: 1 }],
    ['choices', 2],
    ['webSearch', {}],
    ['modalities', ['audio']],
    ['reasoningEffort', 'enormous'],
  ])('that would change the answer are refused: %s', (name, value) => {
    expect(refused({ options: options({ [name]: value }) })).toBe(name);
  });
});
