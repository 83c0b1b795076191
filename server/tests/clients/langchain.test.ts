import { ChatAnthropic } from '@langchain/anthropic';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { type AIMessageChunk, HumanMessage, ToolMessage, type UsageMetadata } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { type Feature, type ProviderKind, type Table, tables } from './compatibility.ts';
import {
  asksForBoth,
  type Behaviour,
  type Check,
  expectRecorded,
  failingModel,
  lastSent,
  modelOf,
  picture,
  runMatrix,
  type SeenUsage,
  startMatrix,
  thrownBy,
  watchedFetch,
} from './matrix.ts';

const company = await startMatrix();
const { gateway, standIn } = company;

interface Options {
  readonly fetch?: typeof fetch;
  readonly apiKey?: string;
  readonly maxRetries?: number;
}
type Model = Pick<BaseChatModel, 'invoke' | 'stream' | 'withStructuredOutput'> & {
  bindTools: NonNullable<BaseChatModel['bindTools']>;
};
type ModelMaker = (name: string, options?: Options) => Model;

const openai =
  (useResponsesApi: boolean): ModelMaker =>
  (model, { fetch: through, apiKey = keys.bot, maxRetries = 0 } = {}) =>
    new ChatOpenAI({
      model,
      apiKey,
      maxRetries,
      useResponsesApi,
      configuration: { baseURL: `${gateway.origin}/v1`, ...(through ? { fetch: through } : {}) },
    });
const makers = {
  chat: openai(false),
  responses: openai(true),
  anthropic: (model, { fetch: through, apiKey = keys.bot, maxRetries = 0 } = {}) =>
    new ChatAnthropic({
      model,
      apiKey,
      maxRetries,
      maxTokens: 1000,
      anthropicApiUrl: gateway.origin,
      ...(through ? { clientOptions: { fetch: through } } : {}),
    }),
} as const satisfies Record<string, ModelMaker>;

const place = z.object({ city: z.string() });
const tools = [
  tool(({ city }) => `sunny in ${city}`, { name: 'get_weather', description: 'Tells the weather.', schema: place }),
  tool(() => 'noon', { name: 'get_time', description: 'Tells the time.', schema: place }),
];
const said = 'Hello there.';

async function joined(stream: AsyncIterable<AIMessageChunk>): Promise<AIMessageChunk> {
  let whole: AIMessageChunk | null = null;
  for await (const chunk of stream) whole = whole ? whole.concat(chunk) : chunk;
  return whole!;
}

function seen(message: AIMessageChunk): SeenUsage {
  const usage = message.usage_metadata as UsageMetadata | undefined;
  return { prompt: usage?.input_tokens, completion: usage?.output_tokens };
}

/** Calls both tools, and has the results answered. */
async function expectToolTurn(ask: (messages: readonly unknown[]) => Promise<AIMessageChunk>): Promise<void> {
  const first = await ask([new HumanMessage(asksForBoth)]);
  expect(first.tool_calls?.map(({ name, args }) => [name, args])).toEqual([
    ['get_weather', { city: 'sample' }],
    ['get_time', { city: 'sample' }],
  ]);
  expect(new Set(first.tool_calls?.map(({ id }) => id)).size).toBe(2);
  const results = first.tool_calls!.map(({ id }) => new ToolMessage({ tool_call_id: id!, content: 'sunny' }));
  expect((await ask([new HumanMessage(asksForBoth), first, ...results])).text).toContain('The tool says: sunny');
}

function checksOf(table: Table, make: ModelMaker): Record<Feature, Check> {
  const model = (kind: ProviderKind, behaviour?: Behaviour): Model => make(modelOf(kind, behaviour));
  const unused = (): Promise<never> => Promise.reject(new Error('not in the table'));
  return {
    async whole(kind) {
      const watched = watchedFetch();
      const answer = await make(modelOf(kind), watched).invoke(said);
      expect(answer.text).toBe('You said: Hello there.');
      await expectRecorded(company, table, kind, watched.requestIds[0], seen(answer));
    },
    async stream(kind) {
      const watched = watchedFetch();
      const chunks: string[] = [];
      const stream = (await make(modelOf(kind), watched).stream(said)) as AsyncIterable<AIMessageChunk>;
      let whole: AIMessageChunk | null = null;
      for await (const chunk of stream) {
        if (chunk.text !== '') chunks.push(chunk.text);
        whole = whole ? whole.concat(chunk) : chunk;
      }
      expect(chunks.join('')).toBe('You said: Hello there.');
      expect(chunks.length).toBeGreaterThan(2);
      // What the table's note says of this client.
      const told = table.surface === 'messages' ? null : seen(whole!);
      await expectRecorded(company, table, kind, watched.requestIds[0], told);
    },
    async tools(kind) {
      const bound = model(kind, 'signatures').bindTools(tools);
      await expectToolTurn((messages) => bound.invoke(messages as HumanMessage[]));
    },
    async 'tools.stream'(kind) {
      const bound = model(kind, 'signatures').bindTools(tools);
      await expectToolTurn(async (messages) =>
        joined((await bound.stream(messages as HumanMessage[])) as AsyncIterable<AIMessageChunk>),
      );
    },
    async structured(kind) {
      const shape = z.object({ city: z.string(), tags: z.array(z.string()) });
      const structured = model(kind).withStructuredOutput(shape, { method: 'jsonSchema', name: 'forecast' });
      expect(await structured.invoke(said)).toEqual({ city: 'sample', tags: ['sample'] });
    },
    async image(kind) {
      const contentBlocks = [
        { type: 'text' as const, text: 'What is this?' },
        { type: 'image' as const, mimeType: picture.mediaType, data: picture.base64 },
      ];
      await model(kind).invoke([new HumanMessage({ contentBlocks })]);
      expect(lastSent(company)).toContain(picture.base64);
    },
    async abort(kind) {
      const leaving = new AbortController();
      let chunks = 0;
      const read = async (): Promise<void> => {
        for await (const { text } of (await model(kind, 'endless-20').stream(said, {
          signal: leaving.signal,
        })) as AsyncIterable<AIMessageChunk>) {
          if (text !== '' && ++chunks === 3) leaving.abort();
        }
      };
      await read().catch(() => undefined);
      expect(chunks).toBeGreaterThanOrEqual(3);
      await until(() => standIn.calls.every((call) => call.cancelled));
    },
    async errors(kind) {
      for (const status of [400, 404, 429, 500] as const) {
        const error = await thrownBy(make(failingModel(kind, status)).invoke(said));
        expect(error).toMatchObject({ status: status === 500 ? 502 : status });
      }
    },
    async broken(kind) {
      for (const behaviour of ['cut-3', 'errorevent-3'] as const) {
        const read = async (): Promise<unknown> =>
          joined((await model(kind, behaviour).stream(said)) as AsyncIterable<AIMessageChunk>);
        expect(await thrownBy(read())).toBeInstanceOf(Error);
      }
    },
    reasoning: unused,
    conversation: unused,
    unicode: unused,
    'tools.forced': unused,
    'tools.loop': unused,
    count: unused,
    'embed.one': unused,
    'embed.many': unused,
    'embed.dimensions': unused,
  };
}

runMatrix(tables.langchainChat, company, checksOf(tables.langchainChat, makers.chat));
runMatrix(tables.langchainResponses, company, checksOf(tables.langchainResponses, makers.responses));
runMatrix(tables.langchainAnthropic, company, checksOf(tables.langchainAnthropic, makers.anthropic));

const embeddings = (kind: ProviderKind): OpenAIEmbeddings =>
  new OpenAIEmbeddings({
    model: modelOf(kind),
    apiKey: keys.bot,
    maxRetries: 0,
    configuration: { baseURL: `${gateway.origin}/v1` },
  });
runMatrix(tables.langchainEmbeddings, company, {
  async 'embed.one'(kind) {
    const vector = await embeddings(kind).embedQuery(said);
    expect(vector.length).toBeGreaterThan(0);
    expect(vector.every((value) => Number.isFinite(value))).toBe(true);
  },
  async 'embed.many'(kind) {
    const vectors = await embeddings(kind).embedDocuments(['one', 'two', 'three']);
    expect(vectors).toHaveLength(3);
    expect(vectors[0]).not.toEqual(vectors[1]);
  },
});

describe.each(Object.entries<ModelMaker>(makers))('where policy speaks, LangChain (%s)', (_, make) => {
  it('throws what is blocked, with the reason, and does not try again', async () => {
    const watched = watchedFetch();
    const error = await thrownBy(make(modelOf('openai'), { ...watched, maxRetries: 2 }).invoke('Bluefin'));
    expect(error).toMatchObject({ status: 400, message: expect.stringContaining('Codename') as unknown });
    expect(watched.requestIds).toHaveLength(1);
  });

  it('shows a block as an ordinary answer where that is set, whole and streamed', async () => {
    const model = make(modelOf('openai'), { apiKey: keys.claw });
    expect((await model.invoke('Bluefin')).text).toContain('"Codename"');
    expect((await joined((await model.stream('Bluefin')) as AsyncIterable<AIMessageChunk>)).text).toContain(
      '"Codename"',
    );
  });

  it('sees a rerouted call as an ordinary answer, whole and streamed', async () => {
    const watched = watchedFetch();
    const model = make(modelOf('anthropic'), watched);
    expect((await model.invoke('About Swordfish.')).text).toBe('You said: About Swordfish.');
    const streamed = (await model.stream('About Swordfish.')) as AsyncIterable<AIMessageChunk>;
    expect((await joined(streamed)).text).toBe('You said: About Swordfish.');
    for (const { headers } of watched.answers) expect(headers.get('x-tollgate-model')).toBe('qwen-secure');
  });
});
