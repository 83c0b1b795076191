import OpenAI from 'openai';
import { expect } from 'vitest';
import { keys } from '../support/company.ts';
import { tables } from './compatibility.ts';
import { modelOf, runMatrix, startMatrix } from './matrix.ts';

const company = await startMatrix();
const client = new OpenAI({ apiKey: keys.bot, baseURL: `${company.gateway.origin}/v1`, maxRetries: 0 });

/** Vectors of numbers, all of one length, and one for each text. */
function expectVectors(data: readonly OpenAI.Embedding[], count: number): number {
  expect(data.map(({ index, object }) => [index, object])).toEqual(
    Array.from({ length: count }, (_, index) => [index, 'embedding']),
  );
  const lengths = new Set(data.map(({ embedding }) => embedding.length));
  expect(lengths.size).toBe(1);
  for (const { embedding } of data) expect(embedding.every((value) => Number.isFinite(value))).toBe(true);
  return data[0]!.embedding.length;
}

runMatrix(tables.openaiEmbeddings, company, {
  async 'embed.one'(kind) {
    const model = modelOf(kind);
    const asked = client.embeddings.create({ model, input: 'Hello there.' });
    const { data, object } = await asked;
    expect(object).toBe('list');
    // The client asks for base64 by itself; numbers are the same.
    const length = expectVectors(data, 1);
    const plain = await client.embeddings.create({ model, input: 'Hello there.', encoding_format: 'float' });
    expect(expectVectors(plain.data, 1)).toBe(length);
    const call = await company.gateway.settled((await asked.withResponse()).request_id ?? '');
    expect(call).toMatchObject({ endpoint: 'embeddings', status: 'completed', provider: kind });
  },
  async 'embed.many'(kind) {
    const { data } = await client.embeddings.create({ model: modelOf(kind), input: ['one', 'two', 'three'] });
    expectVectors(data, 3);
    expect(data[0]?.embedding).not.toEqual(data[1]?.embedding);
  },
  async 'embed.dimensions'(kind) {
    const { data } = await client.embeddings.create({ model: modelOf(kind), input: 'Hello there.', dimensions: 4 });
    expect(expectVectors(data, 1)).toBe(4);
  },
});
