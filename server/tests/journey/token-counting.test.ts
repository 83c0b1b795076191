import { afterAll, describe, expect, test } from 'vitest';
import { roughTokens } from '../../src/cost/tokens/rule-of-thumb.ts';
import { sampleTexts, scaledUp } from '../../src/cost/tokens/sample-texts.ts';
import { tokenizerOf } from '../../src/cost/tokens/tokenizer-of.ts';
import { createTokenCounting } from '../../src/journey/token-counting.ts';

const thread = new URL('../../src/count-thread.ts', import.meta.url);
const counting = createTokenCounting({ thread, timeMaxMs: 60_000 });
afterAll(() => counting.stop());

describe('tokens are counted', () => {
  test.each([
    // As tiktoken counts them.
    ['gpt-5', 'tiktoken is great!', 6],
    ['gpt-4-0613', 'tiktoken is great!', 6],
    ['gpt-5', 'antidisestablishmentarianism', 6],
    ['gpt-4', 'お誕生日おめでとう', 9],
    ['openai/gpt-4o-mini', 'お誕生日おめでとう', 8],
  ])('as the tokenizer of %s does: %s', async (model, text, tokens) => {
    expect(await counting.count(model, [[text]])).toEqual([tokens]);
  });

  test('of text that looks like an order to the encoder', async () => {
    const [tokens = 0] = await counting.count('gpt-5', [['<|endoftext|> said nobody']]);
    expect(tokens).toBeGreaterThan(3);
  });

  test('of several texts on their own, and of nothing as none', async () => {
    expect(await counting.count('gpt-5', [['hello', 'hello'], [], ['hello', '']])).toEqual([2, 0, 1]);
  });

  test('of a text without a gap, which no encoder takes at once', async () => {
    const [tokens = 0] = await counting.count('gpt-5', [['a'.repeat(200_000)]]);
    expect(tokens).toBeGreaterThan(10_000);
  });

  test('of a huge prompt by its parts', async () => {
    const line = 'The quick brown fox jumps over the lazy dog, again and again.\n';
    const [one = 0] = await counting.count('gpt-5', [[line]]);
    const [many = 0] = await counting.count('gpt-5', [[line.repeat(100_000)]]);
    expect(many / 100_000).toBeGreaterThan(one * 0.97);
    expect(many / 100_000).toBeLessThan(one * 1.03);
  });

  test('by rule of thumb when it takes too long', async () => {
    const hasty = createTokenCounting({ thread, timeMaxMs: 0 });
    expect(await hasty.count('gpt-5', [['abcdefgh', '你好世界']])).toEqual([6]);
    await hasty.stop();
  });

  test('by rule of thumb when there is no thread to count them', async () => {
    const broken = createTokenCounting({ thread: new URL('no-such-thread.ts', import.meta.url) });
    expect(await broken.count('gpt-5', [['abcdefgh', '你好世界']])).toEqual([6]);
    await broken.stop();
  });
});

test.each([
  ['gpt-3.5-turbo', 'cl100k_base', 100],
  ['gpt-4-turbo', 'cl100k_base', 100],
  ['text-embedding-3-small', 'cl100k_base', 100],
  ['gpt-4o', 'o200k_base', 100],
  ['gpt-4.1-mini', 'o200k_base', 100],
  ['openai/gpt-oss-120b', 'o200k_base', 100],
  ['o4-mini', 'o200k_base', 100],
  ['anthropic/claude-sonnet-5', 'o200k_base', 120],
  ['qwen3-235b', 'cl100k_base', 100],
  ['nobody-knows', 'o200k_base', 100],
])('%s is counted with %s, %i for a hundred', (model, encoding, perHundred) => {
  expect(tokenizerOf(model)).toEqual({ encoding, perHundred });
});

test('the rule of thumb takes four bytes of Latin text, or one CJK character, for a token', () => {
  expect(roughTokens('abcde')).toBe(2);
  expect(roughTokens('こんにちは')).toBe(5);
  expect(roughTokens('한국어Grüße👋')).toBe(3 + 3);
});

test('a sample holds no more than it may, and every part of the texts has its share', () => {
  const texts = ['a'.repeat(1_000_000), 'b'.repeat(1_000_000)];
  const sample = sampleTexts(texts, 100_000);
  expect(sample.sampled).toBeLessThanOrEqual(110_000);
  expect(sample.pieces.some((piece) => piece.startsWith('b'))).toBe(true);
  expect(sample.whole).toBe(2_000_000);
  expect(scaledUp(sample, sample.sampled)).toBe(2_000_000);
});
