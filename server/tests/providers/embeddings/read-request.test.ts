import { describe, expect, test } from 'vitest';
import { readEmbeddingsRequest } from '../../../src/providers/embeddings/read-request.ts';
import { InvalidBody } from '../../../src/providers/request/governed-request.ts';

const read = (body: object) => readEmbeddingsRequest(JSON.stringify(body));
const textsOf = (body: object) => read(body).texts.map(({ place, scope, value }) => [place, scope, value]);
const unreadable = 'data:application/octet-stream;base64,';

const paramOf = (body: string): string | null => {
  try {
    readEmbeddingsRequest(body);
  } catch (error) {
    if (error instanceof InvalidBody) return error.param;
    throw error;
  }
  return 'nothing';
};

describe('a request for embeddings', () => {
  test('is read as far as it is governed', () => {
    const request = read({ model: 'text-embedding-3-small', input: 'Hi', stream: true, user: 'ada' });
    expect(request).toMatchObject({
      stream: false,
      needsStructure: true,
      conversation: null,
      model: { name: 'text-embedding-3-small' },
    });
  });

  test('has its texts scanned as the user’s words, all else as the rest', () => {
    expect(textsOf({ model: 'm', input: ['one', 'two'], user: 'ada' })).toEqual([
      ['model', 'other', 'm'],
      ['input[0]', 'user', 'one'],
      ['input[1]', 'user', 'two'],
      ['user', 'other', 'ada'],
    ]);
    expect(textsOf({ model: 'm', input: 'one' })).toContainEqual(['input', 'user', 'one']);
  });

  test('shows token ids as content that cannot be read, each list at its place', () => {
    expect(textsOf({ model: 'm', input: [1, 2, 3] })).toEqual([
      ['model', 'other', 'm'],
      ['input', 'user', unreadable],
    ]);
    expect(textsOf({ model: 'm', input: [[1], [2, 3]] }).slice(1)).toEqual([
      ['input[0]', 'user', unreadable],
      ['input[1]', 'user', unreadable],
    ]);
    expect(textsOf({ model: 'm', input: 'x', vendor_weights: [1, 2] })).not.toContainEqual(
      expect.arrayContaining([unreadable]),
    );
  });

  test.each([
    ['no input', '{"model":"m"}', 'input'],
    ['a number', '{"model":"m","input":1}', 'input'],
    ['null', '{"model":"m","input":null}', 'input'],
    ['nothing', '{"model":"m","input":[]}', 'input'],
    ['texts and tokens', '{"model":"m","input":["a",1]}', 'input[1]'],
    ['tokens and texts', '{"model":"m","input":[1,"a"]}', 'input[0]'],
    ['an empty list of tokens', '{"model":"m","input":[[1],[]]}', 'input[1]'],
    ['objects', '{"model":"m","input":[{"text":"a"}]}', 'input[0]'],
    ['no model', '{"input":"a"}', 'model'],
    ['two inputs', '{"model":"m","input":"a","input":"b"}', 'input'],
    ['an input in another letter case', '{"model":"m","Input":"a"}', 'Input'],
  ])('with %s is refused by its place', (_, body, param) => {
    expect(paramOf(body)).toBe(param);
  });
});
