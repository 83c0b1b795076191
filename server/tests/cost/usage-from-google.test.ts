import { describe, expect, test } from 'vitest';
import { usageFromGoogle } from '../../src/cost/usage-from-google.ts';

const classes = (raw: unknown) => {
  const usage = usageFromGoogle(raw)?.usage;
  return usage ? [usage.input, usage.cached_input, usage.cache_write, usage.output, usage.reasoning] : usage;
};

describe('a usage report of Gemini', () => {
  test('is split into classes: cached within the prompt, thoughts beside the candidates', () => {
    const raw = {
      promptTokenCount: 100,
      cachedContentTokenCount: 60,
      candidatesTokenCount: 30,
      thoughtsTokenCount: 20,
      totalTokenCount: 150,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: 100 }],
    };
    expect(usageFromGoogle(raw)).toEqual({
      usage: {
        input: 40,
        cached_input: 60,
        cache_write: 0,
        output: 30,
        reasoning: 20,
        prompt: 100,
        completion: 50,
        total: 150,
        estimated: false,
      },
      unknownFields: [],
      suspect: false,
    });
  });

  test.each([
    [
      'the prompts of Google’s own tools are input',
      { promptTokenCount: 5, toolUsePromptTokenCount: 7, candidatesTokenCount: 1, totalTokenCount: 13 },
      [12, 0, 0, 1, 0],
    ],
    ['a prompt alone', { promptTokenCount: 5, totalTokenCount: 5 }, [5, 0, 0, 0, 0]],
    ['thoughts and no words', { promptTokenCount: 5, thoughtsTokenCount: 9, totalTokenCount: 14 }, [5, 0, 0, 0, 9]],
  ])('is read: %s', (_, raw, expected) => {
    expect(classes(raw)).toEqual(expected);
    expect(usageFromGoogle(raw)?.suspect).toBe(false);
  });

  test.each([
    ['a total that is another sum', { promptTokenCount: 5, candidatesTokenCount: 5, totalTokenCount: 11 }],
    ['more cached than there was', { promptTokenCount: 5, cachedContentTokenCount: 6 }],
    ['a number below nothing', { promptTokenCount: -1 }],
    ['a text for a number', { promptTokenCount: 5, thoughtsTokenCount: '9' }],
    ['no numbers', {}],
  ])('is suspect with %s', (_, raw) => {
    expect(usageFromGoogle(raw)?.suspect).toBe(true);
  });

  test('is never counted with numbers that cannot be', () => {
    for (const raw of [{ promptTokenCount: 1.5 }, { promptTokenCount: 1e12 }, { totalTokenCount: 3 }])
      expect(classes(raw)).toBeNull();
  });

  test('tells what it does not know', () => {
    expect(usageFromGoogle({ promptTokenCount: 5, imageTokenCount: 9 })?.unknownFields).toEqual(['imageTokenCount']);
  });

  test.each([[null], [undefined], ['5'], [[5]]])('is none when it is %o', (raw) => {
    expect(usageFromGoogle(raw)).toBeNull();
  });
});
