import { expect, test } from 'vitest';
import { usageFromResponses } from '../../src/cost/usage-from-responses.ts';

const report = (more: object = {}) => ({
  input_tokens: 1200,
  input_tokens_details: { cached_tokens: 1024, cache_write_tokens: 100 },
  output_tokens: 300,
  output_tokens_details: { reasoning_tokens: 192 },
  total_tokens: 1500,
  ...more,
});

test('splits what the input and the output of a response include', () => {
  expect(usageFromResponses(report())).toEqual({
    usage: {
      input: 76,
      cached_input: 1024,
      cache_write: 100,
      output: 108,
      reasoning: 192,
      prompt: 1200,
      completion: 300,
      total: 1500,
      estimated: false,
    },
    unknownFields: [],
    suspect: false,
  });
});

test('names what it does not know by the path that the report has for it', () => {
  const raw = report({ output_tokens_details: { reasoning_tokens: 0, audio_tokens: 7 }, image_tokens: 3 });
  expect(usageFromResponses(raw)?.unknownFields).toEqual(['output_tokens_details.audio_tokens', 'image_tokens']);
});

test('counts no token that cannot be one, and says so', () => {
  expect(usageFromResponses(report({ output_tokens: -1 }))).toMatchObject({ usage: null, suspect: true });
  expect(usageFromResponses({})).toMatchObject({ usage: null, suspect: true });
  expect(usageFromResponses(null)).toBeNull();
});

test('holds a report that contradicts its own total suspect', () => {
  expect(usageFromResponses(report({ total_tokens: 1400 }))?.suspect).toBe(true);
});
