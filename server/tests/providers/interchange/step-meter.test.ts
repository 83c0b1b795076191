import { expect, test } from 'vitest';
import type { AnswerStep } from '../../../src/providers/interchange/answer.ts';
import { foldAnswer } from '../../../src/providers/interchange/fold-answer.ts';
import { unreadableFrame } from '../../../src/providers/interchange/read-frame.ts';
import { createStepMeter } from '../../../src/providers/interchange/step-meter.ts';

const steps: readonly AnswerStep[] = [
  { kind: 'begin', id: 'msg_1', model: 'm' },
  { kind: 'usage', usage: { output_tokens: 1 } },
  { kind: 'thinking', text: 'Hm.' },
  { kind: 'text', text: 'Yes' },
  { kind: 'text', text: '!' },
  { kind: 'tool_call', index: 0, id: 'a', name: 'look', signature: null },
  { kind: 'tool_call', index: 1, id: 'b', name: 'go', signature: null },
  { kind: 'tool_arguments', index: 0, text: '{"a"' },
  { kind: 'tool_arguments', index: 1, text: '{}' },
  { kind: 'tool_arguments', index: 0, text: ':1}' },
  { kind: 'finish', reason: 'tool_calls', stopSequence: null },
  { kind: 'usage', usage: { output_tokens: 9 } },
  { kind: 'end' },
];
const reading = {
  usage: { output_tokens: 9 },
  finishReason: 'tool_calls',
  error: null,
  id: 'msg_1',
  model: 'm',
  text: 'Yes!',
  reasoning: 'Hm.',
  toolCalls: [
    { id: 'a', name: 'look', arguments: '{"a":1}' },
    { id: 'b', name: 'go', arguments: '{}' },
  ],
  seals: [],
};

/** A reader that gives the steps which a frame's data names. */
const reader = { take: ({ data }: { data: string | null }) => (data === null ? [] : steps.slice(...range(data))) };
const range = (data: string) => data.split('-').map(Number) as [number, number];
const frame = (data: string | null) => ({ data, event: null });

test('an answer is read from its steps, whole or while it comes; the last usage counts', () => {
  expect(foldAnswer(steps)).toEqual(reading);
  const meter = createStepMeter(reader);
  const notes = ['0-5', '5-11', '11-12'].map((data) => meter.take(frame(data)));
  expect(
    notes.some(({ isDone, isError, isUnreadable, isUsageOnly }) => isDone || isError || isUnreadable || isUsageOnly),
  ).toBe(false);
  expect([meter.hasFinished, meter.isDone]).toEqual([true, false]);
  expect(meter.take(frame('12-13'))).toMatchObject({ isDone: true });
  expect(meter.isDone).toBe(true);
  expect(meter.reading()).toEqual(reading);
});

test('a comment says nothing, and nothing has finished before its reason came', () => {
  const meter = createStepMeter(reader);
  expect(meter.take(frame(null))).toEqual({ isDone: false, isUsageOnly: false, isError: false, isUnreadable: false });
  expect([meter.hasFinished, meter.usage, meter.error]).toEqual([false, null, null]);
});

test('an error in-band is told from an event that cannot be read', () => {
  const error = { message: 'Overloaded', type: 'overloaded_error', code: null };
  const failing = createStepMeter({ take: () => [{ kind: 'error', error }] });
  expect(failing.take(frame('x'))).toMatchObject({ isError: true, isUnreadable: false });
  expect(failing.error).toEqual(error);
  const puzzled = createStepMeter({ take: () => [unreadableFrame] });
  expect(puzzled.take(frame('x'))).toMatchObject({ isError: false, isUnreadable: true });
  expect(puzzled.error).toBeNull();
});

test('a filtered answer is recorded as chat completions say it', () => {
  expect(foldAnswer([{ kind: 'finish', reason: 'filtered', stopSequence: null }]).finishReason).toBe('content_filter');
});

test('of two beginnings the first names the answer, and beyond eight million characters an answer is not kept', () => {
  const long = 'x'.repeat(5 * 1024 * 1024);
  const { id, text } = foldAnswer([
    { kind: 'begin', id: 'first', model: null },
    { kind: 'begin', id: 'second', model: null },
    { kind: 'text', text: long },
    { kind: 'text', text: long },
  ]);
  expect([id, text.length]).toEqual(['first', long.length]);
});
