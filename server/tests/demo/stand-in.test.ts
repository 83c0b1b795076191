import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';

let standIn: StandIn;
let client: OpenAI;

beforeAll(async () => {
  standIn = await startStandIn();
  client = new OpenAI({ baseURL: standIn.url, apiKey: 'sk-test', maxRetries: 0 });
});
afterAll(() => standIn.close());
afterEach(() => standIn.reset());

const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello there' }];
const weather: OpenAI.ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 2 } } },
  },
};

async function stream(model: string, more: Partial<OpenAI.ChatCompletionCreateParamsStreaming> = {}) {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of await client.chat.completions.create({ model, messages, stream: true, ...more }))
    chunks.push(chunk);
  return { chunks, text: chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('') };
}

describe('the stand-in, through the official client', () => {
  test('answers, with usage that follows from the texts', async () => {
    const answer = await client.chat.completions.create({ model: 'any', messages });
    expect(answer.choices[0]?.message.content).toBe('You said: Hello there');
    expect(answer.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 6, total_tokens: 9 });
    expect(standIn.calls[0]).toMatchObject({ method: 'POST', model: 'any', status: 200, cancelled: false });
    expect(standIn.calls[0]?.headers.authorization).toBe('Bearer sk-test');
  });

  test.each([
    'stand-in-plain',
    'stand-in-crlf',
    'stand-in-comments',
    'stand-in-pieces-3',
    'stand-in-gzip',
    'stand-in-br+comments',
  ])('streams the same answer as %s', async (model) => {
    const { chunks, text } = await stream(model);
    expect(text).toBe('You said: Hello there');
    expect(chunks.some((chunk) => chunk.usage != null)).toBe(false);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
  });

  test('gives usage on streams when, and where, it is told to', async () => {
    const include = { stream_options: { include_usage: true } };
    const where = (chunks: readonly OpenAI.ChatCompletionChunk[]) =>
      chunks.filter((chunk) => chunk.usage != null).map((chunk) => chunk.choices.length);
    expect(where((await stream('stand-in-plain', include)).chunks)).toEqual([0]);
    expect(where((await stream('stand-in-usageunasked')).chunks)).toEqual([0]);
    expect(where((await stream('stand-in-usagelast')).chunks)).toEqual([1]);
    expect(where((await stream('stand-in-usageeach')).chunks).length).toBeGreaterThan(3);
    expect(where((await stream('stand-in-usagenone', include)).chunks)).toEqual([]);
  });

  test('calls a tool that the user names, whole and in fragments, and answers after its result', async () => {
    const asking: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Use get_weather for Berlin.' }];
    const first = await client.chat.completions.create({ model: 'm', messages: asking, tools: [weather] });
    const message = first.choices[0]?.message;
    const call = message?.tool_calls?.[0];
    if (message === undefined || call?.type !== 'function') throw new Error('no tool was called');
    expect(call.function).toEqual({ name: 'get_weather', arguments: '{"city":"sample","days":2}' });
    const { chunks } = await stream('m', { messages: asking, tools: [weather] });
    const pieces = chunks.map((chunk) => chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? '');
    expect(pieces.join('')).toBe(call.function.arguments);
    expect(pieces.filter((piece) => piece !== '').length).toBeGreaterThan(1);
    const results: OpenAI.ChatCompletionMessageParam[] = [
      ...asking,
      message,
      { role: 'tool', tool_call_id: call.id, content: 'sunny' },
    ];
    const second = await client.chat.completions.create({ model: 'm', messages: results, tools: [weather] });
    expect(second.choices[0]?.message.content).toBe('The tool says: sunny');
  });

  test('gives structured output, reasoning and cached tokens', async () => {
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' }, tags: { type: 'array', items: { enum: ['a', 'b'] } } },
    };
    const shaped = await client.chat.completions.create({
      model: 'm',
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    });
    expect(JSON.parse(shaped.choices[0]?.message.content ?? '')).toEqual({ name: 'sample', tags: ['a'] });
    const thinking = await client.chat.completions.create({ model: 'stand-in-reasoning+cached', messages });
    expect(thinking.usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(0);
    expect(thinking.usage?.prompt_tokens_details?.cached_tokens).toBe(1);
  });

  test.each([400, 401, 402, 403, 404, 409, 422, 429, 500, 503, 529])(
    'fails with %d in OpenAI’s envelope',
    async (status) => {
      const failing = client.chat.completions.create({ model: `stand-in-error-${status}`, messages });
      await expect(failing).rejects.toMatchObject({ status, error: { message: expect.any(String), param: null } });
    },
  );

  test('breaks, goes silent and errs in the midst of streams', async () => {
    await expect(stream('stand-in-cut-2')).rejects.toThrow('terminated');
    await expect(stream('stand-in-errorevent-2')).rejects.toThrow('The server had an error.');
    await expect(stream('stand-in-nooptions', { stream_options: { include_usage: true } })).rejects.toMatchObject({
      status: 400,
    });
    const endless = await client.chat.completions.create({ model: 'stand-in-endless', messages, stream: true });
    let seen = 0;
    for await (const _ of endless) if ((seen += 1) > 5) break;
    await expect.poll(() => standIn.calls.at(-1)?.cancelled).toBe(true);
  });
});

test('a script counts before the model’s name, the newest first, as often as it says', async () => {
  standIn.script('m', { text: 'always' });
  standIn.script((call) => call.headers['x-which'] === 'one', { text: 'once' }, 1);
  const ask = async (which: string) =>
    (await client.chat.completions.create({ model: 'm', messages }, { headers: { 'x-which': which } })).choices[0]
      ?.message.content;
  expect([await ask('one'), await ask('one'), await ask('two')]).toEqual(['once', 'always', 'always']);
});

test('runs as a process of its own, steered by model names', async () => {
  const main = fileURLToPath(new URL('../../src/demo/stand-in/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const own = new OpenAI({ baseURL: line.toString().trim(), apiKey: 'x', maxRetries: 0 });
  await expect(own.chat.completions.create({ model: 'stand-in-error-429', messages })).rejects.toMatchObject({
    status: 429,
  });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
