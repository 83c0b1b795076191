import { describe, expect, test } from 'vitest';
import { usageFromAnthropic } from '../../src/cost/usage-from-anthropic.ts';

const classes = (raw: unknown) => {
  const usage = usageFromAnthropic(raw)?.usage;
  return usage ? [usage.input, usage.cached_input, usage.cache_write, usage.output, usage.reasoning] : usage;
};

describe('an Anthropic usage report', () => {
  test('counts cached tokens beside the input, and thinking within the output', () => {
    const raw = {
      input_tokens: 10,
      cache_creation_input_tokens: 200,
      cache_read_input_tokens: 3000,
      cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 0 },
      output_tokens: 50,
      output_tokens_details: { thinking_tokens: 20 },
      server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
      service_tier: 'standard',
      inference_geo: null,
    };
    expect(usageFromAnthropic(raw)).toEqual({
      usage: {
        input: 10,
        cached_input: 3000,
        cache_write: 200,
        output: 30,
        reasoning: 20,
        prompt: 3210,
        completion: 50,
        total: 3260,
        estimated: false,
      },
      unknownFields: [],
      suspect: false,
    });
  });

  test.each([
    ['the two numbers alone', { input_tokens: 3, output_tokens: 4 }, [3, 0, 0, 4, 0]],
    [
      'nulls',
      { input_tokens: 3, output_tokens: 4, cache_read_input_tokens: null, cache_creation: null },
      [3, 0, 0, 4, 0],
    ],
    [
      'writes that are only told apart',
      { input_tokens: 3, output_tokens: 4, cache_creation: { ephemeral_5m_input_tokens: 5 } },
      [3, 0, 5, 4, 0],
    ],
    ['no output', { input_tokens: 3 }, [3, 0, 0, 0, 0]],
  ])('is read with %s', (_, raw, expected) => {
    expect(classes(raw)).toEqual(expected);
  });

  test.each([
    ['negative', { input_tokens: -1, output_tokens: 1 }],
    ['fractional', { input_tokens: 1, output_tokens: 1.5 }],
    ['no number', { input_tokens: 1, output_tokens: 1, cache_read_input_tokens: '7' }],
    ['beyond all sense', { input_tokens: 1e12, output_tokens: 1 }],
    ['empty', {}],
  ])('is unusable when %s', (_, raw) => {
    expect(usageFromAnthropic(raw)).toMatchObject({ usage: null, suspect: true });
  });

  test.each([null, undefined, 7, 'usage', []])('is none when it is %o', (raw) => {
    expect(usageFromAnthropic(raw)).toBeNull();
  });

  test('names what has a price of its own', () => {
    const raw = {
      input_tokens: 1,
      output_tokens: 1,
      cache_creation_input_tokens: 9,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 9 },
      server_tool_use: { web_search_requests: 2 },
      iterations: [{}],
    };
    expect(usageFromAnthropic(raw)).toMatchObject({
      usage: { cache_write: 9 },
      unknownFields: ['cache_creation.ephemeral_1h_input_tokens', 'server_tool_use.web_search_requests', 'iterations'],
      suspect: false,
    });
  });

  test.each([
    ['more thought than said', { input_tokens: 1, output_tokens: 2, output_tokens_details: { thinking_tokens: 3 } }],
    [
      'parts that are not the sum',
      {
        input_tokens: 1,
        output_tokens: 1,
        cache_creation_input_tokens: 4,
        cache_creation: { ephemeral_5m_input_tokens: 3 },
      },
    ],
  ])('is suspect with %s', (_, raw) => {
    expect(usageFromAnthropic(raw)?.suspect).toBe(true);
  });
});
