import { describe, expect, test } from 'vitest';
import { hello, startFixture } from './fixture.ts';

const { gateway, standIn, chat } = await startFixture(({ origin }) => ({
  models: ['reports-oddly', 'says-nothing'],
  providers: [
    `{ name: claude, protocol: anthropic, kind: local, base_url: "${origin}", credential: "env:TEST_PROVIDER_KEY" }`,
  ],
  otherModels: [['breaks-off', 'provider: claude']],
}));

describe('a call is metered', () => {
  test.each([false, true])('by all that its report says; streamed: %s', async (stream) => {
    const report = {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 99,
      prompt_tokens_details: { cached_tokens: 60, audio_tokens: 10 },
      server_tool_use: { web_search_requests: 2 },
      smell_tokens: 4,
      service_tier: 'flex',
    };
    standIn.script('reports-oddly', { usageReported: report }, 1);
    const { requestId } = await chat(hello('reports-oddly', { stream }));
    expect(await gateway.settled(requestId)).toMatchObject({
      service_tier: 'flex',
      usage_reported: report,
      usage: {
        input: 40,
        cached_input: 60,
        completion: 20,
        estimated: false,
        suspect: true,
        details: { audio_input: 10 },
        units: { web_search: 2 },
      },
    });
  });

  test('and what its report says that nobody knows raises the metric', async () => {
    const metrics = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(metrics).toMatch(/tollgate_usage_unknown_fields_total\{provider="[^"]+",field="smell_tokens"\} 2/);
  });

  test('by a tokenizer where nothing is reported', async () => {
    standIn.script('says-nothing', { usage: 'none', text: 'antidisestablishmentarianism' }, 1);
    const { requestId } = await chat(hello('says-nothing'));
    const { usage, usage_reported, cost } = await gateway.settled(requestId);
    expect(usage).toMatchObject({ estimated: true });
    expect(usage?.prompt).toBeGreaterThan(7);
    expect(usage?.completion).toBeGreaterThan(4);
    expect(usage).not.toHaveProperty('suspect');
    expect([usage_reported, cost?.amount]).toEqual([null, expect.stringMatching(/^0\.\d+$/)]);
  });

  test('exactly as to its prompt, and by a tokenizer as to the rest, when an Anthropic stream breaks off', async () => {
    const usageReported = { input_tokens: 11, cache_read_input_tokens: 2000, output_tokens: 1 };
    standIn.script('breaks-off', { usageReported, text: 'one two three four five six', chunks: 6, cutAfter: 4 }, 1);
    const { requestId } = await chat(hello('breaks-off', { stream: true, max_tokens: 100 }));
    const { status, usage } = await gateway.settled(requestId);
    expect(status).toBe('failed');
    expect(usage).toMatchObject({ input: 11, cached_input: 2000, prompt: 2011, estimated: true });
    expect(usage?.completion).toBeGreaterThan(1);
  });
});
