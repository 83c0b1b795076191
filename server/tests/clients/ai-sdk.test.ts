import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError,
  embed,
  embedMany,
  generateText,
  type LanguageModel,
  type LanguageModelUsage,
  Output,
  stepCountIs,
  streamText,
  type TextStreamPart,
  tool,
  type ToolSet,
} from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { type Feature, type ProviderKind, type Table, tables } from './compatibility.ts';
import {
  type Behaviour,
  type Check,
  expectRecorded,
  failingModel,
  lastSent,
  modelOf,
  picture,
  reasoningText,
  runMatrix,
  type SeenUsage,
  startMatrix,
  thrownBy,
  watchedFetch,
} from './matrix.ts';

const company = await startMatrix();
const { gateway, standIn } = company;
const baseURL = `${gateway.origin}/v1`;

interface Options {
  readonly fetch?: typeof fetch;
  readonly apiKey?: string;
}
type ModelMaker = (name: string, options?: Options) => LanguageModel;

const openai = (options: Options = {}) => createOpenAI({ baseURL, apiKey: keys.bot, ...options });
const makers = {
  chat: (name, options) => openai(options).chat(name),
  responses: (name, options) => openai(options).responses(name),
  compatible: (name, options) =>
    createOpenAICompatible({
      name: 'tollgate',
      baseURL,
      apiKey: keys.bot,
      includeUsage: true,
      supportsStructuredOutputs: true,
      ...options,
    })(name),
  anthropic: (name, options) => createAnthropic({ baseURL, apiKey: keys.bot, ...options })(name),
} as const satisfies Record<string, ModelMaker>;

const prompt = 'Hello there.';
const once = { maxRetries: 0 } as const;
/** The library writes errors of streams to the console unless somebody takes them. */
const quietly = { ...once, onError: () => undefined } as const;
const seen = ({ inputTokens, outputTokens }: LanguageModelUsage): SeenUsage => ({
  prompt: inputTokens,
  completion: outputTokens,
});
const weather = tool({
  description: 'Tells the weather.',
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => `sunny in ${city}`,
});
const clock = tool({
  description: 'Tells the time.',
  inputSchema: z.object({ city: z.string() }),
  execute: () => 'noon',
});

async function partsOf(stream: AsyncIterable<TextStreamPart<ToolSet>>): Promise<TextStreamPart<ToolSet>[]> {
  const parts: TextStreamPart<ToolSet>[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

function checksOf(table: Table, make: ModelMaker): Record<Feature, Check> {
  const model = (kind: ProviderKind, behaviour?: Behaviour): LanguageModel => make(modelOf(kind, behaviour));
  const unused = (): Promise<never> => Promise.reject(new Error('not in the table'));
  return {
    async whole(kind) {
      const watched = watchedFetch();
      const answer = await generateText({ model: make(modelOf(kind), watched), prompt, ...once });
      expect([answer.text, answer.finishReason]).toEqual(['You said: Hello there.', 'stop']);
      await expectRecorded(company, table, kind, watched.requestIds[0], seen(answer.usage));
    },
    async stream(kind) {
      const watched = watchedFetch();
      const answer = streamText({ model: make(modelOf(kind), watched), prompt, ...once });
      const deltas: string[] = [];
      for await (const delta of answer.textStream) deltas.push(delta);
      expect([deltas.join(''), await answer.finishReason]).toEqual(['You said: Hello there.', 'stop']);
      expect(deltas.length).toBeGreaterThan(2);
      await expectRecorded(company, table, kind, watched.requestIds[0], seen(await answer.usage));
    },
    async 'tools.loop'(kind) {
      const asked = {
        prompt: 'Use get_weather and get_time, please.',
        tools: { get_weather: weather, get_time: clock },
        stopWhen: stepCountIs(3),
        ...once,
      };
      const watched = watchedFetch();
      const whole = await generateText({ model: make(modelOf(kind, 'signatures'), watched), ...asked });
      expect(whole.text).toMatch(/^The tool says: /);
      expect(whole.steps.map(({ toolResults }) => toolResults.map(({ output }) => output))).toEqual([
        ['sunny in sample', 'noon'],
        [],
      ]);
      const traces = await Promise.all(watched.requestIds.map(async (id) => (await gateway.settled(id)).trace_id));
      expect([traces.length, new Set(traces).size]).toEqual([2, 1]);
      expect(await streamText({ model: model(kind, 'signatures'), ...asked }).text).toBe(whole.text);
    },
    async structured(kind) {
      const schema = z.object({ city: z.string(), tags: z.array(z.enum(['a', 'b'])) });
      const output = Output.object({ schema });
      const expected = { city: 'sample', tags: ['a'] };
      expect((await generateText({ model: model(kind), prompt, output, ...once })).output).toEqual(expected);
      expect(await streamText({ model: model(kind), prompt, output, ...once }).output).toEqual(expected);
    },
    async image(kind) {
      const { base64: data, mediaType } = picture;
      const content = [
        { type: 'text' as const, text: 'What is this?' },
        { type: 'file' as const, data, mediaType },
      ];
      await generateText({ model: model(kind), messages: [{ role: 'user', content }], ...once });
      expect(lastSent(company)).toContain(picture.base64);
    },
    async reasoning(kind) {
      const asked = {
        model: model(kind, 'reasoning'),
        prompt,
        providerOptions: {
          anthropic: { thinking: { type: 'enabled', budgetTokens: 2000 } },
          openai: { reasoningSummary: 'auto', forceReasoning: true, store: false },
        },
        ...once,
      };
      const whole = await generateText(asked);
      expect([whole.reasoningText, whole.text]).toEqual([reasoningText, 'You said: Hello there.']);
      expect(await streamText(asked).reasoningText).toBe(reasoningText);
    },
    async abort(kind) {
      const leaving = new AbortController();
      const { fullStream } = streamText({
        model: model(kind, 'endless-20'),
        prompt,
        abortSignal: leaving.signal,
        ...quietly,
      });
      let deltas = 0;
      for await (const { type } of fullStream) if (type === 'text-delta' && ++deltas === 3) leaving.abort();
      expect(deltas).toBeGreaterThanOrEqual(3);
      await until(() => standIn.calls.every((call) => call.cancelled));
    },
    async errors(kind) {
      for (const status of [400, 404, 429, 500] as const) {
        const error = await thrownBy(generateText({ model: make(failingModel(kind, status)), prompt, ...once }));
        if (!APICallError.isInstance(error)) throw error;
        // Our own failure to get an answer is told as what it is to the client: a bad gateway.
        expect(error.statusCode).toBe(status === 500 ? 502 : status);
        expect(error.isRetryable).toBe(status === 429 || status === 500);
      }
    },
    async broken(kind) {
      for (const behaviour of ['cut-3', 'errorevent-3'] as const) {
        const parts = await partsOf(streamText({ model: model(kind, behaviour), prompt, ...quietly }).fullStream);
        const types = parts.map(({ type }) => type);
        expect(types).toContain('text-delta');
        expect(types).toContain('error');
        expect(parts.some((part) => part.type === 'finish' && part.finishReason === 'stop')).toBe(false);
      }
    },
    conversation: unused,
    unicode: unused,
    tools: unused,
    'tools.stream': unused,
    'tools.forced': unused,
    count: unused,
    'embed.one': unused,
    'embed.many': unused,
    'embed.dimensions': unused,
  };
}

runMatrix(tables.aiOpenaiChat, company, checksOf(tables.aiOpenaiChat, makers.chat));
runMatrix(tables.aiOpenaiResponses, company, checksOf(tables.aiOpenaiResponses, makers.responses));
runMatrix(tables.aiCompatible, company, checksOf(tables.aiCompatible, makers.compatible));
runMatrix(tables.aiAnthropic, company, checksOf(tables.aiAnthropic, makers.anthropic));
runMatrix(tables.aiEmbeddings, company, {
  async 'embed.one'(kind) {
    const { embedding } = await embed({ model: openai().embedding(modelOf(kind)), value: prompt, ...once });
    expect(embedding.length).toBeGreaterThan(0);
    expect(embedding.every((value) => Number.isFinite(value))).toBe(true);
  },
  async 'embed.many'(kind) {
    const values = ['one', 'two', 'three'];
    const { embeddings } = await embedMany({ model: openai().embedding(modelOf(kind)), values, ...once });
    expect(embeddings).toHaveLength(3);
    expect(embeddings[0]).not.toEqual(embeddings[1]);
  },
});

describe.each(Object.entries<ModelMaker>(makers))('where policy speaks, the AI SDK (%s)', (_, make) => {
  it('throws what is blocked as an error that no retry changes, with the reason', async () => {
    const watched = watchedFetch();
    const error = await thrownBy(
      generateText({ model: make(modelOf('openai'), watched), prompt: 'Bluefin', maxRetries: 2 }),
    );
    if (!APICallError.isInstance(error)) throw error;
    expect(error).toMatchObject({ statusCode: 400, isRetryable: false });
    expect(error.message).toContain('"Codename"');
    expect(watched.requestIds).toHaveLength(1);
  });

  it('shows a block as an ordinary answer where that is set, whole and streamed', async () => {
    const asked = { model: make(modelOf('openai'), { apiKey: keys.claw }), prompt: 'Bluefin', ...once };
    expect((await generateText(asked)).text).toContain('"Codename"');
    expect(await streamText(asked).text).toContain('"Codename"');
  });

  it('sees a rerouted call as an ordinary answer, whole and streamed', async () => {
    const watched = watchedFetch();
    const asked = { model: make(modelOf('anthropic'), watched), prompt: 'About Swordfish.', ...once };
    expect((await generateText(asked)).text).toBe('You said: About Swordfish.');
    expect(await streamText(asked).text).toBe('You said: About Swordfish.');
    for (const { headers } of watched.answers) expect(headers.get('x-tollgate-model')).toBe('qwen-secure');
  });
});
