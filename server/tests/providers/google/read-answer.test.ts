import { describe, expect, test } from 'vitest';
import { readGoogleBody, readGoogleStream } from '../../../src/providers/google/read-answer.ts';
import type { AnswerStep } from '../../../src/providers/interchange/answer.ts';
import { readAll } from '../../support/prompt.ts';

const about = { responseId: 'abc-1', modelVersion: 'gemini-3-flash-preview' };
const usage = (candidates: number) => ({
  promptTokenCount: 10,
  candidatesTokenCount: candidates,
  totalTokenCount: 10 + candidates,
});
const chunk = (parts: object[], more: object = {}, tokens = 1) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
  usageMetadata: usage(tokens),
  ...about,
});
const body = (parts: object[], more: object = { finishReason: 'STOP' }) => readGoogleBody(chunk(parts, more)) ?? [];
const kinds = (steps: readonly AnswerStep[]) => steps.map(({ kind }) => kind);
const idOf = (steps: readonly AnswerStep[]) => steps.flatMap((step) => (step.kind === 'tool_call' ? [step.id] : []));

describe('a whole answer', () => {
  test('is read into its steps', () => {
    expect(
      body([
        { text: 'Let me see.', thought: true },
        { text: 'It is warm.', thoughtSignature: 'c2ln' },
        {
          functionCall: { id: 'fc-1', name: 'weather', args: { city: 'Bonn', days: [1, 2] } },
          thoughtSignature: 'c2lnMg',
        },
      ]),
    ).toEqual([
      { kind: 'begin', id: 'abc-1', model: 'gemini-3-flash-preview' },
      { kind: 'thinking', text: 'Let me see.' },
      { kind: 'text', text: 'It is warm.' },
      { kind: 'thinking_signature', signature: 'c2ln', by: 'google' },
      { kind: 'tool_call', index: 0, id: 'fc-1', name: 'weather', signature: 'c2lnMg' },
      { kind: 'tool_arguments', index: 0, text: '{"city":"Bonn","days":[1,2]}' },
      { kind: 'finish', reason: 'tool_calls', stopSequence: null },
      { kind: 'usage', usage: usage(1) },
      { kind: 'end' },
    ]);
  });

  test.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'filtered'],
    ['RECITATION', 'filtered'],
    ['PROHIBITED_CONTENT', 'filtered'],
    ['BLOCKLIST', 'filtered'],
    ['SPII', 'filtered'],
  ])('that ends with %s ended by %s', (finishReason, reason) => {
    expect(body([{ text: 'x' }], { finishReason })).toContainEqual({ kind: 'finish', reason, stopSequence: null });
  });

  test.each(['MALFORMED_FUNCTION_CALL', 'OTHER', 'SOMETHING_NEW'])(
    'that failed with %s has no end, but an error',
    (finishReason) => {
      const steps = body([], { finishReason, finishMessage: 'it broke' });
      expect(steps).toContainEqual({
        kind: 'error',
        error: { message: 'it broke', type: 'model_failure', code: finishReason },
      });
      expect(kinds(steps)).not.toContain('finish');
      expect(kinds(steps)).not.toContain('end');
    },
  );

  test('without a finish reason has no end', () => {
    expect(kinds(body([{ text: 'x' }], {}))).toEqual(['begin', 'text', 'usage']);
  });

  test('to a prompt that was blocked is filtered', () => {
    const steps = readGoogleBody({
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: 4 },
      ...about,
    });
    expect(steps).toContainEqual({ kind: 'finish', reason: 'filtered', stopSequence: null });
    expect(kinds(steps ?? []).at(-1)).toBe('end');
  });

  test('names calls without an id so that no two are the same, with twelve characters or more', () => {
    const calls = [{ functionCall: { name: 'a' } }, { functionCall: { name: 'a', id: '' } }];
    const ids = [...idOf(body(calls)), ...idOf(body(calls))];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{12,40}$/);
  });

  test('names a call with an illegal id by a legal one, always the same', () => {
    const [first, again] = [body, body].map(
      (read) => idOf(read([{ functionCall: { name: 'a', id: 'weather:0#ä' } }]))[0],
    );
    expect(first).toMatch(/^[a-zA-Z0-9_-]{12,40}$/);
    expect(first).toBe(again);
  });

  test('brings the log probabilities of its tokens', () => {
    const logprobsResult = {
      chosenCandidates: [{ token: 'Hi', tokenId: 3, logProbability: -0.1 }],
      topCandidates: [
        {
          candidates: [
            { token: 'Hi', logProbability: -0.1 },
            { token: 'Yo', logProbability: -2 },
          ],
        },
      ],
    };
    expect(body([{ text: 'Hi' }], { finishReason: 'STOP', logprobsResult })).toContainEqual({
      kind: 'text',
      text: 'Hi',
      logprobs: [
        {
          token: 'Hi',
          logprob: -0.1,
          bytes: null,
          top_logprobs: [
            { token: 'Hi', logprob: -0.1, bytes: null },
            { token: 'Yo', logprob: -2, bytes: null },
          ],
        },
      ],
    });
  });

  test('tells what it cites', () => {
    const more = {
      finishReason: 'STOP',
      groundingMetadata: { groundingChunks: [{ web: { uri: 'https://example.com/a', title: 'A' } }] },
      citationMetadata: { citationSources: [{ startIndex: 2, endIndex: 9, uri: 'https://example.com/b' }] },
    };
    const cited = body([{ text: 'x' }], more).flatMap((step) => (step.kind === 'citation' ? [step.citation] : []));
    expect(cited).toEqual([
      { type: 'url_citation', url_citation: { url: 'https://example.com/a', title: 'A' } },
      { type: 'url_citation', url_citation: { url: 'https://example.com/b', title: '', start_index: 2, end_index: 9 } },
    ]);
  });

  test('with an image, which has no word elsewhere, is an error and not a shorter answer', () => {
    const steps = body([{ text: 'Here:' }, { inlineData: { mimeType: 'image/png', data: 'iVBO' } }]);
    expect(kinds(steps)).toContain('error');
  });

  test.each([
    ['an envelope', { error: { code: 429, message: 'slow down', status: 'RESOURCE_EXHAUSTED' } }],
    ['a list with an envelope', [{ error: { code: 429, message: 'slow down', status: 'RESOURCE_EXHAUSTED' } }]],
  ])('may be an error: %s', (_, envelope) => {
    const error = { message: 'slow down', type: 'RESOURCE_EXHAUSTED', code: '429' };
    expect(readGoogleBody(envelope)).toEqual([{ kind: 'error', error }]);
  });

  test.each([[null], ['text'], [[]], [{}], [{ choices: [] }]])('is not %o', (other) => {
    expect(readGoogleBody(other)).toBeNull();
  });
});

describe('a stream', () => {
  test('gives each piece when it comes; the last usage counts and comes before the end', () => {
    const steps = readAll(readGoogleStream(), [
      chunk([{ text: 'Hel' }], {}, 1),
      chunk([{ text: 'lo' }], {}, 2),
      chunk([{ text: '', thoughtSignature: 'c2ln' }], { finishReason: 'STOP' }, 3),
    ]);
    expect(kinds(steps)).toEqual([
      'begin',
      'text',
      'usage',
      'text',
      'usage',
      'thinking_signature',
      'finish',
      'usage',
      'end',
    ]);
    expect(steps.findLast(({ kind }) => kind === 'usage')).toEqual({ kind: 'usage', usage: usage(3) });
  });

  test('counts its calls over all events and ends by them', () => {
    const steps = readAll(readGoogleStream(), [
      chunk([{ functionCall: { name: 'a', args: {} } }]),
      chunk([{ functionCall: { name: 'b', args: { x: 1 } } }]),
      chunk([], { finishReason: 'STOP' }),
    ]);
    expect(steps.flatMap((step) => (step.kind === 'tool_arguments' ? [[step.index, step.text]] : []))).toEqual([
      [0, '{}'],
      [1, '{"x":1}'],
    ]);
    expect(steps).toContainEqual({ kind: 'finish', reason: 'tool_calls', stopSequence: null });
  });

  test('whose usage comes after the finish reason ends with it, once', () => {
    const last = { candidates: [{ finishReason: 'STOP' }], ...about };
    const steps = readAll(readGoogleStream(), [
      chunk([{ text: 'x' }]),
      last,
      { usageMetadata: usage(9) },
      { usageMetadata: usage(9) },
    ]);
    expect(kinds(steps)).toEqual(['begin', 'text', 'usage', 'finish', 'usage', 'end', 'usage']);
  });

  test('that stops in the middle has neither a finish nor an end', () => {
    expect(kinds(readAll(readGoogleStream(), [chunk([{ text: 'x' }])]))).toEqual(['begin', 'text', 'usage']);
  });

  test('tells an error inside it, and an event that cannot be read', () => {
    const error = { code: 503, message: 'overloaded', status: 'UNAVAILABLE' };
    expect(readAll(readGoogleStream(), [{ error }])).toEqual([
      { kind: 'error', error: { message: 'overloaded', type: 'UNAVAILABLE', code: '503' } },
    ]);
    expect(kinds(readAll(readGoogleStream(), ['{"candidates":']))).toEqual(['error']);
  });

  test('has events without data, which say nothing', () => {
    expect(readGoogleStream().take({ data: null, event: null })).toEqual([]);
  });
});
