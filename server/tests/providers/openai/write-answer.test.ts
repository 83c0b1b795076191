import { describe, expect, test } from 'vitest';
import type { AnswerContext, AnswerStep, TokenCounts } from '../../../src/providers/interchange/answer.ts';
import { chatSurface } from '../../../src/providers/openai/surface.ts';
import { createChatStreamWriter } from '../../../src/providers/openai/write-answer.ts';
import { writeCompletion } from '../../../src/providers/openai/write-completion.ts';

const counts: TokenCounts = { input: 10, cached_input: 4, cache_write: 1, output: 6, reasoning: 2 };
const context: AnswerContext = {
  requestId: 'req_1',
  model: 'gpt-5',
  createdS: 1_700_000_000,
  usageAsked: true,
  usageOf: (report) => (report === null ? null : counts),
  request: {},
};
const head = { id: 'chatcmpl-req_1', created: 1_700_000_000, model: 'gpt-5' };
const usage = {
  prompt_tokens: 15,
  completion_tokens: 8,
  total_tokens: 23,
  prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 1 },
  completion_tokens_details: { reasoning_tokens: 2 },
};
const begin: AnswerStep = { kind: 'begin', id: 'msg_1', model: 'claude' };
const finish = (reason: 'stop' | 'tool_calls' | 'refused' | 'filtered' | 'paused' | 'length'): AnswerStep => ({
  kind: 'finish',
  reason,
  stopSequence: null,
});
const reported: AnswerStep = { kind: 'usage', usage: { any: 1 } };
const calling: readonly AnswerStep[] = [
  { kind: 'tool_call', index: 0, id: 'toolu_1', name: 'look', signature: 'c2ln' },
  { kind: 'tool_arguments', index: 0, text: '{"a"' },
  { kind: 'tool_arguments', index: 0, text: ':1}' },
  { kind: 'tool_call', index: 1, id: 'toolu_2', name: 'go', signature: null },
];
const citation: AnswerStep = {
  kind: 'citation',
  citation: { type: 'web_search_result_location', url: 'https://example.org', title: 'E', cited_text: 'x' },
};

function stream(steps: readonly AnswerStep[], asked: AnswerContext = context): Record<string, unknown>[] {
  const writer = createChatStreamWriter(asked);
  const events = (steps.map((step) => writer.push(step)).join('') + writer.end()).split('\n\n').filter(Boolean);
  expect(events.at(-1)).toBe('data: [DONE]');
  return events.slice(0, -1).map((event) => JSON.parse(event.slice('data: '.length)) as Record<string, unknown>);
}
const deltas = (steps: readonly AnswerStep[]) =>
  stream(steps).flatMap(({ choices }) =>
    (choices as { delta: object; finish_reason: string | null }[]).map(({ delta }) => delta),
  );
const body = (...steps: readonly AnswerStep[]) =>
  JSON.parse(writeCompletion(steps, context).toString()) as { choices: [Record<string, unknown>]; usage?: object };

describe('a stream', () => {
  test('opens with the role, and ends with the reason and the usage that was asked for', () => {
    const choice = (delta: object, finish_reason: string | null = null) => [
      { index: 0, delta, logprobs: null, finish_reason },
    ];
    const chunk = { ...head, object: 'chat.completion.chunk' };
    expect(stream([begin, { kind: 'text', text: 'Yes.' }, reported, finish('stop')])).toEqual([
      { ...chunk, choices: choice({ role: 'assistant', content: '', refusal: null }), usage: null },
      { ...chunk, choices: choice({ content: 'Yes.' }), usage: null },
      { ...chunk, choices: choice({}, 'stop'), usage: null },
      { ...chunk, choices: [], usage },
    ]);
  });

  test('tells no usage to who did not ask, and none that is not known', () => {
    const unasked = stream([begin, reported, finish('stop')], { ...context, usageAsked: false });
    expect(unasked.every((chunk) => !('usage' in chunk))).toBe(true);
    expect(stream([begin, finish('stop')]).every(({ usage: told }) => told === null)).toBe(true);
  });

  test('gives calls piece by piece, with their ids, numbers and signatures', () => {
    expect(deltas([begin, ...calling]).slice(1)).toEqual([
      {
        tool_calls: [
          {
            index: 0,
            id: 'toolu_1',
            type: 'function',
            function: { name: 'look', arguments: '' },
            extra_content: { google: { thought_signature: 'c2ln' } },
          },
        ],
      },
      { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] },
      { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] },
      { tool_calls: [{ index: 1, id: 'toolu_2', type: 'function', function: { name: 'go', arguments: '' } }] },
    ]);
  });

  test('gives thinking, refusals and citations where chat has them', () => {
    expect(
      deltas([
        { kind: 'thinking', text: 'Hm.' },
        { kind: 'thinking_signature', signature: 's', by: 'anthropic' },
        { kind: 'text', text: 'Said' },
        citation,
        { kind: 'refusal', text: 'No.' },
      ]).slice(1),
    ).toEqual([
      { reasoning_content: 'Hm.' },
      { content: 'Said' },
      {
        annotations: [
          {
            type: 'url_citation',
            url_citation: { start_index: 4, end_index: 4, title: 'E', url: 'https://example.org' },
          },
        ],
      },
      { refusal: 'No.' },
    ]);
  });

  test('says its role even where it says nothing else', () => {
    expect(deltas([finish('stop')])).toEqual([{ role: 'assistant', content: '', refusal: null }, {}]);
  });

  test('gives ids of calls that OpenAI takes back', () => {
    const call: AnswerStep = { kind: 'tool_call', index: 0, id: 'functions.look:0', name: 'look', signature: null };
    expect(deltas([call]).at(-1)).toMatchObject({ tool_calls: [{ id: expect.stringMatching(/^call_[0-9a-f]{32}$/) }] });
  });

  test('that fails in-band says so, and says no last word', () => {
    const writer = createChatStreamWriter(context);
    expect(writer.push({ kind: 'error', error: { message: 'Gone', type: null, code: '502' } })).toBe(
      'data: {"error":{"message":"Gone","type":"server_error","param":null,"code":"502"}}\n\n',
    );
  });
});

describe('a body', () => {
  test('says what a stream says', () => {
    expect(body(begin, { kind: 'thinking', text: 'Hm.' }, ...calling, finish('tool_calls'), reported)).toEqual({
      ...head,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: null,
            refusal: null,
            reasoning_content: 'Hm.',
            tool_calls: [
              {
                id: 'toolu_1',
                type: 'function',
                function: { name: 'look', arguments: '{"a":1}' },
                extra_content: { google: { thought_signature: 'c2ln' } },
              },
              { id: 'toolu_2', type: 'function', function: { name: 'go', arguments: '' } },
            ],
          },
          logprobs: null,
          finish_reason: 'tool_calls',
        },
      ],
      usage,
    });
  });

  test('keeps the odds of its tokens, and what it cites', () => {
    const odds = { token: 'a', logprob: -1, bytes: null, top_logprobs: [] };
    expect(body({ kind: 'text', text: 'a', logprobs: [odds] }, citation, finish('stop')).choices).toMatchObject([
      {
        message: { content: 'a', annotations: [{ url_citation: { start_index: 1, url: 'https://example.org' } }] },
        logprobs: { content: [odds], refusal: null },
      },
    ]);
  });

  test('has no usage, and no reason, where none was told', () => {
    const { choices, usage: told } = body(begin, { kind: 'text', text: 'a' });
    expect([choices[0]['finish_reason'], told]).toEqual([null, undefined]);
  });

  test.each([
    ['length', 'length'],
    ['filtered', 'content_filter'],
    ['refused', 'content_filter'],
    ['paused', 'stop'],
  ] as const)('that ended %s has finish_reason %s', (reason, said) => {
    expect(body(finish(reason)).choices).toMatchObject([{ finish_reason: said }]);
  });

  test('that refuses in words ends as an answer, so that they are shown', () => {
    expect(body({ kind: 'refusal', text: 'No.' }, finish('refused')).choices).toMatchObject([
      { message: { content: null, refusal: 'No.' }, finish_reason: 'stop' },
    ]);
  });
});

test('an error has all four members of the envelope, and no more', () => {
  const error = { message: 'm', type: 't', param: null, code: 'c', httpStatus: 400, requestId: 'req_1' };
  expect(chatSurface.errors.body(error).toString()).toBe(
    '{"error":{"message":"m","type":"t","param":null,"code":"c"}}',
  );
  expect(chatSurface.errors.event(error).toString()).toMatch(/^data: \{"error":.*\}\n\n$/);
});
