import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { AzureOpenAI } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';

let standIn: StandIn;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  standIn = await startStandIn();
  openai = new OpenAI({ baseURL: standIn.url, apiKey: 'sk-test', maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: standIn.origin, apiKey: 'sk-test', maxRetries: 0 });
});
afterAll(() => standIn.close());
afterEach(() => standIn.reset());

const parameters = { type: 'object', properties: { city: { type: 'string' } } } as const;
const question = 'Use get_weather for Berlin.';
const args = { city: 'sample' };
const thought = 'First I look at what was asked, then I answer it.';

async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${standIn.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
const google = (method: string, model: string, body: object): Promise<Response> =>
  post(`/v1beta/models/${model}:${method}`, body, { 'x-goog-api-key': 'k' });
const says = (text: string): object => ({ contents: [{ role: 'user', parts: [{ text }] }] });
const functionsOf = (schema: object): object[] => [{ functionDeclarations: [{ name: 'get_weather', ...schema }] }];

describe('messages, through the official client', () => {
  const tools = [{ name: 'get_weather', input_schema: parameters }];
  const asked = { model: 'stand-in-reasoning', max_tokens: 100 };

  test('the same answer whole and streamed, with thinking, usage and calls of tools', async () => {
    const body = { ...asked, messages: [{ role: 'user' as const, content: question }], tools };
    const whole = await anthropic.messages.create(body);
    const streamed = await anthropic.messages.stream(body).finalMessage();
    for (const message of [whole, streamed]) {
      expect(message).toMatchObject({
        stop_reason: 'tool_use',
        content: [
          { type: 'thinking', thinking: thought, signature: expect.stringMatching(/^c3RhbmQtaW4h/) as unknown },
          { type: 'tool_use', name: 'get_weather', input: args },
        ],
      });
    }
    expect(streamed.usage).toMatchObject({ input_tokens: 7, output_tokens: whole.usage.output_tokens });
    const after = await anthropic.messages.create({
      ...body,
      messages: [
        ...body.messages,
        { role: 'assistant', content: whole.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: idIn(whole), content: 'sunny' }] },
      ],
    });
    expect(after.content.at(-1)).toMatchObject({ type: 'text', text: 'The tool says: sunny' });
  });

  test('counts tokens, and parts of the prompt that the cache has beside the input', async () => {
    const messages = [{ role: 'user' as const, content: 'Hello there, you' }];
    expect(await anthropic.messages.countTokens({ model: 'm', messages })).toEqual({ input_tokens: 5 });
    const { usage } = await anthropic.messages.create({ ...asked, model: 'stand-in-cached+writescache', messages });
    expect(usage).toMatchObject({ input_tokens: 1, cache_read_input_tokens: 2, cache_creation_input_tokens: 1 });
  });

  const use = {
    role: 'assistant' as const,
    content: [{ type: 'tool_use' as const, id: 'toolu_1', name: 'f', input: {} }],
  };
  const hello = { role: 'user' as const, content: 'Hello' };
  const result = { type: 'tool_result' as const, tool_use_id: 'toolu_1', content: 'x' };
  test.each<[string, object, string]>([
    ['no max_tokens', { max_tokens: undefined }, 'max_tokens: Field required'],
    ['an unknown member', { n: 1 }, 'n: Extra inputs are not permitted'],
    ['an empty text', { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }, 'must be non-empty'],
    ['a call without a result', { messages: [hello, use, hello] }, 'without `tool_result` blocks immediately after'],
    [
      'text before results',
      { messages: [hello, use, { role: 'user', content: [{ type: 'text', text: 'a' }, result] }] },
      'immediately after',
    ],
    ['a result without a call', { messages: [{ role: 'user', content: [result] }] }, 'unexpected `tool_use_id`'],
    [
      'an id of other characters',
      { messages: [hello, { role: 'assistant', content: [{ ...use.content[0], id: 'a.b' }] }] },
      'should match pattern',
    ],
    [
      'arguments as text',
      { messages: [hello, { role: 'assistant', content: [{ ...use.content[0], input: '{}' }] }] },
      'valid dictionary',
    ],
    ['a choice without tools', { tool_choice: { type: 'auto' } }, 'while providing tools'],
    [
      'a thought with another signature',
      { messages: [hello, { role: 'assistant', content: [{ type: 'thinking', thinking: 'a', signature: 'b' }] }] },
      'Invalid `signature`',
    ],
  ])('refuses %s', async (_, more, message) => {
    const body = {
      model: 'm',
      max_tokens: 9,
      messages: [hello],
      ...more,
    } as unknown as Anthropic.MessageCreateParamsNonStreaming;
    await expect(anthropic.messages.create(body)).rejects.toMatchObject({
      status: 400,
      error: {
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringContaining(message) as unknown },
      },
    });
  });

  test('refuses a request without its version or key', async () => {
    const body = { model: 'm', max_tokens: 9, messages: [hello] };
    expect((await post('/v1/messages', body, { 'x-api-key': 'k' })).status).toBe(400);
    expect((await post('/v1/messages', body, { 'anthropic-version': '2023-06-01' })).status).toBe(401);
  });

  test('lists models in this shape', async () => {
    expect((await anthropic.models.list()).data[0]).toMatchObject({ type: 'model', id: 'stand-in-plain' });
    expect((await openai.models.list()).data[0]).toMatchObject({ object: 'model', id: 'stand-in-plain' });
  });

  test.each([
    ['refusal', 'refusal'],
    ['length', 'max_tokens'],
    ['filtered', 'refusal'],
  ])('ends with %s as %s', async (behaviour, reason) => {
    const body = { ...asked, model: `stand-in-${behaviour}`, messages: [hello] };
    expect((await anthropic.messages.create(body)).stop_reason).toBe(reason);
  });
});

function idIn({ content }: Anthropic.Message): string {
  return content.find((block) => block.type === 'tool_use')?.id ?? '';
}

describe('responses, through the official client', () => {
  const tools = [{ type: 'function' as const, name: 'get_weather', parameters, strict: false }];

  test('the same answer whole and streamed, with reasoning, calls and numbered events', async () => {
    const body = {
      model: 'stand-in-reasoning',
      input: question,
      tools,
      include: ['reasoning.encrypted_content' as const],
    };
    const whole = await openai.responses.create(body);
    const stream = openai.responses.stream(body);
    const numbers: number[] = [];
    stream.on('event', ({ sequence_number: number }) => numbers.push(number));
    for (const response of [whole, await stream.finalResponse()]) {
      expect(response).toMatchObject({
        status: 'completed',
        output: [
          { type: 'reasoning', summary: [{ text: thought }], encrypted_content: expect.any(String) as unknown },
          { type: 'function_call', name: 'get_weather', arguments: JSON.stringify(args) },
        ],
      });
    }
    expect(numbers).toEqual(numbers.map((_, index) => index));
    const call = whole.output.find((item) => item.type === 'function_call');
    const after = await openai.responses.create({
      ...body,
      input: [
        { role: 'user', content: question },
        ...(whole.output as OpenAI.Responses.ResponseInputItem[]),
        { type: 'function_call_output', call_id: call?.call_id ?? '', output: 'sunny' },
      ],
    });
    expect(after.output_text).toBe('The tool says: sunny');
  });

  test('refusals, cut answers and failures', async () => {
    const create = (behaviour: string) => openai.responses.create({ model: `stand-in-${behaviour}`, input: 'Hello' });
    expect(await create('length')).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    expect((await create('refusal')).output).toMatchObject([{ content: [{ type: 'refusal' }] }]);
    const typesOf = async (behaviour: string): Promise<string[]> => {
      const types: string[] = [];
      const body = { model: `stand-in-${behaviour}`, input: 'Hello', stream: true } as const;
      for await (const { type } of await openai.responses.create(body)) types.push(type);
      return types;
    };
    expect((await typesOf('failed-2')).slice(-2)).toEqual(['response.output_text.delta', 'response.failed']);
    await expect(typesOf('errorevent-2')).rejects.toThrow('The server had an error.');
  });

  const call = { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' };
  test.each<[string, object]>([
    ['messages', { messages: [] }],
    ['a part of chat', { input: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }] }],
    ['a call without output', { input: [call] }],
    ['an output without call', { input: [{ type: 'function_call_output', call_id: 'call_1', output: 'x' }] }],
    ['a tool of chat', { tools: [{ type: 'function', function: { name: 'f' } }] }],
    ['an id of another kind', { input: [{ ...call, id: 'call_1' }] }],
    ['reasoning that another account sealed', { input: [{ type: 'reasoning', summary: [], encrypted_content: 'x' }] }],
  ])('refuses %s', async (_, more) => {
    const body = { model: 'm', input: 'Hello', ...more } as OpenAI.Responses.ResponseCreateParamsNonStreaming;
    await expect(openai.responses.create(body)).rejects.toMatchObject({ status: 400 });
  });
});

describe('embeddings, through the official client and raw', () => {
  test('are equal for equal texts in each protocol', async () => {
    const { data, usage } = await openai.embeddings.create({ model: 'm', input: ['one', 'two'], dimensions: 4 });
    const plain = await openai.embeddings.create({ model: 'm', input: 'one', dimensions: 4, encoding_format: 'float' });
    expect(data[0]?.embedding).toHaveLength(4);
    expect(data[0]?.embedding[0]).toBeCloseTo(plain.data[0]?.embedding[0] ?? 0, 5);
    expect(data[0]?.embedding).not.toEqual(data[1]?.embedding);
    expect(usage).toEqual({ prompt_tokens: 2, total_tokens: 2 });
    const request = { model: 'models/m', content: { parts: [{ text: 'one' }] }, outputDimensionality: 4 };
    const batch = await google('batchEmbedContents', 'm', { requests: [request] });
    expect(await batch.json()).toMatchObject({ embeddings: [{ values: plain.data[0]?.embedding }] });
    const embed = await post('/api/embed', { model: 'm', input: ['one'], dimensions: 4 });
    expect(await embed.json()).toMatchObject({ embeddings: [plain.data[0]?.embedding], prompt_eval_count: 1 });
  });

  test('refuse an empty text', async () => {
    await expect(openai.embeddings.create({ model: 'm', input: '' })).rejects.toMatchObject({ status: 400 });
  });
});

describe('Gemini', () => {
  test('answers whole and in events with CRLF, each with usage, without ids of calls and [DONE]', async () => {
    const body = { ...says(question), tools: functionsOf({ parametersJsonSchema: parameters }) };
    const whole = await (await google('generateContent', 'stand-in-reasoning', body)).json();
    expect(whole).toMatchObject({
      candidates: [
        {
          finishReason: 'STOP',
          content: { parts: [{ text: thought, thought: true }, { functionCall: { name: 'get_weather', args } }] },
        },
      ],
      usageMetadata: { promptTokenCount: 7, thoughtsTokenCount: 13 },
    });
    const text = await (await google('streamGenerateContent?alt=sse', 'stand-in-plain', says('Hello'))).text();
    const events = text.split('\r\n\r\n').filter((event) => event !== '');
    const parsed = events.map((event) => JSON.parse(event.slice('data: '.length)) as { usageMetadata?: unknown });
    expect(parsed.every(({ usageMetadata }) => usageMetadata !== undefined)).toBe(true);
    expect(parsed.at(-1)).toMatchObject({ candidates: [{ finishReason: 'STOP' }] });
    expect(JSON.stringify(parsed[0])).toContain('You');
    expect(text).not.toContain('[DONE]');
  });

  const user = { role: 'user', parts: [{ text: 'Hello' }] };
  const called = { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] };
  const answered = { role: 'user', parts: [{ functionResponse: { name: 'f', response: { output: 'x' } } }] };
  test.each<[string, object, string]>([
    [
      '$schema in parameters',
      { ...says('x'), tools: functionsOf({ parameters: { $schema: 'x', type: 'object' } }) },
      '"$schema"',
    ],
    [
      'a list of types',
      { ...says('x'), tools: functionsOf({ parameters: { type: ['string', 'null'] } }) },
      'not repeating',
    ],
    ['an unknown member', { ...says('x'), stream: true }, 'Unknown name "stream"'],
    ['an unknown option', { ...says('x'), generationConfig: { max_tokens: 1 } }, 'Unknown name "max_tokens"'],
    ['no parts', { contents: [{ role: 'user', parts: [] }] }, 'must not be empty'],
    ['a response without call', { contents: [user, answered] }, 'immediately after a function call turn'],
    [
      'fewer responses than calls',
      { contents: [user, { ...called, parts: [...called.parts, ...called.parts] }, answered] },
      'number of function response parts',
    ],
    [
      'a response that is no object',
      { contents: [user, called, { role: 'user', parts: [{ functionResponse: { name: 'f', response: 'x' } }] }] },
      'Invalid value',
    ],
    ['another role', { contents: [{ ...user, role: 'assistant' }] }, 'valid role'],
  ])('refuses %s', async (_, body, message) => {
    const answer = await google('generateContent', 'm', body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.stringContaining(message) as unknown },
    });
  });

  test('wants signatures back where they are signed, and its key in a header', async () => {
    const tools = functionsOf({ parameters });
    const first = await google('generateContent', 'stand-in-signatures', { ...says(question), tools });
    const { candidates } = (await first.json()) as {
      candidates: [{ content: { parts: [{ thoughtSignature: string }] } }];
    };
    const again = (parts: object[]): Promise<Response> =>
      google('generateContent', 'stand-in-signatures', {
        contents: [
          user,
          { role: 'model', parts },
          { ...answered, parts: [{ functionResponse: { name: 'get_weather', response: {} } }] },
        ],
      });
    const [part] = candidates[0].content.parts;
    expect((await again([part])).status).toBe(200);
    expect((await again([{ functionCall: { name: 'get_weather', args } }])).status).toBe(400);
    expect((await again([{ ...part, thoughtSignature: part.thoughtSignature.slice(1) }])).status).toBe(400);
    expect((await post('/v1beta/models/m:generateContent', says('x'), { authorization: 'Bearer k' })).status).toBe(403);
  });

  test('a prompt that is blocked has no candidates', async () => {
    const answer: unknown = await (await google('generateContent', 'stand-in-filterprompt', says('x'))).json();
    expect(answer).toMatchObject({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } });
    expect(answer).not.toHaveProperty('candidates');
  });

  test('lists models', async () => {
    const answer = await fetch(`${standIn.origin}/v1beta/models`, { headers: { 'x-goog-api-key': 'k' } });
    expect(await answer.json()).toMatchObject({ models: [{ name: 'models/stand-in-plain' }, {}] });
  });
});

describe('Ollama', () => {
  const messages = [{ role: 'user', content: question }];
  test('streams lines of JSON unless told not to', async () => {
    const answer = await post('/api/chat', {
      model: 'stand-in-reasoning',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    const lines = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { message: { content: string } });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(lines.map(({ message }) => message.content).join('')).toBe('You said: Hello');
    expect(lines.at(-1)).toMatchObject({ done: true, done_reason: 'stop', prompt_eval_count: 2 });
  });

  test('calls tools with arguments as an object, and refuses them as text', async () => {
    const tools = [{ type: 'function', function: { name: 'get_weather', parameters } }];
    const answer = await post('/api/chat', { model: 'm', messages, tools, stream: false });
    expect(await answer.json()).toMatchObject({
      message: { tool_calls: [{ function: { name: 'get_weather', arguments: args } }] },
    });
    const text = [{ function: { name: 'f', arguments: '{}' } }];
    const refused = await post('/api/chat', {
      model: 'm',
      messages: [...messages, { role: 'assistant', content: '', tool_calls: text }],
    });
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: expect.stringContaining('cannot unmarshal') as unknown },
    ]);
  });

  test('lists models', async () => {
    expect(await (await fetch(`${standIn.origin}/api/tags`)).json()).toMatchObject({
      models: [{ name: 'stand-in-plain' }, {}],
    });
  });
});

describe('Azure, through the official client', () => {
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  const client = (): AzureOpenAI =>
    new AzureOpenAI({ endpoint: standIn.origin, apiKey: 'k', apiVersion: '2024-10-21', maxRetries: 0 });

  test('answers at deployments, with what its filter found', async () => {
    const answer = await client().chat.completions.create({ model: 'stand-in-plain', messages });
    expect(answer).toMatchObject({ model: 'stand-in-plain', choices: [{ message: { content: 'You said: Hello' } }] });
    expect(answer).toHaveProperty('prompt_filter_results');
    expect(await client().chat.completions.stream({ model: 'stand-in-plain', messages }).finalContent()).toBe(
      'You said: Hello',
    );
    expect(standIn.calls[0]?.path).toBe('/openai/deployments/stand-in-plain/chat/completions?api-version=2024-10-21');
  });

  test('says what its content filter refused', async () => {
    const filtered = client().chat.completions.create({ model: 'stand-in-filterprompt', messages });
    await expect(filtered).rejects.toMatchObject({ status: 400, code: 'content_filter', type: null });
    await expect(filtered).rejects.toHaveProperty('error.innererror.content_filter_result.violence.filtered', true);
  });

  test('wants its key, and a version at deployments only', async () => {
    const at = async (path: string, headers: Record<string, string>): Promise<number> =>
      (await post(path, { model: 'm', messages }, headers)).status;
    expect(await at('/openai/v1/chat/completions', { 'api-key': 'k' })).toBe(200);
    expect(await at('/openai/v1/chat/completions', {})).toBe(401);
    expect(await at('/openai/deployments/m/chat/completions', { 'api-key': 'k' })).toBe(404);
  });
});
