import OpenAI, { APIError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { tables } from './compatibility.ts';
import {
  asksForBoth,
  expectRecorded,
  failingModel,
  lastSent,
  madeUpArguments,
  modelOf,
  picture,
  reasoningText,
  runMatrix,
  startMatrix,
  thrownBy,
  unicodeText,
  watchedFetch,
  weatherParameters,
} from './matrix.ts';

const company = await startMatrix();
const { gateway, standIn } = company;
const table = tables.openaiChat;
const clientOf = (apiKey: string, more: { fetch?: typeof fetch; maxRetries?: number } = {}): OpenAI =>
  new OpenAI({ apiKey, baseURL: `${gateway.origin}/v1`, maxRetries: 0, ...more });
const client = clientOf(keys.bot);

const says = (content: string): ChatCompletionMessageParam[] => [{ role: 'user', content }];
const said = says('Hello there.');
const tool = (name: string): ChatCompletionTool => ({
  type: 'function',
  function: { name, description: `It is ${name}.`, parameters: weatherParameters },
});
const tools = [tool('get_weather'), tool('get_time')];
const resultsOf = (message: OpenAI.ChatCompletionMessage): ChatCompletionMessageParam[] => [
  message,
  ...message.tool_calls!.map((call): ChatCompletionMessageParam => ({
    role: 'tool',
    tool_call_id: call.id,
    content: 'sunny',
  })),
];

function expectBothCalls(message: OpenAI.ChatCompletionMessage): void {
  const calls = message.tool_calls!.filter((call) => call.type === 'function');
  expect(calls.map((call) => [call.function.name, JSON.parse(call.function.arguments) as unknown])).toEqual([
    ['get_weather', madeUpArguments],
    ['get_time', madeUpArguments],
  ]);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
}

runMatrix(table, company, {
  async whole(kind) {
    const watched = watchedFetch();
    const model = modelOf(kind);
    const { choices, usage, object } = await clientOf(keys.bot, watched).chat.completions.create({
      model,
      messages: said,
    });
    expect({ object, choices }).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'You said: Hello there.' } }],
    });
    const seen = { prompt: usage?.prompt_tokens, completion: usage?.completion_tokens };
    await expectRecorded(company, table, kind, watched.requestIds[0], seen);
  },
  async stream(kind) {
    const watched = watchedFetch();
    const stream = clientOf(keys.bot, watched).chat.completions.stream({
      model: modelOf(kind),
      messages: said,
      stream_options: { include_usage: true },
    });
    const deltas: string[] = [];
    stream.on('content', (delta) => deltas.push(delta));
    const { choices, usage } = await stream.finalChatCompletion();
    expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'You said: Hello there.' } });
    expect(deltas.length).toBeGreaterThan(2);
    const seen = { prompt: usage?.prompt_tokens, completion: usage?.completion_tokens };
    await expectRecorded(company, table, kind, watched.requestIds[0], seen);
  },
  async conversation(kind) {
    const answer = await client.chat.completions.create({
      model: modelOf(kind),
      messages: [
        { role: 'system', content: 'You are terse.' },
        { role: 'user', content: 'My name is Ada.' },
        { role: 'assistant', content: 'Hello Ada.' },
        { role: 'user', content: [{ type: 'text', text: 'What is my name?' }] },
      ],
    });
    expect(answer.choices[0]?.message.content).toBe('You said: What is my name?');
    for (const text of ['You are terse.', 'My name is Ada.', 'Hello Ada.']) expect(lastSent(company)).toContain(text);
  },
  async unicode(kind) {
    const stream = client.chat.completions.stream({ model: modelOf(kind, 'unicode'), messages: said });
    expect(await stream.finalContent()).toBe(unicodeText);
  },
  async tools(kind) {
    const model = modelOf(kind, 'signatures');
    const first = await client.chat.completions.create({ model, messages: says(asksForBoth), tools });
    expect(first.choices[0]?.finish_reason).toBe('tool_calls');
    const { message } = first.choices[0]!;
    expectBothCalls(message);
    const messages = [...says(asksForBoth), ...resultsOf(message)];
    const second = await client.chat.completions.create({ model, messages, tools });
    expect(second.choices[0]?.message.content).toBe('The tool says: sunny');
  },
  async 'tools.stream'(kind) {
    const model = modelOf(kind, 'signatures');
    const first = client.chat.completions.stream({ model, messages: says(asksForBoth), tools });
    const message = await first.finalMessage();
    expectBothCalls(message);
    const messages = [...says(asksForBoth), ...resultsOf(message)];
    expect(await client.chat.completions.stream({ model, messages, tools }).finalContent()).toBe(
      'The tool says: sunny',
    );
  },
  async 'tools.forced'(kind) {
    const { choices } = await client.chat.completions.create({
      model: modelOf(kind),
      messages: said,
      tools,
      tool_choice: { type: 'function', function: { name: 'get_time' } },
    });
    expect(choices[0]?.message.tool_calls).toMatchObject([{ type: 'function', function: { name: 'get_time' } }]);
  },
  async 'tools.loop'(kind) {
    const watched = watchedFetch();
    const loop = clientOf(keys.bot, watched).chat.completions.runTools({
      model: modelOf(kind, 'signatures'),
      messages: says('Use get_weather.'),
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            description: 'Tells the weather.',
            parameters: weatherParameters,
            parse: (text: string) => z.object({ city: z.string() }).parse(JSON.parse(text)),
            function: ({ city }: { city: string }) => `sunny in ${city}`,
          },
        },
      ],
    });
    expect(await loop.finalContent()).toBe('The tool says: sunny in sample');
    const traces = await Promise.all(watched.requestIds.map(async (id) => (await gateway.settled(id)).trace_id));
    expect([traces.length, new Set(traces).size]).toEqual([2, 1]);
  },
  async structured(kind) {
    const shape = z.object({ city: z.string(), tags: z.array(z.enum(['a', 'b'])) });
    const { choices } = await client.chat.completions.parse({
      model: modelOf(kind),
      messages: said,
      response_format: zodResponseFormat(shape, 'forecast'),
    });
    expect(choices[0]?.message.parsed).toEqual({ city: 'sample', tags: ['a'] });
  },
  async image(kind) {
    const url = `data:${picture.mediaType};base64,${picture.base64}`;
    await client.chat.completions.create({
      model: modelOf(kind),
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url } },
          ],
        },
      ],
    });
    expect(lastSent(company)).toContain(picture.base64);
  },
  async reasoning(kind) {
    const asked = { model: modelOf(kind, 'reasoning'), messages: said };
    const { choices, usage } = await client.chat.completions.create(asked);
    expect(choices[0]?.message).toMatchObject({ reasoning_content: reasoningText, content: 'You said: Hello there.' });
    expect(usage?.completion_tokens).toBeGreaterThan(0);
    let streamed = '';
    for await (const { choices: changed } of await client.chat.completions.create({ ...asked, stream: true })) {
      streamed += (changed[0]?.delta as { reasoning_content?: string } | undefined)?.reasoning_content ?? '';
    }
    expect(streamed).toBe(reasoningText);
  },
  async abort(kind) {
    const model = modelOf(kind, 'endless-20');
    const stream = await client.chat.completions.create({ model, messages: said, stream: true });
    let chunks = 0;
    for await (const _ of stream) if (++chunks === 4) stream.controller.abort();
    expect(chunks).toBe(4);
    await until(() => standIn.calls.every((call) => call.cancelled));
  },
  async errors(kind) {
    const ask = (status: 400 | 404 | 429 | 500): Promise<unknown> =>
      thrownBy(client.chat.completions.create({ model: failingModel(kind, status), messages: said }));
    expect(await ask(400)).toBeInstanceOf(BadRequestError);
    expect(await ask(404)).toBeInstanceOf(NotFoundError);
    expect(await ask(429)).toBeInstanceOf(RateLimitError);
    expect(await ask(500)).toBeInstanceOf(InternalServerError);
  },
  async broken(kind) {
    for (const behaviour of ['cut-3', 'errorevent-3'] as const) {
      let text = '';
      const read = async (): Promise<void> => {
        const model = modelOf(kind, behaviour);
        for await (const { choices } of await client.chat.completions.create({ model, messages: said, stream: true })) {
          text += choices[0]?.delta.content ?? '';
          expect(choices[0]?.finish_reason ?? null).toBeNull();
        }
      };
      expect(await thrownBy(read())).toBeInstanceOf(Error);
      expect(text).not.toBe('');
    }
  },
});

describe('where policy speaks, the official client', () => {
  it('sees a rerouted call as an ordinary answer, whole and streamed', async () => {
    const asked = { model: modelOf('anthropic'), messages: says('About Swordfish.') };
    const { data, response } = await client.chat.completions.create(asked).withResponse();
    expect(data.choices[0]?.message.content).toBe('You said: About Swordfish.');
    expect(response.headers.get('x-tollgate-decision')).toBe('rerouted');
    expect(response.headers.get('x-tollgate-model')).toBe('qwen-secure');
    expect(await client.chat.completions.stream(asked).finalContent()).toBe('You said: About Swordfish.');
  });

  it('throws APIError with the parameter for what the protocol of the model has no word for', async () => {
    const error = await thrownBy(client.chat.completions.create({ model: modelOf('anthropic'), messages: said, n: 2 }));
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status: 400, code: 'conversion_impossible', param: 'n' });
  });
});
