import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateUsage, usageFromOpenAi } from '../../src/cost/usage.ts';

const classes = (raw: unknown) => {
  const usage = usageFromOpenAi(raw)?.usage;
  return usage ? [usage.input, usage.cached_input, usage.cache_write, usage.output, usage.reasoning] : usage;
};

describe('a usage report', () => {
  test('is split into classes: cached within the prompt, reasoning within the completion', () => {
    const raw = {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 60, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 20, audio_tokens: 0, accepted_prediction_tokens: 3 },
    };
    expect(usageFromOpenAi(raw)).toEqual({
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
    ['the three numbers alone', { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }, [3, 0, 0, 4, 0]],
    ['no total', { prompt_tokens: 3, completion_tokens: 4 }, [3, 0, 0, 4, 0]],
    ['no completion', { prompt_tokens: 3, total_tokens: 3 }, [3, 0, 0, 0, 0]],
    [
      'null details',
      { prompt_tokens: 3, completion_tokens: 4, prompt_tokens_details: null, completion_tokens_details: null },
      [3, 0, 0, 4, 0],
    ],
    [
      'DeepSeek’s cache',
      { prompt_tokens: 10, completion_tokens: 1, prompt_cache_hit_tokens: 8, prompt_cache_miss_tokens: 2 },
      [2, 8, 0, 1, 0],
    ],
    ['Moonshot’s cache', { prompt_tokens: 10, completion_tokens: 1, cached_tokens: 4 }, [6, 4, 0, 1, 0]],
    [
      'cache writes',
      { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 2, cache_write_tokens: 5 } },
      [3, 2, 5, 1, 0],
    ],
    [
      'reasoning beside the completion, as the total says',
      { prompt_tokens: 10, completion_tokens: 5, total_tokens: 23, completion_tokens_details: { reasoning_tokens: 8 } },
      [10, 0, 0, 5, 8],
    ],
    [
      'little reasoning beside the completion',
      { prompt_tokens: 10, completion_tokens: 5, total_tokens: 17, completion_tokens_details: { reasoning_tokens: 2 } },
      [10, 0, 0, 5, 2],
    ],
  ])('with %s is no riddle', (_, raw, expected) => {
    expect(classes(raw)).toEqual(expected);
    expect(usageFromOpenAi(raw)?.suspect).toBe(false);
  });

  test.each([
    [
      'more cached than the prompt',
      { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 15 } },
      [0, 10, 0, 1, 0],
    ],
    [
      'more cached and written than the prompt',
      { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 8, cache_write_tokens: 8 } },
      [0, 8, 2, 1, 0],
    ],
    [
      'more reasoning than the completion, and no total',
      { prompt_tokens: 10, completion_tokens: 1, completion_tokens_details: { reasoning_tokens: 5 } },
      [10, 0, 0, 1, 5],
    ],
    ['a total that is none', { prompt_tokens: 10, completion_tokens: 1, total_tokens: 99 }, [10, 0, 0, 1, 0]],
  ])('with %s is read, and suspect', (_, raw, expected) => {
    expect(classes(raw)).toEqual(expected);
    expect(usageFromOpenAi(raw)?.suspect).toBe(true);
  });

  test.each([-1, 1.5, 2e9, Number.NaN, '7', true, {}, 1e300])('with %j tokens is not believed', (tokens) => {
    for (const raw of [
      { prompt_tokens: tokens, completion_tokens: 1 },
      { prompt_tokens: 1, completion_tokens: tokens },
      { prompt_tokens: 1, completion_tokens: 1, total_tokens: tokens },
      { prompt_tokens: 1, completion_tokens: 1, prompt_tokens_details: { cached_tokens: tokens } },
      { prompt_tokens: 1, completion_tokens: 1, completion_tokens_details: { reasoning_tokens: tokens } },
    ]) {
      expect(usageFromOpenAi(raw)).toMatchObject({ usage: null, suspect: true });
    }
  });

  test('without numbers is not believed, and none at all is none', () => {
    expect(usageFromOpenAi({})).toMatchObject({ usage: null, suspect: true });
    for (const nothing of [null, undefined, 3, 'x', []]) expect(usageFromOpenAi(nothing)).toBeNull();
  });

  test('names what this version does not know, unless it says nothing', () => {
    const raw = {
      prompt_tokens: 3,
      completion_tokens: 4,
      search_units: 2,
      cost: null,
      prompt_tokens_details: { cached_tokens: 1, audio_tokens: 1, image_tokens: 0 },
      completion_tokens_details: { audio_tokens: 2, thoughts: 'x' },
      server_tool_use: { web_search_requests: 1 },
    };
    expect(usageFromOpenAi(raw)?.unknownFields).toEqual([
      'search_units',
      'prompt_tokens_details.audio_tokens',
      'completion_tokens_details.audio_tokens',
      'completion_tokens_details.thoughts',
      'server_tool_use',
    ]);
  });

  test('always sums up: prompt, completion and total are those of the classes, none of them negative', () => {
    const tokens = fc.oneof(fc.nat(100), fc.nat(1_000_000));
    const report = fc.record(
      {
        prompt_tokens: tokens,
        completion_tokens: tokens,
        total_tokens: tokens,
        prompt_tokens_details: fc.record({ cached_tokens: tokens, cache_write_tokens: tokens }, { requiredKeys: [] }),
        completion_tokens_details: fc.record({ reasoning_tokens: tokens }, { requiredKeys: [] }),
      },
      { requiredKeys: ['prompt_tokens', 'completion_tokens'] },
    );
    fc.assert(
      fc.property(report, (raw) => {
        const usage = usageFromOpenAi(raw)?.usage;
        if (usage == null) throw new Error('not read');
        const { input, cached_input, cache_write, output, reasoning } = usage;
        expect(Math.min(input, cached_input, cache_write, output, reasoning)).toBeGreaterThanOrEqual(0);
        expect(usage.prompt).toBe(input + cached_input + cache_write);
        expect(usage.prompt).toBe(raw.prompt_tokens);
        expect(usage.completion).toBe(output + reasoning);
        expect(usage.completion).toBeGreaterThanOrEqual(raw.completion_tokens);
        expect(usage.total).toBe(usage.prompt + usage.completion);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a local estimate', () => {
  test('counts four bytes of Latin text, or one CJK character, as a token, and says that it is one', () => {
    expect(
      estimateUsage({ promptTexts: ['abcdefgh', '你好世界'], answerText: 'abcde', reasoningText: 'こんにちは' }),
    ).toEqual({
      input: 6,
      cached_input: 0,
      cache_write: 0,
      output: 2,
      reasoning: 5,
      prompt: 6,
      completion: 7,
      total: 13,
      estimated: true,
    });
    expect(estimateUsage({ promptTexts: ['한국어', 'Grüße', '👋'], answerText: '' })).toMatchObject({
      input: 3 + 2 + 1,
      output: 0,
    });
  });
});
