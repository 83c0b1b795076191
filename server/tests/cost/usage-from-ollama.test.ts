import { describe, expect, test } from 'vitest';
import { usageFromOllama } from '../../src/cost/usage-from-ollama.ts';

describe('a usage report of Ollama', () => {
  test('is what was read and what was written', () => {
    const raw = {
      prompt_eval_count: 26,
      eval_count: 298,
      total_duration: 10,
      load_duration: 1,
      prompt_eval_duration: 2,
      eval_duration: 7,
    };
    expect(usageFromOllama(raw)).toMatchObject({
      usage: { input: 26, cached_input: 0, cache_write: 0, output: 298, reasoning: 0, total: 324, estimated: false },
      unknownFields: [],
      suspect: false,
    });
  });

  test.each([
    ['a prompt all in the cache', { eval_count: 5 }, [0, 5]],
    ['an answer without words', { prompt_eval_count: 5 }, [5, 0]],
  ])('may leave out %s', (_, raw, expected) => {
    const usage = usageFromOllama(raw)?.usage;
    expect([usage?.input, usage?.output]).toEqual(expected);
  });

  test('is never counted with numbers that cannot be', () => {
    for (const raw of [{}, { eval_count: -1 }, { prompt_eval_count: '5' }]) {
      expect(usageFromOllama(raw)).toMatchObject({ usage: null, suspect: true });
    }
  });

  test('tells what it does not know', () => {
    expect(usageFromOllama({ eval_count: 1, cached_count: 3 })?.unknownFields).toEqual(['cached_count']);
  });

  test('is none when it is no object', () => {
    for (const raw of [null, 'x', [1]]) expect(usageFromOllama(raw)).toBeNull();
  });
});
