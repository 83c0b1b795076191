import { describe, expect, test } from 'vitest';
import type { AnswerContext, AnswerStep, FinishReason } from '../../../src/providers/interchange/answer.ts';
import { readMessagesBody, readMessagesStream } from '../../../src/providers/messages/read-answer.ts';
import { writeMessageBody } from '../../../src/providers/messages/write-body.ts';
import { createMessageStreamWriter } from '../../../src/providers/messages/write-stream.ts';
import { createSseParser } from '../../../src/providers/openai/sse-parser.ts';

const context: AnswerContext = {
  requestId: 'req_0192',
  model: 'asked-for',
  createdS: 1_790_000_000,
  usageAsked: true,
  usageOf: (report) => report as ReturnType<AnswerContext['usageOf']>,
  request: {},
};
const usage = { input: 10, cached_input: 100, cache_write: 5, output: 30, reasoning: 12 };
const told = {
  input_tokens: 10,
  cache_creation_input_tokens: 5,
  cache_read_input_tokens: 100,
  output_tokens: 42,
  output_tokens_details: { thinking_tokens: 12 },
};
const begin: AnswerStep = { kind: 'begin', id: 'chatcmpl-1', model: 'theirs' };
const said = (text: string): AnswerStep => ({ kind: 'text', text });
const call = (index: number, id: string, name = 'look'): AnswerStep => ({
  kind: 'tool_call',
  index,
  id,
  name,
  signature: null,
});
const args = (index: number, text: string): AnswerStep => ({ kind: 'tool_arguments', index, text });
const finish = (reason: FinishReason, stopSequence: string | null = null): AnswerStep => ({
  kind: 'finish',
  reason,
  stopSequence,
});

const body = (...steps: readonly AnswerStep[]) =>
  JSON.parse(writeMessageBody(steps, context).toString()) as Record<string, unknown>;

interface Event {
  readonly type: string;
  readonly index?: number;
  readonly [name: string]: unknown;
}
const eventsOf = (bytes: string): Event[] => {
  const parser = createSseParser();
  return [...parser.push(Buffer.from(bytes)), ...parser.end()].map(({ event, data }) => {
    const parsed = JSON.parse(data ?? '') as Event;
    expect(parsed.type).toBe(event);
    return parsed;
  });
};
/** What each step says at once, and what comes last. */
const stream = (...steps: readonly AnswerStep[]) => {
  const writer = createMessageStreamWriter(context);
  return [...steps.map((step) => eventsOf(writer.push(step))), eventsOf(writer.end())];
};
/** An event in a word. */
const short = ({ type, index, content_block: block, delta }: Event): string => {
  const inner = (block ?? delta ?? {}) as Record<string, string>;
  const what =
    inner['text'] ?? inner['thinking'] ?? inner['partial_json'] ?? inner['signature'] ?? inner['stop_reason'];
  return [type.replace('content_block_', ''), index, inner['name'] ?? what]
    .filter((each) => each !== undefined)
    .join(' ');
};
const shorts = (...steps: readonly AnswerStep[]) => stream(...steps).map((events) => events.map(short));

describe('a body', () => {
  test('holds what was said, thought and called, under the name that was asked for', () => {
    expect(
      body(
        begin,
        { kind: 'thinking', text: 'H' },
        { kind: 'thinking', text: 'm' },
        said('I '),
        said('look.'),
        call(0, 'call_1'),
        args(0, '{"at":'),
        args(0, '"sky"}'),
        call(1, 'id with blanks'),
        finish('tool_calls'),
        { kind: 'usage', usage },
        { kind: 'end' },
      ),
    ).toEqual({
      id: 'msg_0192',
      type: 'message',
      role: 'assistant',
      model: 'asked-for',
      content: [
        { type: 'thinking', thinking: 'Hm', signature: 'tollgate-unsigned' },
        { type: 'text', text: 'I look.' },
        { type: 'tool_use', id: 'call_1', name: 'look', input: { at: 'sky' } },
        { type: 'tool_use', id: expect.stringMatching(/^[a-zA-Z0-9_-]{1,64}$/) as string, name: 'look', input: {} },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: told,
    });
  });

  test('keeps the numbers of arguments, and arguments that are no object', () => {
    const written = writeMessageBody(
      [call(0, 'a'), args(0, '{"n":12345678901234567890}'), call(1, 'b'), args(1, '[')],
      context,
    );
    expect(written.toString()).toContain('"input":{"n":12345678901234567890}');
    expect(written.toString()).toContain('"input":{"arguments":"["}');
  });

  test('says a refusal in words, and no other family’s seals', () => {
    const { content } = body(
      begin,
      { kind: 'sealed_reasoning', data: 'x', by: 'openai' },
      { kind: 'thinking_signature', signature: 'x', by: 'google' },
      { kind: 'refusal', text: 'No.' },
      finish('stop'),
    );
    expect(content).toEqual([{ type: 'text', text: 'No.' }]);
  });

  test('has usage, if only zeros', () => {
    expect(body(begin, finish('stop'))['usage']).toEqual({
      input_tokens: 0,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 0,
    });
  });

  test.each([
    ['stop', null, 'end_turn'],
    ['stop', 'END', 'stop_sequence'],
    ['length', null, 'max_tokens'],
    ['tool_calls', null, 'tool_use'],
    ['filtered', null, 'refusal'],
    ['refused', null, 'refusal'],
    ['paused', null, 'pause_turn'],
  ] as const)('ends for the reason %s with %s: %s', (reason, stopSequence, expected) => {
    expect(body(begin, finish(reason, stopSequence))).toMatchObject({
      stop_reason: expected,
      stop_sequence: stopSequence,
    });
  });

  test('ends for its calls where the provider called that any other end', () => {
    expect(body(begin, call(0, 'a'), finish('stop'))['stop_reason']).toBe('tool_use');
  });
});

describe('a stream', () => {
  test('tells each step at once, in the order that Anthropic has, and its end last', () => {
    expect(
      shorts(
        begin,
        { kind: 'thinking', text: 'Hm' },
        said('Hel'),
        said('lo'),
        call(0, 'a'),
        args(0, '{"at":'),
        args(0, '"sky"}'),
        call(1, 'b', 'wait'),
        finish('tool_calls'),
        { kind: 'usage', usage },
        { kind: 'end' },
      ),
    ).toEqual([
      ['message_start'],
      ['start 0 ', 'delta 0 Hm'],
      ['delta 0 tollgate-unsigned', 'stop 0', 'start 1 ', 'delta 1 Hel'],
      ['delta 1 lo'],
      ['stop 1', 'start 2 look'],
      ['delta 2 {"at":'],
      ['delta 2 "sky"}'],
      ['stop 2', 'start 3 wait'],
      ['stop 3'],
      ['message_delta tool_use'],
      [],
      ['message_stop'],
    ]);
  });

  test('begins with an empty message, and ends with what was used', () => {
    const events = stream(begin, said('Hi'), { kind: 'usage', usage }, finish('stop', 'END')).flat();
    expect(events[0]).toMatchObject({
      message: { id: 'msg_0192', role: 'assistant', model: 'asked-for', content: [], stop_reason: null },
    });
    expect(events.at(-2)).toEqual({
      type: 'message_delta',
      delta: { stop_reason: 'stop_sequence', stop_sequence: 'END' },
      usage: told,
    });
    expect(events.at(-1)).toEqual({ type: 'message_stop' });
  });

  test('holds back a second call that grows beside the first one, until that one is whole', () => {
    expect(
      shorts(
        begin,
        call(0, 'a'),
        call(1, 'b', 'wait'),
        args(0, '{"x":'),
        args(1, '{"y":'),
        args(0, '1}'),
        args(1, '2}'),
        finish('tool_calls'),
      ),
    ).toEqual([
      ['message_start'],
      ['start 0 look'],
      [],
      ['delta 0 {"x":'],
      [],
      ['delta 0 1}', 'stop 0', 'start 1 wait', 'delta 1 {"y":'],
      ['delta 1 2}'],
      ['stop 1'],
      ['message_delta tool_use', 'message_stop'],
    ]);
  });

  test('loses nothing of calls that never become whole', () => {
    const events = shorts(
      begin,
      call(0, 'a'),
      call(1, 'b'),
      args(1, '{'),
      call(2, 'c'),
      args(2, '{}'),
      said('Done'),
      finish('length'),
    );
    expect(events.at(-2)).toEqual([
      'stop 0',
      'start 1 look',
      'delta 1 {',
      'stop 1',
      'start 2 look',
      'delta 2 {}',
      'stop 2',
      'start 3 ',
      'delta 3 Done',
      'stop 3',
    ]);
  });

  test('that breaks off has neither a reason nor an end', () => {
    const writer = createMessageStreamWriter(context);
    const bytes = [begin, said('On'), { kind: 'usage', usage } as const].map((step) => writer.push(step)).join('');
    expect(eventsOf(bytes).map(({ type }) => type)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
    ]);
  });

  test('tells an error of the provider in Anthropic’s words', () => {
    const [events] = stream({ kind: 'error', error: { message: 'Too much', type: 'server_error', code: 'x' } });
    expect(events).toEqual([
      { type: 'error', error: { type: 'api_error', message: 'Too much' }, request_id: 'req_0192' },
    ]);
  });
});

describe('what was written is read as it was', () => {
  const steps: readonly AnswerStep[] = [
    begin,
    { kind: 'thinking', text: 'Hm' },
    { kind: 'thinking_signature', signature: 'sig', by: 'anthropic' },
    { kind: 'sealed_reasoning', data: 'seal', by: 'anthropic' },
    said('I look.'),
    call(0, 'call_1'),
    args(0, '{"at":"sky"}'),
    call(1, 'call_2', 'wait'),
    args(1, '{}'),
    finish('tool_calls'),
    { kind: 'usage', usage },
    { kind: 'end' },
  ];
  const expected = steps.map((step) => {
    if (step.kind === 'begin') return { kind: 'begin', id: 'msg_0192', model: 'asked-for' };
    return step.kind === 'usage' ? { kind: 'usage', usage: told } : step;
  });

  test('whole', () => {
    expect(readMessagesBody(body(...steps))).toEqual(expected);
  });

  test('streamed', () => {
    const reader = readMessagesStream();
    const read = stream(...steps)
      .flat()
      .flatMap((event) => reader.take({ event: event.type, data: JSON.stringify(event) }));
    // The first event tells the usage of the prompt too.
    expect(read.toSpliced(1, 1)).toEqual(expected);
  });
});
