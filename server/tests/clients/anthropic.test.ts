import Anthropic, {
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import type { Message, MessageParam, Tool, ToolUseBlock } from '@anthropic-ai/sdk/resources/messages';
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
const table = tables.anthropicMessages;
const clientOf = (apiKey: string, more: { fetch?: typeof fetch; maxRetries?: number } = {}): Anthropic =>
  new Anthropic({ apiKey, baseURL: gateway.origin, maxRetries: 0, ...more });
const client = clientOf(keys.bot);

const says = (content: string): MessageParam[] => [{ role: 'user', content }];
const said = says('Hello there.');
const asked = { max_tokens: 1000, messages: said };
const tools: Tool[] = ['get_weather', 'get_time'].map((name) => ({
  name,
  description: `It is ${name}.`,
  input_schema: weatherParameters,
}));

const textOf = ({ content }: Pick<Message, 'content'>): string =>
  content.map((block) => (block.type === 'text' ? block.text : '')).join('');
const callsOf = ({ content }: Message): ToolUseBlock[] => content.filter((block) => block.type === 'tool_use');
const withResults = (message: Message): MessageParam[] => [
  ...says(asksForBoth),
  { role: 'assistant', content: message.content },
  {
    role: 'user',
    content: callsOf(message).map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'sunny' })),
  },
];
/** As this protocol counts: what was read from and written to the cache stands beside `input_tokens`. */
const usageOf = ({ usage }: Message): { prompt: number; completion: number } => ({
  prompt: usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
  completion: usage.output_tokens,
});

function expectBothCalls(message: Message): void {
  expect(message.stop_reason).toBe('tool_use');
  expect(callsOf(message).map(({ name, input }) => [name, input])).toEqual([
    ['get_weather', madeUpArguments],
    ['get_time', madeUpArguments],
  ]);
  expect(new Set(callsOf(message).map(({ id }) => id)).size).toBe(2);
}

runMatrix(table, company, {
  async whole(kind) {
    const watched = watchedFetch();
    const message = await clientOf(keys.bot, watched).messages.create({ model: modelOf(kind), ...asked });
    expect(message).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn' });
    expect(textOf(message)).toBe('You said: Hello there.');
    await expectRecorded(company, table, kind, watched.requestIds[0], usageOf(message));
  },
  async stream(kind) {
    const watched = watchedFetch();
    const stream = clientOf(keys.bot, watched).messages.stream({ model: modelOf(kind), ...asked });
    const deltas: string[] = [];
    stream.on('text', (delta) => deltas.push(delta));
    const message = await stream.finalMessage();
    expect([textOf(message), message.stop_reason]).toEqual(['You said: Hello there.', 'end_turn']);
    expect(deltas.length).toBeGreaterThan(2);
    await expectRecorded(company, table, kind, watched.requestIds[0], usageOf(message));
  },
  async conversation(kind) {
    const message = await client.messages.create({
      model: modelOf(kind),
      max_tokens: 1000,
      system: [{ type: 'text', text: 'You are terse.', cache_control: { type: 'ephemeral' } }],
      messages: [
        { role: 'user', content: 'My name is Ada.' },
        { role: 'assistant', content: [{ type: 'text', text: 'Hello Ada.' }] },
        { role: 'user', content: [{ type: 'text', text: 'What is my name?' }] },
      ],
    });
    expect(textOf(message)).toBe('You said: What is my name?');
    for (const text of ['You are terse.', 'My name is Ada.', 'Hello Ada.']) expect(lastSent(company)).toContain(text);
  },
  async unicode(kind) {
    const stream = client.messages.stream({ model: modelOf(kind, 'unicode'), ...asked });
    expect(await stream.finalText()).toBe(unicodeText);
  },
  async tools(kind) {
    const ask = (messages: MessageParam[]): Promise<Message> =>
      client.messages.create({ model: modelOf(kind, 'signatures'), max_tokens: 1000, messages, tools });
    const first = await ask(says(asksForBoth));
    expectBothCalls(first);
    expect(textOf(await ask(withResults(first)))).toContain('The tool says: sunny');
  },
  async 'tools.stream'(kind) {
    const ask = (messages: MessageParam[]): Promise<Message> =>
      client.messages.stream({ model: modelOf(kind, 'signatures'), max_tokens: 1000, messages, tools }).finalMessage();
    const first = await ask(says(asksForBoth));
    expectBothCalls(first);
    expect(textOf(await ask(withResults(first)))).toContain('The tool says: sunny');
  },
  async 'tools.forced'(kind) {
    const message = await client.messages.create({
      model: modelOf(kind),
      ...asked,
      tools,
      tool_choice: { type: 'tool', name: 'get_time' },
    });
    expect(callsOf(message)).toMatchObject([{ name: 'get_time' }]);
  },
  async 'tools.loop'(kind) {
    const watched = watchedFetch();
    const message = await clientOf(keys.bot, watched).beta.messages.toolRunner({
      model: modelOf(kind, 'signatures'),
      max_tokens: 1000,
      messages: [{ role: 'user', content: 'Use get_weather.' }],
      tools: [
        betaZodTool({
          name: 'get_weather',
          description: 'Tells the weather.',
          inputSchema: z.object({ city: z.string() }),
          run: ({ city }) => `sunny in ${city}`,
        }),
      ],
    });
    expect(message.content).toMatchObject([{ type: 'text', text: 'The tool says: sunny in sample' }]);
    // It begins with a thread, which the provider would hold, and goes on without one when that is refused.
    const calls = await Promise.all(watched.requestIds.map((id) => gateway.settled(id)));
    expect(calls.map(({ status }) => status)).toEqual(['denied', 'completed', 'completed']);
    expect(calls[1]?.trace_id).toBe(calls[2]?.trace_id);
  },
  async structured(kind) {
    const shape = z.object({ city: z.string(), tags: z.array(z.enum(['a', 'b'])) });
    const { parsed_output: parsed } = await client.messages.parse({
      model: modelOf(kind),
      ...asked,
      output_config: { format: zodOutputFormat(shape) },
    });
    expect(parsed).toEqual({ city: 'sample', tags: ['a'] });
  },
  async image(kind) {
    await client.messages.create({
      model: modelOf(kind),
      max_tokens: 1000,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', source: { type: 'base64', media_type: picture.mediaType, data: picture.base64 } },
          ],
        },
      ],
    });
    expect(lastSent(company)).toContain(picture.base64);
  },
  async reasoning(kind) {
    const body = {
      model: modelOf(kind, 'reasoning'),
      max_tokens: 4000,
      messages: said,
      thinking: { type: 'enabled', budget_tokens: 2000 },
    } as const;
    const thoughtOf = ({ content }: Message): string =>
      content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join('');
    const whole = await client.messages.create(body);
    expect([thoughtOf(whole), textOf(whole)]).toEqual([reasoningText, 'You said: Hello there.']);
    expect(thoughtOf(await client.messages.stream(body).finalMessage())).toBe(reasoningText);
  },
  async abort(kind) {
    const stream = await client.messages.create({ model: modelOf(kind, 'endless-20'), ...asked, stream: true });
    let deltas = 0;
    for await (const event of stream) {
      if (event.type === 'content_block_delta' && ++deltas === 3) stream.controller.abort();
    }
    expect(deltas).toBe(3);
    await until(() => standIn.calls.every((call) => call.cancelled));
  },
  async errors(kind) {
    const ask = (status: 400 | 404 | 429 | 500): Promise<unknown> =>
      thrownBy(client.messages.create({ model: failingModel(kind, status), ...asked }));
    expect(await ask(400)).toBeInstanceOf(BadRequestError);
    expect(await ask(404)).toBeInstanceOf(NotFoundError);
    expect(await ask(429)).toBeInstanceOf(RateLimitError);
    expect(await ask(500)).toBeInstanceOf(InternalServerError);
  },
  async broken(kind) {
    for (const behaviour of ['cut-3', 'errorevent-3'] as const) {
      const seen: string[] = [];
      const read = async (): Promise<void> => {
        const body = { model: modelOf(kind, behaviour), ...asked, stream: true } as const;
        for await (const { type } of await client.messages.create(body)) seen.push(type);
      };
      expect(await thrownBy(read())).toBeInstanceOf(Error);
      expect(seen).toContain('content_block_delta');
      expect(seen).not.toContain('message_stop');
    }
  },
});

runMatrix(tables.anthropicCount, company, {
  async count(kind) {
    const count = (content: string): Promise<number> =>
      client.messages
        .countTokens({ model: modelOf(kind), messages: says(content), tools })
        .then(({ input_tokens: tokens }) => tokens);
    const [short, long] = [await count('Hello.'), await count('Hello, how are you today? '.repeat(50))];
    expect(short).toBeGreaterThan(0);
    expect(long).toBeGreaterThan(short + 100);
  },
});

describe('where the gateway answers for itself, the official client of messages', () => {
  const blocked = { model: modelOf('anthropic'), max_tokens: 1000, messages: says('Bluefin') };

  it('throws BadRequestError for what policy blocks, and does not try again', async () => {
    const watched = watchedFetch();
    const error = await thrownBy(clientOf(keys.bot, { ...watched, maxRetries: 2 }).messages.create(blocked));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      status: 400,
      requestID: watched.requestIds[0],
      error: {
        type: 'error',
        request_id: watched.requestIds[0],
        error: { type: 'invalid_request_error', message: expect.stringContaining('"Codename"') as unknown },
      },
    });
    expect(watched.requestIds).toHaveLength(1);
  });

  it('shows a block as an ordinary answer where that is set, whole and streamed', async () => {
    const owner = clientOf(keys.claw);
    const whole = await owner.messages.create(blocked);
    expect(textOf(whole)).toContain('"Codename"');
    expect(whole).toMatchObject({ stop_reason: 'end_turn', usage: { input_tokens: 0, output_tokens: 0 } });
    expect(await owner.messages.stream(blocked).finalText()).toContain('"Codename"');
  });

  it.each(['anthropic', 'openai'] as const)('sees a call rerouted from %s as an ordinary answer', async (kind) => {
    const body = { model: modelOf(kind), max_tokens: 1000, messages: says('About Swordfish.') };
    const { data, response } = await client.messages.create(body).withResponse();
    expect(textOf(data)).toBe('You said: About Swordfish.');
    expect(response.headers.get('x-tollgate-decision')).toBe('rerouted');
    expect(response.headers.get('x-tollgate-model')).toBe('qwen-secure');
    expect(await client.messages.stream(body).finalText()).toBe('You said: About Swordfish.');
  });

  it('throws AuthenticationError for a wrong key, which may come as a token too', async () => {
    const wrong = await thrownBy(clientOf('tg_wrong_0123456789abcdef01234').messages.create({ ...blocked }));
    expect(wrong).toBeInstanceOf(AuthenticationError);
    const bearer = new Anthropic({ authToken: keys.bot, apiKey: null, baseURL: gateway.origin, maxRetries: 0 });
    expect(textOf(await bearer.messages.create({ model: modelOf('anthropic'), ...asked }))).toContain('Hello there.');
  });

  it('throws NotFoundError for a model that it may not use', async () => {
    const error = await thrownBy(client.messages.create({ model: 'private', ...asked }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ error: { error: { type: 'not_found_error' } } });
  });

  it('takes an overloaded provider for a failure that can pass, and tries again', async () => {
    const undo = standIn.script(modelOf('anthropic'), { status: 529 });
    const watched = watchedFetch();
    const patient = clientOf(keys.bot, { ...watched, maxRetries: 1 });
    const error = await thrownBy(patient.messages.create({ model: modelOf('anthropic'), ...asked }));
    undo();
    expect(error).toBeInstanceOf(InternalServerError);
    expect(watched.requestIds).toHaveLength(2);
  });

  it('lists and finds models', async () => {
    const listed: string[] = [];
    for await (const model of client.models.list()) listed.push(`${model.type} ${model.id}`);
    expect(listed).toEqual(expect.arrayContaining(['model auto', 'model gpt-test', 'model qwen-secure']));
    expect(await client.models.retrieve('gpt-test')).toMatchObject({ id: 'gpt-test', type: 'model' });
    expect(await thrownBy(client.models.retrieve('private'))).toBeInstanceOf(NotFoundError);
  });
});
