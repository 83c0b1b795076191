import { describe, expect, test } from 'vitest';
import { tokenCountsOf } from '../../../src/journey/meter.ts';
import { parseJson } from '../../../src/platform/lossless-json.ts';
import { googleEmbeddingsWire } from '../../../src/providers/embeddings/google-wire.ts';
import { ollamaEmbeddingsWire } from '../../../src/providers/embeddings/ollama-wire.ts';
import { embeddingsWire } from '../../../src/providers/embeddings/wire.ts';
import type { AnswerContext } from '../../../src/providers/interchange/answer.ts';
import { CannotCarry } from '../../../src/providers/interchange/losses.ts';

const google = googleEmbeddingsWire.embeddings;
const ollama = ollamaEmbeddingsWire.embeddings;
const model = { providerModel: 'gemini-embedding-001' };

const context = (request: object, usageOf: AnswerContext['usageOf'] = () => null): AnswerContext => ({
  requestId: 'req_1',
  model: 'embed',
  createdS: 0,
  usageAsked: true,
  usageOf,
  request: request as AnswerContext['request'],
});
const parsed = (answer: Buffer | null) => (answer === null ? null : (JSON.parse(answer.toString()) as unknown));

describe('a request for embeddings', () => {
  test('asks Google for each text in one call, in the size asked for', () => {
    const { body, notices } = google.writeRequest({ model: 'x', input: ['a', 'b'], dimensions: 256 }, model);
    const request = (text: string) => ({
      model: 'models/gemini-embedding-001',
      content: { parts: [{ text }] },
      outputDimensionality: 256,
    });
    expect([body, notices]).toEqual([{ requests: [request('a'), request('b')] }, []]);
  });

  test('asks Ollama for all texts, none of them cut', () => {
    const { body } = ollama.writeRequest(parseJson('{"model":"x","input":"a","dimensions":64}'), {
      providerModel: 'nomic',
    });
    expect(body).toEqual({ model: 'nomic', input: ['a'], truncate: false, dimensions: 64 });
  });

  test('is noted for what is left out of it', () => {
    const { notices } = google.writeRequest(
      { model: 'x', input: 'a', user: 'ada', vendor: null, encoding_format: 'base64' },
      model,
    );
    expect(notices).toEqual(['Converted to Google embeddings; left out: user.']);
  });

  test.each([
    ['input', { model: 'x', input: [1, 2] }],
    ['input', { model: 'x', input: [[1], [2]] }],
    ['encoding_format', { model: 'x', input: 'a', encoding_format: 'int8' }],
  ])('is refused for its %s where that means nothing there: %o', (param, body) => {
    for (const conversion of [google, ollama]) {
      expect(() => conversion.writeRequest(body, model)).toThrow(CannotCarry);
      expect(() => conversion.writeRequest(body, model)).toThrow(expect.objectContaining({ param }));
    }
  });
});

describe('an answer', () => {
  test('of Google is OpenAI’s: in order, under the name asked for, with its tokens', () => {
    const answer = {
      embeddings: [{ values: [0.1, -0.25] }, { values: [1, 2] }],
      usageMetadata: { promptTokenCount: 7 },
    };
    const written = google.writeAnswer(
      answer,
      context({ input: ['a', 'b'] }, (it) => tokenCountsOf(googleEmbeddingsWire, it)),
    );
    expect(parsed(written)).toEqual({
      object: 'list',
      data: [
        { object: 'embedding', index: 0, embedding: [0.1, -0.25] },
        { object: 'embedding', index: 1, embedding: [1, 2] },
      ],
      model: 'embed',
      usage: { prompt_tokens: 7, total_tokens: 7 },
    });
    expect(googleEmbeddingsWire.readBody(answer)).toContainEqual({ kind: 'usage', usage: { promptTokenCount: 7 } });
  });

  test('of Ollama is OpenAI’s, as little-endian floats where that is asked for', () => {
    const answer = { model: 'nomic', embeddings: [[0.5, -1]], total_duration: 9, prompt_eval_count: 3 };
    const asked = context({ input: 'a', encoding_format: 'base64' }, (it) => tokenCountsOf(ollamaEmbeddingsWire, it));
    expect(parsed(ollama.writeAnswer(answer, asked))).toMatchObject({
      data: [{ embedding: 'AAAAPwAAgL8=' }],
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
    expect(ollamaEmbeddingsWire.readBody(answer)).toContainEqual({
      kind: 'usage',
      usage: { total_duration: 9, prompt_eval_count: 3 },
    });
  });

  test.each([
    ['with a vector too few', { embeddings: [] }],
    ['with something else for a vector', { embeddings: ['x'] }],
    ['of another kind', { data: [] }],
    ['that is no object', 'text'],
  ])('%s is none', (_, answer) => {
    expect(google.writeAnswer(answer, context({ input: 'a' }))).toBeNull();
    expect(ollama.writeAnswer(answer, context({ input: 'a' }))).toBeNull();
  });

  test.each([
    ['OpenAI', embeddingsWire, { error: { message: 'no', type: 'invalid_request_error', code: 'x' } }, 'x'],
    ['Google', googleEmbeddingsWire, { error: { code: 400, message: 'no', status: 'INVALID_ARGUMENT' } }, '400'],
    ['Ollama', ollamaEmbeddingsWire, { error: 'no' }, null],
  ])('of %s may be an error', (_, wire, body, code) => {
    expect(wire.readBody(body)).toMatchObject([{ kind: 'error', error: { message: 'no', code } }]);
  });

  test('of OpenAI is metered, and only that', () => {
    const usage = { prompt_tokens: 3, total_tokens: 3 };
    expect(embeddingsWire.readBody({ object: 'list', data: [], model: 'm', usage })).toEqual([
      { kind: 'begin', id: null, model: 'm' },
      { kind: 'finish', reason: 'stop', stopSequence: null },
      { kind: 'usage', usage },
      { kind: 'end' },
    ]);
    expect(embeddingsWire.readBody({ choices: [] })).toBeNull();
  });
});

test('a call goes to the provider’s address, an Azure deployment’s too', () => {
  const at = (baseUrl: string, apiVersion: string | null = null) => ({ baseUrl, apiVersion });
  expect(embeddingsWire.url(at('https://api.openai.com/v1'), 'm', false)).toBe('https://api.openai.com/v1/embeddings');
  expect(embeddingsWire.url(at('https://x.openai.azure.com', '2024-10-21'), 'my embed', false)).toBe(
    'https://x.openai.azure.com/openai/deployments/my%20embed/embeddings?api-version=2024-10-21',
  );
  expect(googleEmbeddingsWire.url(at('https://g/v1beta'), 'm', false)).toBe(
    'https://g/v1beta/models/m:batchEmbedContents',
  );
  expect(ollamaEmbeddingsWire.url(at('http://o'), 'm', false)).toBe('http://o/api/embed');
});
