import OpenAI, {
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type {
  ChatCompletionCreateParams,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startFixture } from '../http/fixture.ts';
import { keys } from '../support/company.ts';
import { until } from '../support/until.ts';

const passedOn = [400, 404, 409, 422, 429];
const { gateway, standIn } = await startFixture({
  models: [
    'stand-in-plain',
    'stand-in-unicode',
    'stand-in-reasoning',
    'stand-in-tools',
    'stand-in-cached',
    'stand-in-crlf',
    'stand-in-comments',
    'stand-in-pieces-3',
    'stand-in-gzip',
    'stand-in-cut-3',
    'stand-in-cut-0',
    'stand-in-errorevent-3',
    'stand-in-endless-20',
    'stand-in-html-502',
    'stand-in-drop',
    'stand-in-usagelast',
    ...[...passedOn, 401, 500].map((status) => `stand-in-error-${status}`),
  ],
  rules: [
    '{ id: codename, display_name: Codename, category: enterprise, kind: keywords, keywords: [Bluefin], severity: high, action: block }',
  ],
});
const direct = new OpenAI({ apiKey: 'any', baseURL: standIn.url, maxRetries: 0 });
const clientOf = (apiKey: string, maxRetries = 0): OpenAI =>
  new OpenAI({ apiKey, baseURL: `${gateway.origin}/v1`, maxRetries });
const through = clientOf(keys.bot);

const said: ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello there.' }];
const tool = (name: string): ChatCompletionTool => ({
  type: 'function',
  function: {
    name,
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 3 } },
      required: ['city'],
    },
  },
});
const tools = [tool('get_weather'), tool('get_time')];
const asksForBoth: ChatCompletionMessageParam[] = [{ role: 'user', content: 'Use get_weather and get_time, please.' }];

/** What differs from call to call by its nature; and the empty usage of chunks, which the gateway's own wish brings along. */
function comparable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, inner: unknown) => {
      if (name === 'id' && typeof inner === 'string') return inner.replace(/^(chatcmpl-|call_).*/, '$1');
      if (name === 'created' || name === '_request_id') return undefined;
      return name === 'usage' && inner === null ? undefined : inner;
    }),
  );
}

/** Runs the same with the provider itself and through the gateway. @returns what was seen of both, which must be equal */
async function bothSee(scenario: (client: OpenAI) => Promise<unknown>): Promise<unknown> {
  const [expected, seen] = [comparable(await scenario(direct)), comparable(await scenario(through))];
  expect(seen).toEqual(expected);
  return seen;
}

async function chunksOf(client: OpenAI, body: Omit<ChatCompletionCreateParams, 'stream'>): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of await client.chat.completions.create({ ...body, stream: true })) chunks.push(chunk);
  return chunks;
}

describe('the official client sees through the gateway what it sees of the provider', () => {
  it.each([
    'stand-in-plain',
    'stand-in-unicode',
    'stand-in-reasoning',
    'stand-in-cached',
    'stand-in-pieces-3',
    'stand-in-gzip',
  ])('an answer in one piece: %s', async (model) => {
    expect(await bothSee((client) => client.chat.completions.create({ model, messages: said }))).toMatchObject({
      object: 'chat.completion',
      choices: [{ finish_reason: 'stop' }],
    });
  });

  it.each([
    'stand-in-plain',
    'stand-in-unicode',
    'stand-in-reasoning',
    'stand-in-crlf',
    'stand-in-comments',
    'stand-in-pieces-3',
    'stand-in-gzip',
    'stand-in-usagelast',
  ])('a stream, chunk for chunk: %s', async (model) => {
    const chunks = await bothSee((client) => chunksOf(client, { model, messages: said }));
    expect((chunks as unknown[]).length).toBeGreaterThan(3);
  });

  it('a stream with usage, which it asked for', async () => {
    const chunks = await bothSee((client) =>
      chunksOf(client, { model: 'stand-in-plain', messages: said, stream_options: { include_usage: true } }),
    );
    expect((chunks as object[]).at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 3 } });
  });

  it('parallel tool calls, whole and streamed, and the answer to their results', async () => {
    const whole = await bothSee((client) =>
      client.chat.completions.create({ model: 'stand-in-plain', messages: asksForBoth, tools }),
    );
    expect(whole).toMatchObject({
      choices: [
        {
          finish_reason: 'tool_calls',
          message: { tool_calls: [{ function: { name: 'get_weather' } }, { function: { name: 'get_time' } }] },
        },
      ],
    });
    const streamed = await bothSee((client) =>
      client.chat.completions.stream({ model: 'stand-in-plain', messages: asksForBoth, tools }).finalMessage(),
    );
    expect(streamed).toMatchObject({
      tool_calls: [
        { function: { name: 'get_weather', arguments: '{"city":"sample","days":3}' } },
        { function: { name: 'get_time' } },
      ],
    });
    const after = await bothSee(async (client) => {
      const first = await client.chat.completions.create({ model: 'stand-in-plain', messages: asksForBoth, tools });
      const message = first.choices[0]!.message;
      const results = message.tool_calls!.map((call): ChatCompletionMessageParam => ({
        role: 'tool',
        tool_call_id: call.id,
        content: 'sunny',
      }));
      return client.chat.completions.create({
        model: 'stand-in-plain',
        messages: [...asksForBoth, message, ...results],
        tools,
      });
    });
    expect(after).toMatchObject({ choices: [{ message: { content: 'The tool says: sunny' } }] });
  });

  it('a tool loop of the client itself, whose calls are one trace', async () => {
    const requestIds: string[] = [];
    const watching = clientOf(keys.bot);
    const watched = watching.withOptions({
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        requestIds.push(response.headers.get('x-request-id') ?? '');
        return response;
      },
    });
    const loop = watched.chat.completions.runTools({
      model: 'stand-in-tools',
      messages: [{ role: 'user', content: 'Go.' }],
      tools: [
        {
          type: 'function',
          function: {
            name: 'look',
            description: 'Looks at something.',
            parameters: { type: 'object', properties: { at: { type: 'string' } } },
            parse: (text: string) => z.object({ at: z.string() }).parse(JSON.parse(text)),
            function: ({ at }: { at: string }) => `seen ${at}`,
          },
        },
      ],
    });
    expect(await loop.finalContent()).toBe('The tool says: seen sample');
    const traces = await Promise.all(requestIds.map(async (id) => (await gateway.settled(id)).trace_id));
    expect(traces).toHaveLength(2);
    expect(new Set(traces).size).toBe(1);
  });

  it('structured output', async () => {
    const shape = z.object({ city: z.string(), days: z.number().int(), tags: z.array(z.enum(['a', 'b'])) });
    const parsed = await bothSee(async (client) => {
      const completion = await client.chat.completions.parse({
        model: 'stand-in-plain',
        messages: said,
        response_format: zodResponseFormat(shape, 'forecast'),
      });
      return completion.choices[0]?.message.parsed;
    });
    expect(shape.parse(parsed)).toEqual({ city: 'sample', days: expect.any(Number) as unknown, tags: ['a'] });
  });

  it('an abort in the middle of a stream, which reaches the provider', async () => {
    standIn.reset();
    const seen = await bothSee(async (client) => {
      const stream = await client.chat.completions.create({
        model: 'stand-in-endless-20',
        messages: said,
        stream: true,
      });
      let chunks = 0;
      for await (const _ of stream) if (++chunks === 4) stream.controller.abort();
      return chunks;
    });
    expect(seen).toBe(4);
    await until(() => standIn.calls.filter((call) => call.cancelled).length === 2);
    const leaving = new AbortController();
    const left = through.chat.completions.create(
      { model: 'stand-in-plain', messages: said },
      { signal: leaving.signal },
    );
    leaving.abort();
    await expect(left).rejects.toThrow(APIUserAbortError);
  });

  it.each(passedOn)('an error of the provider: %i', async (status) => {
    const seen = await bothSee(async (client) => {
      const error: unknown = await client.chat.completions
        .create({ model: `stand-in-error-${status}`, messages: said })
        .catch((thrown: unknown) => thrown);
      if (!(error instanceof APIError)) throw error;
      const { code, type, param, message } = error;
      return {
        name: error.constructor.name,
        status: error.status as unknown,
        code,
        type,
        param,
        message,
        retryAfter: (error.headers as Headers | undefined)?.get('retry-after'),
      };
    });
    expect(seen).toMatchObject({ status, ...(status === 429 ? { name: RateLimitError.name, retryAfter: '1' } : {}) });
  });

  it.each(['stand-in-cut-3', 'stand-in-errorevent-3'])(
    'a stream that breaks, after the same chunks: %s',
    async (model) => {
      const seen = await bothSee(async (client) => {
        const chunks: unknown[] = [];
        try {
          for await (const chunk of await client.chat.completions.create({ model, messages: said, stream: true }))
            chunks.push(chunk);
        } catch (error) {
          return { chunks, isError: error instanceof Error };
        }
        return { chunks, isError: false };
      });
      expect(seen).toMatchObject({ isError: true });
      expect((seen as { chunks: unknown[] }).chunks).toHaveLength(3);
    },
  );
});

describe('where the gateway answers for itself, the official client', () => {
  const create = (client: OpenAI, model: string, messages = said): Promise<unknown> =>
    client.chat.completions.create({ model, messages });

  it('throws AuthenticationError for a wrong key, and does not try again', async () => {
    const error: unknown = await create(clientOf('tg_wrong_0123456789abcdef01234', 2), 'gpt-test').catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' });
  });

  it('throws NotFoundError for a model that it may not use', async () => {
    const error: unknown = await create(through, 'private').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      code: 'model_not_found',
      param: 'model',
      requestID: expect.stringMatching(/^req_/) as unknown,
    });
  });

  it('throws BadRequestError for what policy blocks, and does not try again', async () => {
    const error: unknown = await create(clientOf(keys.bot, 2), 'gpt-test', [
      { role: 'user', content: 'Bluefin' },
    ]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      code: 'content_policy_violation',
      type: 'invalid_request_error',
      message: expect.stringContaining('"Codename"') as unknown,
    });
  });

  it('shows a block as an ordinary answer where that is set, whole and streamed', async () => {
    const client = clientOf(keys.claw);
    const blocked = { model: 'gpt-test', messages: [{ role: 'user', content: 'Bluefin' } as const] };
    const whole = await client.chat.completions.create(blocked);
    expect(whole.choices[0]?.message.content).toContain('"Codename"');
    expect(whole.usage).toMatchObject({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 });
    const streamed = await client.chat.completions.stream(blocked).finalContent();
    expect(streamed).toContain('"Codename"');
  });

  it('takes a wrong credential of the company for a failure that a retry cannot change', async () => {
    standIn.reset();
    const error: unknown = await create(clientOf(keys.bot, 2), 'stand-in-error-401').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status: 502, code: 'provider_auth_failed' });
    expect(standIn.calls).toHaveLength(1);
  });

  it.each(['stand-in-error-500', 'stand-in-html-502', 'stand-in-drop', 'stand-in-cut-0'])(
    'gets an InternalServerError in the envelope for %s, and tries again',
    async (model) => {
      standIn.reset();
      const error: unknown = await create(clientOf(keys.bot, 1), model).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InternalServerError);
      expect(error).toMatchObject({ status: 502, code: 'provider_error', type: 'api_error', param: null });
      expect(standIn.calls).toHaveLength(2);
    },
  );

  it('finds the ids of the gateway where it looks for them', async () => {
    const asked = through.chat.completions.create({ model: 'gpt-test', messages: said });
    const { response, request_id: id } = await asked.withResponse();
    expect(id).toMatch(/^req_/);
    expect(await asked).toMatchObject({ _request_id: id });
    expect([response.headers.get('x-request-id'), response.headers.get('request-id')]).toEqual([id, id]);
    expect(response.headers.get('x-tollgate-model')).toBe('gpt-test');
    expect((await gateway.settled(id ?? '')).user_agent).toMatch(/^OpenAI\/JS/);
  });

  it('lists and finds models', async () => {
    const listed: string[] = [];
    for await (const model of through.models.list()) listed.push(model.id);
    expect(listed).toEqual(expect.arrayContaining(['auto', 'gpt-test', 'qwen-secure']));
    expect(await through.models.retrieve('gpt-test')).toMatchObject({ id: 'gpt-test', object: 'model' });
    await expect(through.models.retrieve('private')).rejects.toThrow(NotFoundError);
  });
});
