import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/platform/lossless-json.ts';
import type { ListingTarget } from '../../../src/providers/discovery/listing.ts';
import { perMillionTokens } from '../../../src/providers/discovery/per-million-tokens.ts';
import { googleListing } from '../../../src/providers/google/list-models.ts';
import { anthropicListing } from '../../../src/providers/messages/list-models.ts';
import { ollamaListing } from '../../../src/providers/ollama/list-models.ts';
import { azureListing } from '../../../src/providers/openai/list-azure-models.ts';
import { openAiListing } from '../../../src/providers/openai/list-models.ts';

const target: ListingTarget = {
  protocol: 'openai-compatible',
  isLocal: true,
  baseUrl: 'http://127.0.0.1:1234/v1',
  apiVersion: null,
  credential: null,
  headers: {},
};

/** What a list of one model says of it; the shapes are those of the servers' own documentation. */
function read(entry: object, more: object = {}) {
  const list = openAiListing.read(parseJson(JSON.stringify({ object: 'list', data: [entry], ...more })));
  const [model] = list?.models ?? [];
  return model && { ...model.capabilities, prices: model.listed_prices };
}

describe('what a model can do is read from the list of', () => {
  test('OpenAI: nothing but the name', () => {
    expect(read({ id: 'gpt-5', object: 'model', created: 1, owned_by: 'openai' })).toEqual({ prices: null });
  });

  test('OpenRouter, prices included', () => {
    const entry = {
      id: 'openai/gpt-4o',
      name: 'OpenAI: GPT-4o',
      context_length: 128_000,
      architecture: { input_modalities: ['text', 'image', 'file'], output_modalities: ['text'] },
      pricing: { prompt: '0.0000025', completion: '0.00001', input_cache_read: '0.00000125', request: '0' },
      top_provider: { context_length: 128_000, max_completion_tokens: 16_384, is_moderated: true },
      supported_parameters: ['max_tokens', 'tools', 'tool_choice'],
    };
    expect(read(entry)).toEqual({
      context_tokens: 128_000,
      output_tokens_max: 16_384,
      vision: true,
      audio: false,
      tools: true,
      reasoning: false,
      embeddings: false,
      prices: { input: '2.5', output: '10', cached_input: '1.25', cache_write: null },
    });
    expect(read({ ...entry, pricing: { prompt: '-1', completion: '-1' } })?.prices).toBeNull();
  });

  test('vLLM, Groq and Mistral', () => {
    expect(
      read({ id: 'qwen', object: 'model', owned_by: 'vllm', root: '/models/qwen', max_model_len: 32_768 }),
    ).toEqual({
      context_tokens: 32_768,
      prices: null,
    });
    expect(read({ id: 'llama', active: true, context_window: 131_072, max_completion_tokens: 32_768 })).toEqual({
      context_tokens: 131_072,
      output_tokens_max: 32_768,
      prices: null,
    });
    const capabilities = { completion_chat: true, function_calling: true, vision: false };
    expect(read({ id: 'mistral', max_context_length: 131_072, capabilities })).toEqual({
      context_tokens: 131_072,
      tools: true,
      vision: false,
      prices: null,
    });
  });

  test('Together, which gives the bare list', () => {
    const body = parseJson('[{"id":"BAAI/bge","type":"embedding","context_length":512}]');
    expect(openAiListing.read(body)?.models).toMatchObject([
      { capabilities: { embeddings: true, context_tokens: 512 } },
    ]);
  });

  test('LM Studio, beside its OpenAI list', async () => {
    const list = openAiListing.read(parseJson('{"data":[{"id":"qwen2-vl","owned_by":"organization_owner"}]}'));
    const asked: string[] = [];
    const models = await openAiListing.enrich?.(list?.models ?? [], target, async (url) => {
      asked.push(url);
      return parseJson(
        '{"data":[{"id":"qwen2-vl","type":"vlm","max_context_length":32768,"capabilities":["tool_use"]}]}',
      );
    });
    expect(asked).toEqual(['http://127.0.0.1:1234/api/v0/models']);
    expect(models?.[0]?.capabilities).toEqual({ context_tokens: 32_768, vision: true, embeddings: false, tools: true });
  });

  test('Ollama, model by model', async () => {
    const list = ollamaListing.read(
      parseJson('{"models":[{"name":"llava:7b","digest":"0"},{"name":"gone","digest":"0"}]}'),
    );
    const models = await ollamaListing.enrich?.(list?.models ?? [], target, async (_, body) =>
      JSON.stringify(body) === '{"model":"gone"}'
        ? null
        : parseJson('{"model_info":{"llama.context_length":4096},"capabilities":["completion","vision"]}'),
    );
    expect(models?.map(({ capabilities }) => capabilities)).toEqual([
      { context_tokens: 4096, vision: true, tools: false, reasoning: false, embeddings: false },
      {},
    ]);
  });

  test('Gemini, without what neither generates nor embeds', () => {
    const page = googleListing.read(
      parseJson(
        JSON.stringify({
          models: [
            {
              name: 'models/gemini-2.5-pro',
              displayName: 'Gemini 2.5 Pro',
              inputTokenLimit: 1_048_576,
              outputTokenLimit: 65_536,
              supportedGenerationMethods: ['generateContent', 'countTokens'],
              thinking: true,
            },
            { name: 'models/gemini-embedding-001', supportedGenerationMethods: ['embedContent'] },
            { name: 'models/veo-3', supportedGenerationMethods: ['predictLongRunning'] },
          ],
          nextPageToken: 'more',
        }),
      ),
    );
    expect(page?.next).toBe('more');
    expect(page?.models).toMatchObject([
      {
        provider_model: 'gemini-2.5-pro',
        capabilities: { context_tokens: 1_048_576, output_tokens_max: 65_536, reasoning: true, embeddings: false },
      },
      { provider_model: 'gemini-embedding-001', capabilities: { embeddings: true } },
    ]);
  });

  test('Anthropic, page after page', () => {
    const page = anthropicListing.read(
      parseJson(
        '{"data":[{"type":"model","id":"claude-sonnet-4-5","display_name":"Claude Sonnet 4.5"}],"has_more":true,"last_id":"claude-sonnet-4-5"}',
      ),
    );
    expect(page).toMatchObject({ models: [{ name: 'Claude Sonnet 4.5' }], next: 'claude-sonnet-4-5' });
    expect(anthropicListing.pageUrl?.('u?limit=1000', 'a b')).toBe('u?limit=1000&after_id=a%20b');
  });

  test('Azure: deployments first, then what could be deployed', () => {
    const azure = { ...target, protocol: 'azure-openai' as const };
    expect(azureListing.urls({ ...azure, baseUrl: 'https://r.openai.azure.com/openai/v1' })).toEqual([
      'https://r.openai.azure.com/openai/deployments?api-version=2022-12-01',
      'https://r.openai.azure.com/openai/v1/models',
    ]);
    expect(azureListing.urls({ ...azure, baseUrl: 'https://r.openai.azure.com', apiVersion: '2024-10-21' })[1]).toBe(
      'https://r.openai.azure.com/openai/models?api-version=2024-10-21',
    );
  });
});

describe('what a provider says is not believed', () => {
  test('names that no call could carry are left out, others are cleaned', () => {
    const entries = [
      { id: 'a\u0000b' },
      { id: '' },
      { id: 'x'.repeat(201) },
      { id: 5 },
      { id: 'ok', name: 'O\u202eK ' },
    ];
    const list = openAiListing.read(parseJson(JSON.stringify({ data: entries })));
    expect(list?.models.map(({ provider_model: id, name }) => [id, name])).toEqual([['ok', 'OK']]);
  });

  test('numbers that cannot be are left out', () => {
    expect(read({ id: 'm', context_length: -5, max_completion_tokens: 1e300 })).toEqual({ prices: null });
    expect(read({ id: 'm', context_length: 'many', architecture: 7, supported_parameters: 'tools' })).toEqual({
      prices: null,
    });
  });

  test('other JSON is no list', () => {
    for (const body of ['{}', '7', 'null', '{"data":{}}', '{"data":[{"name":"x"}]}']) {
      expect([body, openAiListing.read(parseJson(body))]).toEqual([body, null]);
      expect(anthropicListing.read(parseJson(body))).toBeNull();
      expect(googleListing.read(parseJson(body))).toBeNull();
      expect(ollamaListing.read(parseJson(body))).toBeNull();
    }
  });
});

test.each([
  ['0.0000025', '2.5'],
  ['0.000000075', '0.075'],
  ['1', '1000000'],
  ['0', '0'],
  ['0.0000000000000001', null],
  ['-1', null],
  ['2.5e-6', null],
])('%s dollars a token are %s per million', (perToken, perMillion) => {
  expect(perMillionTokens(perToken)).toBe(perMillion);
});
