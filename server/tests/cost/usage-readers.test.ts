import { usageDetails } from '@tollgate/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeUsage, unsaidSides } from '../../src/cost/usage/complete-usage.ts';
import { usageFromAnthropic } from '../../src/cost/usage/usage-from-anthropic.ts';
import { usageFromGoogle } from '../../src/cost/usage/usage-from-google.ts';
import { usageFromOllama } from '../../src/cost/usage/usage-from-ollama.ts';
import { usageFromEmbeddings, usageFromOpenAi } from '../../src/cost/usage/usage-from-openai.ts';

const readers = { usageFromOpenAi, usageFromEmbeddings, usageFromAnthropic, usageFromGoogle, usageFromOllama };
const nothing = { prompt: 0, output: 0, reasoning: 0 };

/** Members that some reader looks at, so that random reports say something. */
const names =
  'prompt_tokens completion_tokens total_tokens input_tokens output_tokens cached_tokens prompt_tokens_details completion_tokens_details reasoning_tokens audio_tokens cache_creation cache_read_input_tokens cache_creation_input_tokens ephemeral_1h_input_tokens iterations type promptTokenCount candidatesTokenCount thoughtsTokenCount totalTokenCount promptTokensDetails modality tokenCount prompt_eval_count eval_count server_tool_use web_search_requests'.split(
    ' ',
  );
const number = fc.oneof(
  fc.nat(200),
  fc.constantFrom(-1, 1.5, 1e9, 1e9 + 1, 1e300, '7', true, null, 'AUDIO', 'compaction'),
);
const { report } = fc.letrec((tie) => ({
  report: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 12 }),
  value: fc.oneof({ depthSize: 'small' }, { arbitrary: number, weight: 5 }, tie('report'), fc.array(tie('report'))),
}));

describe.each(Object.entries(readers))('whatever is reported, %s', (_, read) => {
  test('gives classes that are counts and add up, with details within them', () => {
    fc.assert(
      fc.property(fc.oneof({ arbitrary: report, weight: 9 }, fc.jsonValue()), fc.boolean(), (raw, isSpoken) => {
        const reading = read(raw);
        const unsaid = unsaidSides(reading, { prompt: isSpoken, completion: isSpoken });
        const usage = completeUsage(reading, unsaid, { prompt: 7, output: 2, reasoning: 1 });
        const { input, cached_input, cache_write, output, reasoning } = usage;
        const counts = [input, cached_input, cache_write, output, reasoning];
        for (const count of [...counts, ...Object.values(usage.details ?? {}), ...Object.values(usage.units ?? {})]) {
          expect(Number.isSafeInteger(count) && Number(count) >= 0).toBe(true);
        }
        expect(usage.prompt).toBe(input + cached_input + cache_write);
        expect(usage.completion).toBe(output + reasoning);
        expect(usage.total).toBe(usage.prompt + usage.completion);
        for (const parent of ['input', 'cached_input', 'cache_write', 'output'] as const) {
          const within = Object.entries(usage.details ?? {}).filter(
            ([name]) => usageDetails[name as keyof typeof usageDetails] === parent,
          );
          expect(within.reduce((sum, [, tokens]) => sum + Number(tokens), 0)).toBeLessThanOrEqual(usage[parent]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each([null, undefined, 7, 'usage', [], [5]])('takes %j for no report', (raw) => {
    expect(read(raw)).toBeNull();
  });
});

describe('a report of OpenAI’s form', () => {
  test('never comes to more than it states, and to no less', () => {
    const tokens = fc.oneof(fc.nat(100), fc.nat(1_000_000));
    const stated = fc.record(
      {
        prompt_tokens: tokens,
        completion_tokens: tokens,
        total_tokens: tokens,
        prompt_tokens_details: fc.record(
          { cached_tokens: tokens, cache_write_tokens: tokens, audio_tokens: tokens },
          { requiredKeys: [] },
        ),
        completion_tokens_details: fc.record({ reasoning_tokens: tokens }, { requiredKeys: [] }),
      },
      { requiredKeys: ['prompt_tokens', 'completion_tokens'] },
    );
    fc.assert(
      fc.property(stated, (raw) => {
        const reading = usageFromOpenAi(raw);
        const usage = completeUsage(reading, { prompt: false, completion: false }, nothing);
        const thought = raw.completion_tokens_details?.reasoning_tokens ?? 0;
        const most = Math.max((raw.total_tokens ?? 0) - raw.prompt_tokens, raw.completion_tokens + thought);
        expect(usage.prompt).toBe(raw.prompt_tokens);
        expect(usage.completion).toBeGreaterThanOrEqual(raw.completion_tokens);
        expect(usage.completion).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });

  test('names what nobody knows by its path, unless it says nothing', () => {
    const raw = {
      prompt_tokens: 3,
      completion_tokens: 4,
      generated_tokens: 4,
      search_units: 2,
      new_price: null,
      prompt_tokens_details: { cached_tokens: 1, smell_tokens: 1, taste_tokens: 0 },
      completion_tokens_details: { thoughts: 'x' },
      server_tool_use: { web_search_requests: 1, dig_requests: 2 },
      total_time: 0.3,
    };
    expect(usageFromOpenAi(raw)?.unknownFields).toEqual([
      'generated_tokens',
      'search_units',
      'prompt_tokens_details.smell_tokens',
      'completion_tokens_details.thoughts',
      'server_tool_use.dig_requests',
    ]);
  });
});

test('a member whose own name has a dot is none within another', () => {
  const reading = usageFromOpenAi({
    prompt_tokens: 10,
    completion_tokens: 2,
    'prompt_tokens_details.cached_tokens': 9,
  });
  expect(reading).toMatchObject({ prompt: { input: 10, cached_input: 0 } });
  expect(reading?.unknownFields).toEqual(['prompt_tokens_details\\.cached_tokens']);
});

describe('what is left to be counted', () => {
  const reading = usageFromOpenAi({ prompt_tokens: 10, completion_tokens: 0, total_tokens: 10 });

  test('is what is told to be nothing though something was said, and that is suspect', () => {
    const unsaid = unsaidSides(reading, { prompt: true, completion: true });
    expect(unsaid).toEqual({ prompt: false, completion: true });
    expect(completeUsage(reading, unsaid, { prompt: 99, output: 4, reasoning: 2 })).toMatchObject({
      input: 10,
      output: 4,
      reasoning: 2,
      estimated: true,
      suspect: true,
    });
  });

  test('is nothing where nothing was said', () => {
    const unsaid = unsaidSides(reading, { prompt: true, completion: false });
    const usage = completeUsage(reading, unsaid, nothing);
    expect(usage).toMatchObject({ total: 10, estimated: false });
    expect(usage).not.toHaveProperty('suspect');
  });

  test('is both sides of a call without a report, and that is not suspect', () => {
    const usage = completeUsage(null, unsaidSides(null, { prompt: true, completion: true }), {
      prompt: 5,
      output: 3,
      reasoning: 0,
    });
    expect(usage).toMatchObject({ input: 5, output: 3, total: 8, estimated: true });
    expect(usage).not.toHaveProperty('suspect');
  });
});
