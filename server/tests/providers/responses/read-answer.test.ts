import { describe, expect, test } from 'vitest';
import type { AnswerStep, Frame } from '../../../src/providers/interchange/answer.ts';
import { foldAnswer } from '../../../src/providers/interchange/fold-answer.ts';
import { unreadableFrame } from '../../../src/providers/interchange/read-frame.ts';
import { createResponsesStreamReader, readResponsesBody } from '../../../src/providers/responses/read-answer.ts';
import { createResponsesStreamWriter, writeResponse } from '../../../src/providers/responses/write-answer.ts';

const frame = (said: object, event: string | null = null): Frame => ({ data: JSON.stringify(said), event });
const readStream = (...events: readonly object[]): AnswerStep[] => {
  const reader = createResponsesStreamReader();
  return events.flatMap((event) => reader.take(frame(event)));
};
const usage = { input_tokens: 36, input_tokens_details: { cached_tokens: 0 }, output_tokens: 87, total_tokens: 123 };
const response = (more: object = {}) => ({
  id: 'resp_1',
  object: 'response',
  status: 'in_progress',
  model: 'gpt-5-2025-08-07',
  error: null,
  output: [],
  ...more,
});

const reasoning = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [
    { type: 'summary_text', text: 'Looking.' },
    { type: 'summary_text', text: 'Found.' },
  ],
  encrypted_content: 'c2VhbA==',
};
const message = {
  id: 'msg_1',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [
    {
      type: 'output_text',
      text: 'I look.',
      annotations: [{ type: 'url_citation', url: 'https://example.com' }],
      logprobs: [],
    },
  ],
};
const called = {
  id: 'fc_1',
  type: 'function_call',
  status: 'completed',
  call_id: 'call_1',
  name: 'look',
  arguments: '{"at":1}',
};
const custom = { id: 'ctc_1', type: 'custom_tool_call', call_id: 'call_2', name: 'patch', input: '*** Begin' };
const search = { id: 'ws_1', type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'x' } };
const output = [reasoning, search, message, called, custom];

const begin: AnswerStep = { kind: 'begin', id: 'resp_1', model: 'gpt-5-2025-08-07' };
const end: readonly AnswerStep[] = [
  { kind: 'finish', reason: 'tool_calls', stopSequence: null },
  { kind: 'usage', usage },
  { kind: 'end' },
];
const whole: readonly AnswerStep[] = [
  begin,
  { kind: 'thinking', text: 'Looking.\n\nFound.' },
  { kind: 'sealed_reasoning', data: 'c2VhbA==', by: 'openai' },
  { kind: 'billing', units: { web_search: 1 } },
  { kind: 'text', text: 'I look.' },
  { kind: 'citation', citation: { type: 'url_citation', url: 'https://example.com' } },
  { kind: 'tool_call', index: 0, id: 'call_1', name: 'look', signature: null },
  { kind: 'tool_arguments', index: 0, text: '{"at":1}' },
  { kind: 'tool_call', index: 1, id: 'call_2', name: 'patch', signature: null },
  { kind: 'tool_arguments', index: 1, text: '*** Begin' },
  ...end,
];

describe('a whole answer', () => {
  test('is read item by item', () => {
    expect(readResponsesBody(response({ status: 'completed', output, usage }))).toEqual(whole);
  });

  test.each([
    ['max_output_tokens', 'length'],
    ['content_filter', 'filtered'],
  ])('that is incomplete by %s ended by %s', (said, reason) => {
    const steps = readResponsesBody(
      response({ status: 'incomplete', incomplete_details: { reason: said }, output: [message] }),
    );
    expect(steps).toContainEqual({ kind: 'finish', reason, stopSequence: null });
  });

  test('names a function within a namespace by both', () => {
    const inner = { ...called, namespace: 'mcp__files', name: 'open' };
    const steps = readResponsesBody(response({ status: 'completed', output: [inner] }));
    expect(steps).toContainEqual({
      kind: 'tool_call',
      index: 0,
      id: 'call_1',
      name: 'mcp__files__open',
      signature: null,
    });
  });

  test('that failed is an error, and one that is not over has no end', () => {
    const failed = response({ status: 'failed', error: { code: 'server_error', message: 'Sorry.' } });
    expect(readResponsesBody(failed)?.at(-1)).toEqual({
      kind: 'error',
      error: { message: 'Sorry.', type: null, code: 'server_error' },
    });
    expect(readResponsesBody(response({ status: 'queued' }))).toEqual([begin]);
  });

  test('may be an error envelope, or nothing of this API', () => {
    expect(readResponsesBody({ error: { message: 'No.', type: 'invalid_request_error', code: null } })).toEqual([
      { kind: 'error', error: { message: 'No.', type: 'invalid_request_error', code: null } },
    ]);
    expect(readResponsesBody({ choices: [] })).toBeNull();
    expect(readResponsesBody('<html>')).toBeNull();
  });

  test('with a refusal in words says them', () => {
    const refusal = { ...message, content: [{ type: 'refusal', refusal: 'No.' }] };
    expect(readResponsesBody(response({ status: 'completed', output: [refusal] }))).toContainEqual({
      kind: 'refusal',
      text: 'No.',
    });
  });
});

describe('a stream', () => {
  const added = (item: object, output_index: number) => ({ type: 'response.output_item.added', output_index, item });
  const done = (item: object, output_index: number) => ({ type: 'response.output_item.done', output_index, item });
  const completed = { type: 'response.completed', response: response({ status: 'completed', output, usage }) };

  test('is read piece by piece, and nothing twice', () => {
    const steps = readStream(
      { type: 'response.created', response: response() },
      { type: 'response.in_progress', response: response() },
      added({ ...reasoning, summary: [] }, 0),
      {
        type: 'response.reasoning_summary_part.added',
        output_index: 0,
        summary_index: 0,
        part: { type: 'summary_text', text: '' },
      },
      { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'Looking.' },
      { type: 'response.reasoning_summary_text.done', output_index: 0, summary_index: 0, text: 'Looking.' },
      {
        type: 'response.reasoning_summary_part.added',
        output_index: 0,
        summary_index: 1,
        part: { type: 'summary_text', text: '' },
      },
      { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 1, delta: 'Found.' },
      done(reasoning, 0),
      added(search, 1),
      { type: 'response.web_search_call.searching', output_index: 1, item_id: 'ws_1' },
      done(search, 1),
      added({ ...message, content: [] }, 2),
      {
        type: 'response.content_part.added',
        output_index: 2,
        content_index: 0,
        part: { type: 'output_text', text: '' },
      },
      {
        type: 'response.output_text.delta',
        output_index: 2,
        content_index: 0,
        delta: 'I ',
        logprobs: [],
        obfuscation: 'xyz',
      },
      { type: 'response.output_text.delta', output_index: 2, content_index: 0, delta: 'look.' },
      {
        type: 'response.output_text.annotation.added',
        output_index: 2,
        annotation: { type: 'url_citation', url: 'https://example.com' },
      },
      { type: 'response.output_text.done', output_index: 2, content_index: 0, text: 'I look.' },
      done(message, 2),
      added({ ...called, arguments: '' }, 3),
      { type: 'response.function_call_arguments.delta', output_index: 3, delta: '{"at"' },
      added({ ...custom, input: '' }, 4),
      { type: 'response.custom_tool_call_input.delta', output_index: 4, delta: '*** Begin' },
      { type: 'response.function_call_arguments.delta', output_index: 3, delta: ':1}' },
      { type: 'response.function_call_arguments.done', output_index: 3, arguments: '{"at":1}' },
      done(called, 3),
      done(custom, 4),
      completed,
    );
    expect(foldAnswer(steps)).toEqual(foldAnswer(whole));
    expect(steps.map(({ kind }) => kind)).toEqual(
      'begin thinking thinking thinking sealed_reasoning billing text text citation tool_call tool_arguments tool_call tool_arguments tool_arguments finish usage end'.split(
        ' ',
      ),
    );
  });

  test('of a server that leaves the pieces out is read by its items, and by its last event', () => {
    const opened = { type: 'response.created', response: response() };
    expect(readStream(opened, ...output.map(done), completed)).toEqual(whole);
    expect(readStream(completed)).toEqual(whole);
    expect(
      readStream(opened, added({ ...called, arguments: '' }, 3), completed).filter(({ kind }) => kind === 'tool_call'),
    ).toHaveLength(2);
  });

  test('of a server that counts no items is read by their ids', () => {
    const steps = readStream(
      { type: 'response.output_item.added', item: { ...called, arguments: '' } },
      { type: 'response.output_item.added', item: { ...custom, input: '' } },
      { type: 'response.custom_tool_call_input.delta', item_id: 'ctc_1', delta: '*** Begin' },
      { type: 'response.function_call_arguments.delta', item_id: 'fc_1', delta: '{"at":1}' },
      { type: 'response.output_item.done', item: called },
      { type: 'response.completed', response: response({ status: 'completed', output: [called, custom] }) },
    );
    const kinds = steps.slice(0, 4).map(({ kind }) => kind);
    expect(kinds).toEqual(['tool_call', 'tool_call', 'tool_arguments', 'tool_arguments']);
    expect(foldAnswer(steps).toolCalls).toEqual([
      { id: 'call_1', name: 'look', arguments: '{"at":1}' },
      { id: 'call_2', name: 'patch', arguments: '*** Begin' },
    ]);
  });

  test('may name its events only in their frames', () => {
    const reader = createResponsesStreamReader();
    expect(reader.take(frame({ output_index: 0, delta: 'Hi' }, 'response.output_text.delta'))).toEqual([
      { kind: 'text', text: 'Hi' },
    ]);
  });

  test('brings the certainty of tokens', () => {
    const logprobs = [
      { token: 'Hi', logprob: -0.5, bytes: [72, 105], top_logprobs: [{ token: 'Hi', logprob: -0.5, bytes: null }] },
    ];
    expect(readStream({ type: 'response.output_text.delta', output_index: 0, delta: 'Hi', logprobs })).toEqual([
      { kind: 'text', text: 'Hi', logprobs },
    ]);
  });

  test.each([
    [
      'as the API reference has it',
      { type: 'error', code: 'server_error', message: 'Sorry.', param: null, sequence_number: 3 },
    ],
    [
      'as it is sent',
      { type: 'error', sequence_number: 3, error: { type: 'server_error', code: 'server_error', message: 'Sorry.' } },
    ],
    ['as other protocols have it', { error: { code: 'server_error', message: 'Sorry.' } }],
    [
      'as a response',
      {
        type: 'response.failed',
        response: response({ status: 'failed', error: { code: 'server_error', message: 'Sorry.' } }),
      },
    ],
  ])('tells of an error in it %s', (_how, event) => {
    const errors = readStream(event).filter(({ kind }) => kind === 'error');
    expect(errors).toMatchObject([{ error: { message: 'Sorry.', code: 'server_error' } }]);
  });

  test('tells of one failure once, with the usage that it had', () => {
    const failed = {
      type: 'response.failed',
      response: response({ status: 'failed', error: { code: 'x', message: 'Again.' }, usage }),
    };
    const steps = readStream({ type: 'error', message: 'Sorry.' }, failed);
    expect(steps).toEqual([
      { kind: 'error', error: { message: 'Sorry.', type: null, code: null } },
      begin,
      { kind: 'usage', usage },
    ]);
  });

  test('that breaks has no end, and data that cannot be read is told of', () => {
    const reader = createResponsesStreamReader();
    expect(reader.take(frame({ type: 'response.output_text.delta', output_index: 0, delta: 'Hi' }))).toHaveLength(1);
    expect(reader.take({ data: '{"type":"response.', event: null })).toEqual([unreadableFrame]);
    expect(reader.take({ data: '[DONE]', event: null })).toEqual([]);
    expect(reader.take({ data: null, event: null })).toEqual([]);
  });

  test('that is cut off says by what', () => {
    const incomplete = response({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [message],
      usage,
    });
    const steps = readStream({ type: 'response.incomplete', response: incomplete });
    expect(steps.slice(-3)).toEqual([
      { kind: 'finish', reason: 'length', stopSequence: null },
      { kind: 'usage', usage },
      { kind: 'end' },
    ]);
  });
});

test('what is written is read again, streamed and whole', () => {
  const context = {
    requestId: 'req_1',
    model: 'm',
    createdS: 1,
    usageAsked: true,
    usageOf: () => ({ input: 1, cached_input: 0, cache_write: 0, output: 2, reasoning: 0 }),
    request: {},
  };
  const said = whole.filter(({ kind }) => kind !== 'sealed_reasoning' && kind !== 'billing');
  const expected = {
    ...foldAnswer(said),
    id: 'resp_1',
    model: 'm',
    usage: expect.objectContaining({ total_tokens: 3 }) as unknown,
    serviceTier: 'default',
    seals: expect.anything() as unknown,
  };
  const body: unknown = JSON.parse(writeResponse(said, context).toString());
  expect({ ...foldAnswer(readResponsesBody(body) ?? []) }).toEqual(expected);

  const writer = createResponsesStreamWriter(context);
  const stream = said.map((step) => writer.push(step)).join('') + writer.end();
  const reader = createResponsesStreamReader();
  const frames = stream.split('\n\n').filter((each) => each !== '');
  const steps = frames.flatMap((each) => reader.take({ data: each.slice(each.indexOf('data: ') + 6), event: null }));
  expect(foldAnswer(steps)).toEqual(expected);
});

test('a call that a server counts anew when it is done is the same call, and two of one id are told apart', () => {
  const added = (item: object, output_index: number) => ({ type: 'response.output_item.added', output_index, item });
  const done = (item: object, output_index: number) => ({ type: 'response.output_item.done', output_index, item });
  const callsOf = (steps: readonly AnswerStep[]) =>
    steps.flatMap((step) => (step.kind === 'tool_call' ? [step.id] : []));
  expect(callsOf(readStream(added(called, 0), done(called, 3)))).toEqual(['call_1']);
  expect(callsOf(readStream(added(called, 0), added(called, 1)))).toEqual([
    'call_1',
    expect.stringMatching(/^call_\w{32}$/),
  ]);
});
