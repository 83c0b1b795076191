import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringOf } from '../../src/providers/openai/answer-reading.ts';
import { readCompletion } from '../../src/providers/openai/read-completion.ts';
import { createSseParser } from '../../src/providers/openai/sse-parser.ts';
import { createStreamMeter, type EventNote } from '../../src/providers/openai/stream-meter.ts';

function meterAll(events: readonly unknown[]) {
  const parser = createSseParser();
  const meter = createStreamMeter();
  const notes: EventNote[] = [];
  for (const event of events) {
    const text = typeof event === 'string' ? event : JSON.stringify(event);
    for (const parsed of parser.push(Buffer.from(`data: ${text}\n\n`))) notes.push(meter.take(parsed));
  }
  return { meter, notes, reading: meter.reading() };
}

const chunk = (delta: object | null, more: object = {}, choice: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: delta === null ? [] : [{ index: 0, delta, logprobs: null, finish_reason: null, ...choice }],
  ...more,
});
const said = (content: string, more: object = {}) => chunk({ content }, more);
const finished = (reason = 'stop', more: object = {}) => chunk({}, more, { finish_reason: reason });
const usage = (completion_tokens: number) => ({
  prompt_tokens: 5,
  completion_tokens,
  total_tokens: 5 + completion_tokens,
});

describe('usage on streams', () => {
  test.each([
    [
      'in a chunk of its own',
      [said('a', { usage: null }), finished('stop', { usage: null }), chunk(null, { usage: usage(7) }), '[DONE]'],
    ],
    ['in the last content chunk', [said('a'), finished('stop', { usage: usage(7) }), '[DONE]']],
    [
      'growing in each chunk: the last one counts, not the sum',
      [said('a', { usage: usage(1) }), said('b', { usage: usage(3) }), finished('stop', { usage: usage(7) }), '[DONE]'],
    ],
    [
      'in a chunk of its own after ones in each',
      [said('a', { usage: usage(1) }), finished('stop', { usage: usage(2) }), chunk(null, { usage: usage(7) })],
    ],
    ['within the choice', [said('a'), chunk({}, {}, { finish_reason: 'stop', usage: usage(7) }), '[DONE]']],
    ['in x_groq', [said('a'), finished('stop', { x_groq: { usage: usage(7) } }), '[DONE]']],
    [
      'in the midst of chunks of one shape',
      [said('a'), said('b'), said('c', { usage: usage(7) }), said('d'), said('e'), finished()],
    ],
  ])('is found %s', (_, events) => expect(meterAll(events).meter.usage).toEqual(usage(7)));

  test('is null when none was reported', () => {
    expect(meterAll([said('a', { usage: null }), finished(), '[DONE]']).meter.usage).toBeNull();
  });

  test('only a chunk without choices that carries usage is the one to leave out', () => {
    const { notes } = meterAll([
      chunk(null, { prompt_filter_results: [] }),
      said('a', { usage: usage(1) }),
      finished('stop', { usage: null }),
      chunk(null, { usage: null }),
      chunk(null, { usage: usage(7) }),
      '[DONE]',
    ]);
    expect(notes.map((note) => note.isUsageOnly)).toEqual([false, false, false, false, true, false]);
    expect(notes.map((note) => note.isDone)).toEqual([false, false, false, false, false, true]);
  });
});

describe('the end of a stream', () => {
  test('has been reached when every choice has finished, whatever comes after', () => {
    const { meter } = meterAll([said('a')]);
    expect([meter.hasFinished, meter.finishReason]).toEqual([false, null]);
    const one = meterAll([said('a'), finished('length'), chunk({}, { usage: usage(1) })]).meter;
    expect([one.hasFinished, one.finishReason, one.isDone]).toEqual([true, 'length', false]);
    const second = chunk({ content: 'b' }, {}, { index: 1 });
    expect(meterAll([said('a'), second, finished()]).meter.hasFinished).toBe(false);
    const both = meterAll([said('a'), second, finished(), chunk({}, {}, { index: 1, finish_reason: 'length' })]).meter;
    expect([both.hasFinished, both.finishReason]).toEqual([true, 'stop']);
  });
});

describe('what goes wrong in-band', () => {
  test.each([
    [
      { error: { message: 'overloaded', type: 'server_error', code: 'busy' } },
      { message: 'overloaded', type: 'server_error', code: 'busy' },
    ],
    [{ error: { message: 'x', code: 503 } }, { message: 'x', type: null, code: '503' }],
    [{ error: 'plain' }, { message: 'plain', type: null, code: null }],
    [
      { ...said(''), error: { message: 'with choices' } },
      { message: 'with choices', type: null, code: null },
    ],
  ])('%j is an error', (event, expected) => {
    const { meter, notes } = meterAll([said('a'), said('b'), event]);
    expect(meter.error).toEqual(expected);
    expect(notes.at(-1)?.isError).toBe(true);
  });

  test('a chunk whose error is null is none', () =>
    expect(meterAll([{ ...said('a'), error: null }]).meter.error).toBeNull());

  test('an event named error is one, with whatever JSON', () => {
    const meter = createStreamMeter();
    const [event] = createSseParser().push(Buffer.from('event: error\ndata: {"message":"gone"}\n\n'));
    expect(event && meter.take(event).isError).toBe(true);
    expect(meter.error?.message).toBe('gone');
  });

  test.each(['{"choices":[', 'nonsense', '[1]', '"text"', '12'])('%s is unreadable', (data) => {
    expect(meterAll([said('a'), data]).notes.at(-1)?.isUnreadable).toBe(true);
  });

  test('comments and empty blocks are nothing', () => {
    const meter = createStreamMeter();
    for (const event of createSseParser().push(Buffer.from(': keep-alive\n\n\ndata:\n\n'))) {
      expect(Object.values(meter.take(event))).toEqual([false, false, false, false]);
    }
  });
});

describe('tool calls', () => {
  const part = (index: number | undefined, id: string | undefined, name: string | undefined, pieces: string) =>
    chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: pieces } }] });

  test('are put together from their fragments, several at once', () => {
    const { reading } = meterAll([
      part(0, 'call_a', 'one', ''),
      part(0, undefined, undefined, '{"x"'),
      part(0, undefined, undefined, ':1}'),
      part(1, 'call_b', 'two', '{"y'),
      part(0, undefined, undefined, ' '),
      part(1, undefined, undefined, '":"\\"é"'),
      part(1, undefined, undefined, '}'),
      finished('tool_calls'),
    ]);
    expect(reading.toolCalls).toEqual([
      { id: 'call_a', name: 'one', arguments: '{"x":1} ' },
      { id: 'call_b', name: 'two', arguments: '{"y":"\\"é"}' },
    ]);
  });

  test('may lack an index, or share one', () => {
    const withoutIndex = [
      part(undefined, 'call_a', 'one', '{'),
      part(undefined, undefined, undefined, '}'),
      part(undefined, 'call_b', 'two', '{}'),
    ];
    const sharing = [part(0, 'call_a', 'one', '{}'), part(0, 'call_b', 'two', '{}')];
    const expected = [
      { id: 'call_a', name: 'one', arguments: '{}' },
      { id: 'call_b', name: 'two', arguments: '{}' },
    ];
    expect(meterAll(withoutIndex).reading.toolCalls).toEqual(expected);
    expect(meterAll(sharing).reading.toolCalls).toEqual(expected);
  });

  test('in the form before tools are read too', () => {
    const events = [
      chunk({ function_call: { name: 'one', arguments: '{' } }),
      chunk({ function_call: { arguments: '}' } }),
    ];
    expect(meterAll(events).reading.toolCalls).toEqual([{ id: null, name: 'one', arguments: '{}' }]);
  });
});

describe('for any stream', () => {
  const text = fc.string({ unit: 'binary', maxLength: 8 });
  const spoken = fc.oneof(
    fc.record({ content: text }),
    fc.record({ content: text, reasoning_content: text }),
    fc.record({ reasoning_content: text }),
    fc.record({ role: fc.constant('assistant'), content: fc.option(text) }),
    fc.record({ content: text, refusal: text }),
    text.map((pieces) => ({ tool_calls: [{ index: 0, function: { arguments: pieces } }] })),
    text.map((id) => ({ tool_calls: [{ index: 0, id, function: { name: 'f', arguments: '"content":"x"' } }] })),
  );
  const extra = fc.oneof(
    fc.constant({}),
    fc.constant({}),
    fc.constant({}),
    fc.constant({ usage: null }),
    fc.nat(100).map((tokens) => ({ usage: usage(tokens) })),
    text.map((padding) => ({ obfuscation: padding })),
    text.map((padding) => ({ usage: null, obfuscation: padding })),
    fc.constant({ content: 'elsewhere' }),
  );
  const spacing = fc.constantFrom(0, 0, 1);

  test('the shortcut for chunks of one shape finds what parsing each of them finds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(spoken, extra), { maxLength: 20 }), spacing, (parts, spaces) => {
        const chunks = parts.map(([delta, more]) => chunk(delta, more));
        const write = (value: unknown) =>
          spaces === 0 ? JSON.stringify(value) : JSON.stringify(value).replaceAll('":"', '": "');
        const written = chunks.map(write);
        const { meter, reading } = meterAll(written);
        const parsed = written.map((one) => JSON.parse(one) as ReturnType<typeof chunk>);
        const deltas = parsed.map((one) => (one.choices[0]?.delta ?? {}) as Readonly<Record<string, unknown>>);
        const joined = (name: string) => deltas.map((delta) => stringOf(delta[name]) ?? '').join('');
        expect(reading.text).toBe(joined('content'));
        expect(reading.reasoning).toBe(joined('reasoning_content'));
        const calls = deltas.flatMap((delta) => (delta['tool_calls'] ?? []) as { function: { arguments: string } }[]);
        const found = reading.toolCalls.reduce((sum, call) => sum + call.arguments.length, 0);
        expect(found).toBe(calls.reduce((sum, call) => sum + call.function.arguments.length, 0));
        const reports = parsed.map((one) => (one as { usage?: unknown }).usage).filter((one) => one != null);
        expect(meter.usage).toEqual(reports.at(-1) ?? null);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a JSON answer', () => {
  test('is read whole', () => {
    const reading = readCompletion({
      id: 'chatcmpl-2',
      model: 'm',
      choices: [
        {
          index: 0,
          finish_reason: 'tool_calls',
          message: {
            role: 'assistant',
            content: null,
            reasoning_content: 'hm',
            tool_calls: [{ id: 'call_a', type: 'function', function: { name: 'one', arguments: '{}' } }],
          },
        },
      ],
      usage: usage(3),
    });
    expect(reading).toEqual({
      id: 'chatcmpl-2',
      model: 'm',
      finishReason: 'tool_calls',
      text: '',
      reasoning: 'hm',
      error: null,
      usage: usage(3),
      serviceTier: null,
      toolCalls: [{ id: 'call_a', name: 'one', arguments: '{}' }],
    });
  });

  test('with an error is an error, and anything else is none', () => {
    expect(readCompletion({ error: { message: 'no', type: null, code: null } })?.error?.message).toBe('no');
    for (const other of [null, 1, 'x', [], {}, { object: 'list' }]) expect(readCompletion(other)).toBeNull();
  });
});
