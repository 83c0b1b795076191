import { describe, expect, test } from 'vitest';
import type { AnswerStep } from '../../../src/providers/interchange/answer.ts';
import { createNdjsonParser } from '../../../src/providers/interchange/ndjson-parser.ts';
import { readOllamaBody, readOllamaStream } from '../../../src/providers/ollama/read-answer.ts';
import { ollamaWire } from '../../../src/providers/ollama/wire.ts';
import { readAll } from '../../support/prompt.ts';

const line = (message: object, more: object = {}) => ({
  model: 'qwen3:8b',
  created_at: '2026-11-26T15:00:00.000000000Z',
  message: { role: 'assistant', content: '', ...message },
  done: false,
  ...more,
});
const counts = {
  total_duration: 5_000_000,
  load_duration: 1000,
  prompt_eval_count: 26,
  prompt_eval_duration: 100,
  eval_count: 7,
  eval_duration: 900,
};
const done = (more: object = {}) => line({}, { done: true, done_reason: 'stop', ...counts, ...more });
const kinds = (steps: readonly AnswerStep[]) => steps.map(({ kind }) => kind);
const weather = {
  tool_calls: [{ id: 'call_ab12cd34', function: { index: 0, name: 'weather', arguments: { city: 'Bonn' } } }],
};

describe('a whole answer', () => {
  test('is read into its steps', () => {
    expect(
      readOllamaBody({ ...done(), message: { role: 'assistant', thinking: 'Hm.', content: 'Warm.', ...weather } }),
    ).toEqual([
      { kind: 'begin', id: null, model: 'qwen3:8b' },
      { kind: 'thinking', text: 'Hm.' },
      { kind: 'text', text: 'Warm.' },
      { kind: 'tool_call', index: 0, id: 'call_ab12cd34', name: 'weather', signature: null },
      { kind: 'tool_arguments', index: 0, text: '{"city":"Bonn"}' },
      { kind: 'finish', reason: 'tool_calls', stopSequence: null },
      { kind: 'usage', usage: counts },
      { kind: 'end' },
    ]);
  });

  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['load', 'stop'],
    [undefined, 'stop'],
  ])('that is done for the reason %s ended by %s', (done_reason, reason) => {
    expect(readOllamaBody(done({ done_reason }))).toContainEqual({ kind: 'finish', reason, stopSequence: null });
  });

  test('may be an error', () => {
    expect(readOllamaBody({ error: 'model "x" not found' })).toEqual([
      { kind: 'error', error: { message: 'model "x" not found', type: null, code: null } },
    ]);
  });

  test.each([[null], ['text'], [{}], [{ choices: [] }]])('is not %o', (other) => {
    expect(readOllamaBody(other)).toBeNull();
  });
});

describe('a stream', () => {
  test('gives each piece when it comes, and its end with the last line', () => {
    const steps = readAll(readOllamaStream(), [
      line({ thinking: 'Hm' }),
      line({ thinking: '.' }),
      line({ content: 'War' }),
      line({ content: 'm.' }),
      done(),
    ]);
    expect(kinds(steps)).toEqual(['begin', 'thinking', 'thinking', 'text', 'text', 'finish', 'usage', 'end']);
  });

  test('names calls without an id so that no two are the same', () => {
    const bare = {
      tool_calls: [{ function: { name: 'a', arguments: {} } }, { function: { name: 'a', arguments: {} } }],
    };
    const steps = readAll(readOllamaStream(), [line(bare), line(bare), done()]);
    const calls = steps.flatMap((step) => (step.kind === 'tool_call' ? [step] : []));
    expect(calls.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(4);
    for (const { id } of calls) expect(id).toMatch(/^[a-zA-Z0-9_-]{12,40}$/);
    expect(steps).toContainEqual({ kind: 'finish', reason: 'tool_calls', stopSequence: null });
  });

  test('brings the log probabilities of its tokens', () => {
    const logprobs = [{ token: 'Hi', logprob: -0.5, bytes: [72, 105], top_logprobs: [{ token: 'Yo', logprob: -3 }] }];
    expect(readAll(readOllamaStream(), [line({ content: 'Hi' }, { logprobs })])[1]).toEqual({
      kind: 'text',
      text: 'Hi',
      logprobs: [
        { token: 'Hi', logprob: -0.5, bytes: [72, 105], top_logprobs: [{ token: 'Yo', logprob: -3, bytes: null }] },
      ],
    });
  });

  test('that stops in the middle has neither a finish nor an end', () => {
    expect(kinds(readAll(readOllamaStream(), [line({ content: 'x' })]))).toEqual(['begin', 'text']);
  });

  test('tells an error inside it, and a line that cannot be read', () => {
    expect(readAll(readOllamaStream(), [{ error: 'out of memory' }])).toEqual([
      { kind: 'error', error: { message: 'out of memory', type: null, code: null } },
    ]);
    expect(kinds(readAll(readOllamaStream(), ['{"message":']))).toEqual(['error']);
  });

  test('is read from its bytes as they come', () => {
    const parser = createNdjsonParser();
    const reader = ollamaWire.readStream();
    const bytes = Buffer.from([line({ content: 'Grüße' }), done()].map((it) => JSON.stringify(it)).join('\n'));
    const frames = [...bytes].flatMap((byte) => parser.push(Buffer.from([byte])));
    const steps = [...frames, ...parser.end()].flatMap((frame) => [...reader.take(frame)]);
    expect(steps).toContainEqual({ kind: 'text', text: 'Grüße' });
    expect(steps.at(-1)).toEqual({ kind: 'end' });
  });
});

test('a call goes to the server’s own chat', () => {
  expect(ollamaWire.url({ baseUrl: 'http://127.0.0.1:11434', apiVersion: null }, 'qwen3:8b', true)).toBe(
    'http://127.0.0.1:11434/api/chat',
  );
});
