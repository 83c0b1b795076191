import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerContext, AnswerStep, FinishReason, TokenCounts } from '../../src/providers/interchange/answer.ts';
import { foldAnswer } from '../../src/providers/interchange/fold-answer.ts';
import { createSseParser } from '../../src/providers/openai/sse-parser.ts';
import type { Wire } from '../../src/providers/wire.ts';
import { conversionOf, surfaces, wires } from '../support/protocols.ts';
import { replaced } from './body-places.ts';
import { forSeconds, isShort, seed } from './time-box.ts';
import { wildText, wildValue } from './wild-json.ts';

const seconds = isShort ? 0.3 : 15;
const counts = fc.record<TokenCounts>({
  input: fc.nat(9999),
  cached_input: fc.nat(999),
  cache_write: fc.nat(999),
  output: fc.nat(9999),
  reasoning: fc.nat(999),
});
const word = wildText.filter((text) => text.trim() !== '' && text.isWellFormed());
const args = fc
  .dictionary(fc.constantFrom('a', 'b', 'ü'), fc.oneof(word, fc.integer()))
  .map((value) => JSON.stringify(value));
const reasons: readonly FinishReason[] = ['stop', 'length', 'filtered'];

/** A whole answer: thinking, words, calls with their arguments in pieces, the reason, and the usage somewhere. */
const answer: fc.Arbitrary<AnswerStep[]> = fc
  .record({
    thinking: fc.array(word, { maxLength: 3 }),
    texts: fc.array(word, { maxLength: 4 }),
    calls: fc.array(fc.record({ name: fc.constantFrom('look', 'go_there'), args, cut: fc.nat(40) }), { maxLength: 3 }),
    reason: fc.constantFrom(...reasons),
    usage: counts,
    isUsageEarly: fc.boolean(),
  })
  .map(({ thinking, texts, calls, reason, usage, isUsageEarly }) => {
    const told: AnswerStep = { kind: 'usage', usage };
    return [
      { kind: 'begin', id: 'answer-1', model: 'theirs' },
      ...(isUsageEarly ? [told] : []),
      ...thinking.map((text) => ({ kind: 'thinking', text }) as const),
      ...texts.map((text) => ({ kind: 'text', text }) as const),
      ...calls.flatMap(({ name, args: text, cut }, index): AnswerStep[] => [
        { kind: 'tool_call', index, id: `call_${index}`, name, signature: null },
        ...[text.slice(0, cut), text.slice(cut)]
          .filter(Boolean)
          .map((piece) => ({ kind: 'tool_arguments', index, text: piece }) as const),
      ]),
      { kind: 'finish', reason: calls.length > 0 ? 'tool_calls' : reason, stopSequence: null },
      ...(isUsageEarly ? [] : [told]),
      { kind: 'end' },
    ];
  });

const context: AnswerContext = {
  requestId: 'req_0193a1b2-0000-7000-8000-000000000000',
  model: 'asked-for',
  createdS: 1_760_000_000,
  usageAsked: true,
  usageOf: (report) => report as TokenCounts | null,
  request: {},
};

describe(`with seed ${seed}`, () => {
  for (const { surface, own } of surfaces) {
    it(`an answer comes back from ${surface.endpoint} as it was written, whole or streamed`, async () => {
      await forSeconds(
        seconds,
        fc.property(answer, (steps) => {
          const conversion = conversionOf(surface);
          const whole = own.readBody(JSON.parse(conversion.writeBody(steps, context).toString()));
          expect(essence(whole ?? [])).toEqual(essence(steps));

          const writer = conversion.writeStream(context);
          const pieces = steps.map((step) => writer.push(step));
          const reader = own.readStream();
          const parser = createSseParser();
          const streamed = [...pieces, writer.end()].flatMap((piece) =>
            parser.push(Buffer.from(piece)).flatMap((event) => reader.take(event)),
          );
          expect(essence(streamed)).toEqual(essence(steps));
          expect(streamed.filter(({ kind }) => kind === 'error')).toEqual([]);
          // Each piece of an answer comes when its step does, not in a burst at the end.
          for (const [at, step] of steps.entries()) {
            if (step.kind === 'text' || step.kind === 'thinking' || step.kind === 'tool_arguments')
              expect(pieces[at]).not.toBe('');
          }
        }),
      );
    });

    it(`a ${surface.endpoint} stream that breaks off never says that it is whole`, async () => {
      await forSeconds(
        seconds,
        fc.property(answer, fc.nat(20), (steps, cut) => {
          const broken = steps.slice(0, cut).filter(({ kind }) => kind !== 'finish' && kind !== 'end');
          const writer = conversionOf(surface).writeStream(context);
          const reader = own.readStream();
          const parser = createSseParser();
          const read = broken.flatMap((step) =>
            parser.push(Buffer.from(writer.push(step))).flatMap((event) => reader.take(event)),
          );
          expect(read.filter(({ kind }) => kind === 'finish' || kind === 'end')).toEqual([]);
        }),
      );
    });
  }

  it.each(wires)(
    'an answer of $name with anything anywhere is read without a fall, and its steps are in order',
    async (wire) => {
      const damage = fc.array(fc.tuple(fc.nat(), fc.nat(), wildValue), { minLength: 1, maxLength: 3 });
      let known = 0;
      await forSeconds(
        seconds,
        fc.property(answer, damage, (steps, damages) => {
          const frames = framesOf(wire, steps);
          for (const [which, at, value] of damages) {
            const frame = frames[which % frames.length];
            if (frame?.data !== undefined) frame.data = replaced(frame.data, at, value);
          }
          const reader = wire.readStream();
          const read = frames.flatMap(({ data, event }) => reader.take({ data: JSON.stringify(data), event }));
          inOrder(read);
          for (const { data } of frames) inOrder(wire.readBody(data) ?? []);
          if (read.some(({ kind }) => kind === 'text')) known++;
        }),
      );
      expect(known).toBeGreaterThan(10);
    },
  );

  it.each(wires)('whatever comes from $name is read without a fall, and its steps are in order', async (wire) => {
    const frame = fc.oneof(
      wildValue.map((value) => JSON.stringify(value) ?? ''),
      wildText,
    );
    await forSeconds(
      seconds,
      fc.property(wildValue, fc.array(fc.tuple(frame, fc.option(wildText)), { maxLength: 8 }), (body, frames) => {
        inOrder(wire.readBody(body) ?? []);
        const reader = wire.readStream();
        inOrder(frames.flatMap(([data, event]) => [...reader.take({ data, event })]));
      }),
    );
  });
});

/** The events of an answer, and its body as one more; of protocols that are only read, made by hand. */
function framesOf(wire: Wire, steps: readonly AnswerStep[]): { data: unknown; readonly event: string | null }[] {
  const surface = surfaces.find(({ own }) => own === wire)?.surface;
  if (surface === undefined) return handMade.map((data) => ({ data, event: null }));
  const { writeBody, writeStream } = conversionOf(surface);
  const writer = writeStream(context);
  const text = steps.map((step) => writer.push(step)).join('');
  const events = createSseParser().push(Buffer.from(text));
  const streamed = events.flatMap(({ data, event }) =>
    data === null ? [] : [{ data: JSON.parse(data) as unknown, event }],
  );
  return [...streamed, { data: JSON.parse(writeBody(steps, context).toString()) as unknown, event: null }];
}

const handMade: readonly unknown[] = [
  {
    candidates: [
      {
        content: {
          role: 'model',
          parts: [
            { text: 'Hm.', thought: true, thoughtSignature: 'c2ln' },
            { text: 'Yes' },
            { functionCall: { id: 'a', name: 'look', args: { q: 1 } }, thoughtSignature: 'c2ln' },
            { functionCall: { name: 'look', args: {} } },
          ],
        },
        index: 0,
        citationMetadata: { citationSources: [{ uri: 'https://example.org', startIndex: 0, endIndex: 1 }] },
        logprobsResult: {
          chosenCandidates: [{ token: 'a', logProbability: -1 }],
          topCandidates: [{ candidates: [{ token: 'b', logProbability: -2 }] }],
        },
      },
    ],
    usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 7, thoughtsTokenCount: 1, totalTokenCount: 13 },
    modelVersion: 'gemini-3-pro',
    responseId: 'r1',
  },
  { candidates: [{ finishReason: 'STOP', index: 0 }], promptFeedback: null },
  {
    model: 'qwen3',
    created_at: '2026-01-01T00:00:00Z',
    message: {
      role: 'assistant',
      content: 'Yes',
      thinking: 'Hm.',
      tool_calls: [
        { id: 'a', function: { name: 'look', arguments: { q: 1 } } },
        { function: { name: 'go', arguments: {} } },
      ],
    },
    logprobs: [{ token: 'a', logprob: -1, top_logprobs: [{ token: 'b', logprob: -2 }] }],
    done: false,
  },
  {
    model: 'qwen3',
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 5,
    eval_count: 7,
  },
  { error: { code: 429, message: 'Slow down', status: 'RESOURCE_EXHAUSTED' } },
];

/** What an answer says, in whatever pieces. */
function essence(steps: readonly AnswerStep[]) {
  const { text, reasoning, toolCalls, finishReason } = foldAnswer(steps);
  return {
    text,
    reasoning,
    calls: toolCalls.map((call) => ({ name: call.name, arguments: JSON.parse(call.arguments || '{}') as unknown })),
    // Anthropic has one word for what a filter stopped and what the model would not say.
    finishReason: finishReason === 'refused' ? 'content_filter' : finishReason,
    ends: steps.filter(({ kind }) => kind === 'end').length,
  };
}

/** Arguments follow their call; ids are there, and each is another. */
function inOrder(steps: readonly AnswerStep[]): void {
  const ids = new Map<number, string>();
  for (const step of steps) {
    if (step.kind === 'tool_arguments') expect(ids.has(step.index)).toBe(true);
    if (step.kind !== 'tool_call') continue;
    expect(ids.has(step.index)).toBe(false);
    expect(step.id).not.toBe('');
    ids.set(step.index, step.id);
  }
  expect(new Set(ids.values()).size).toBe(ids.size);
}
