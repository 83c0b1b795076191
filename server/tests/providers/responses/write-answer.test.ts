import OpenAI, { APIError } from 'openai';
import type { Response as OpenAiResponse, ResponseStreamEvent } from 'openai/resources/responses/responses';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/platform/lossless-json.ts';
import type { AnswerContext, AnswerStep, FinishReason } from '../../../src/providers/interchange/answer.ts';
import { responsesErrors } from '../../../src/providers/responses/errors.ts';
import { createResponsesStreamWriter, writeResponse } from '../../../src/providers/responses/write-answer.ts';

const request: Json = {
  model: 'house-model',
  input: 'Hi',
  instructions: 'Be brief.',
  temperature: 0.5,
  reasoning: { effort: 'low' },
  tools: [{ type: 'namespace', name: 'mcp__files', tools: [{ type: 'function', name: 'open', parameters: {} }] }],
  metadata: { team: 'a' },
};
const context: AnswerContext = {
  requestId: 'req_0199-abc',
  model: 'house-model',
  createdS: 1_790_000_000,
  usageAsked: true,
  usageOf: () => ({ input: 10, cached_input: 4, cache_write: 2, output: 5, reasoning: 3 }),
  request,
};
const begin: AnswerStep = { kind: 'begin', id: 'chatcmpl-1', model: 'theirs' };
const finish = (reason: FinishReason): AnswerStep => ({ kind: 'finish', reason, stopSequence: null });
const usage: AnswerStep = { kind: 'usage', usage: { any: 'report' } };
const end: AnswerStep = { kind: 'end' };
const text = (said: string): AnswerStep => ({ kind: 'text', text: said });
const call = (index: number, id: string, name: string): AnswerStep => ({
  kind: 'tool_call',
  index,
  id,
  name,
  signature: null,
});
const args = (index: number, said: string): AnswerStep => ({ kind: 'tool_arguments', index, text: said });

/** An answer with all that there is: thinking, words that cite, and two calls whose arguments come in turns. */
const rich: readonly AnswerStep[] = [
  begin,
  { kind: 'thinking', text: 'Let me ' },
  { kind: 'thinking', text: 'see.' },
  { kind: 'thinking_signature', signature: 'c2ln', by: 'anthropic' },
  text('Look'),
  text('ing 👀'),
  { kind: 'citation', citation: { url: 'https://example.com/a', title: 'A' } },
  call(0, 'call_1', 'look'),
  args(0, '{"at":'),
  call(1, 'toolu:2', 'mcp__files__open'),
  args(1, '{"path":'),
  args(0, '1}'),
  args(1, '"b"}'),
  finish('tool_calls'),
  usage,
  end,
];

const streamOf = (steps: readonly AnswerStep[]): string => {
  const writer = createResponsesStreamWriter(context);
  return steps.map((step) => writer.push(step)).join('') + (steps.includes(end) ? writer.end() : '');
};
const eventsOf = (stream: string) =>
  stream
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const [name, data] = event.split('\n');
      return {
        name: name?.slice('event: '.length),
        data: JSON.parse(data!.slice('data: '.length)) as ResponseStreamEvent,
      };
    });
const bodyOf = (steps: readonly AnswerStep[]) => JSON.parse(writeResponse(steps, context).toString()) as OpenAiResponse;
const clientOf = (answer: string | Buffer, type: string) =>
  new OpenAI({
    apiKey: 'none',
    baseURL: 'http://localhost/v1',
    maxRetries: 0,
    fetch: () => Promise.resolve(new Response(answer.toString(), { headers: { 'content-type': type } })),
  });

describe('a stream', () => {
  test('tells each thing in the events that the API has for it, numbered without gaps', () => {
    const events = eventsOf(streamOf(rich));
    expect(events.map(({ data }) => data.sequence_number)).toEqual(events.map((_event, index) => index));
    for (const { name, data } of events) expect(name).toBe(data.type);
    expect(events.map(({ name }) => name?.replace('response.', ''))).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'reasoning_summary_part.added',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.done',
      'reasoning_summary_part.done',
      'output_item.done',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'output_text.delta',
      'output_text.annotation.added',
      'output_text.done',
      'content_part.done',
      'output_item.done',
      'output_item.added',
      'function_call_arguments.delta',
      'output_item.added',
      'function_call_arguments.delta',
      'function_call_arguments.delta',
      'function_call_arguments.delta',
      'function_call_arguments.done',
      'output_item.done',
      'function_call_arguments.done',
      'output_item.done',
      'completed',
    ]);
  });

  test('gives every piece at once, and its last word only when it is asked for', () => {
    const writer = createResponsesStreamWriter(context);
    for (const step of rich) {
      const isTold = !['usage', 'end', 'thinking_signature'].includes(step.kind);
      expect([step.kind, writer.push(step) !== '']).toEqual([step.kind, isTold]);
    }
    expect(eventsOf(writer.end()).map(({ name }) => name)).toEqual(['response.completed']);
  });

  test('is put together by the official SDK into the very response that a whole answer is', async () => {
    const client = clientOf(streamOf(rich), 'text/event-stream');
    const final = await client.responses.stream({ model: 'house-model', input: 'Hi' }).finalResponse();
    const { output_text: words, ...whole } = JSON.parse(JSON.stringify(final)) as OpenAiResponse;
    expect(words).toBe('Looking 👀');
    expect(strip(whole)).toEqual(strip(bodyOf(rich)));
  });

  test('is iterated by the official SDK', async () => {
    const client = clientOf(streamOf(rich), 'text/event-stream');
    const deltas: string[] = [];
    for await (const event of await client.responses.create({ model: 'house-model', input: 'Hi', stream: true })) {
      if (event.type === 'response.output_text.delta') deltas.push(event.delta);
    }
    expect(deltas).toEqual(['Look', 'ing 👀']);
  });

  test('begins even where the provider said nothing of it', () => {
    expect(eventsOf(streamOf([text('Hi')])).map(({ name }) => name)).toContain('response.created');
  });

  test('goes on in a new item where the model thinks again after its words', () => {
    const again = [begin, text('One.'), { kind: 'thinking', text: 'Hm.' }, text('Two.'), finish('stop'), end] as const;
    expect(bodyOf(again).output.map(({ type }) => type)).toEqual(['message', 'reasoning', 'message']);
    const done = eventsOf(streamOf(again)).filter(({ name }) => name === 'response.output_item.done');
    expect(done).toHaveLength(3);
  });
});

/** The SDK adds what it parsed. */
const strip = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, member: unknown) =>
      name.startsWith('parsed') || name === 'output_parsed' ? undefined : member,
    ),
  );

describe('a whole answer', () => {
  test('has all items, the usage, and what it repeats of the request', () => {
    const response = bodyOf(rich);
    expect(response).toMatchObject({
      id: 'resp_0199-abc',
      object: 'response',
      status: 'completed',
      created_at: 1_790_000_000,
      model: 'house-model',
      error: null,
      incomplete_details: null,
      instructions: 'Be brief.',
      temperature: 0.5,
      reasoning: { effort: 'low', summary: null },
      metadata: { team: 'a' },
      text: { format: { type: 'text' } },
      tool_choice: 'auto',
      parallel_tool_calls: true,
      store: false,
      tools: [{ type: 'namespace' }],
    });
    expect(response.usage).toEqual({
      input_tokens: 16,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
      output_tokens: 8,
      output_tokens_details: { reasoning_tokens: 3 },
      total_tokens: 24,
    });
    expect(response.output).toEqual([
      { id: 'rs_0199-abc_0', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Let me see.' }] },
      {
        id: 'msg_0199-abc_1',
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [
          {
            type: 'output_text',
            text: 'Looking 👀',
            logprobs: [],
            annotations: [
              { type: 'url_citation', url: 'https://example.com/a', title: 'A', start_index: 10, end_index: 10 },
            ],
          },
        ],
      },
      {
        id: 'fc_0199-abc_2',
        type: 'function_call',
        status: 'completed',
        call_id: 'call_1',
        name: 'look',
        arguments: '{"at":1}',
      },
      {
        id: 'fc_0199-abc_3',
        type: 'function_call',
        status: 'completed',
        call_id: expect.stringMatching(/^call_[0-9a-f]{32}$/) as string,
        name: 'open',
        namespace: 'mcp__files',
        arguments: '{"path":"b"}',
      },
    ]);
  });

  test('is read by the official SDK', async () => {
    const client = clientOf(writeResponse(rich, context), 'application/json');
    const response = await client.responses.create({ model: 'house-model', input: 'Hi' });
    expect(response.output_text).toBe('Looking 👀');
    expect(response.usage?.total_tokens).toBe(24);
  });

  test('says the certainty of tokens where it is known', () => {
    const logprobs = [{ token: 'Hi', logprob: -0.1, bytes: [72, 105], top_logprobs: [] }];
    const [message] = bodyOf([begin, { kind: 'text', text: 'Hi', logprobs }, finish('stop'), end]).output;
    expect(message).toMatchObject({ content: [{ logprobs }] });
  });

  test('gives a call without arguments an empty object of them, since clients parse what they get', () => {
    const steps = [begin, call(0, 'call_1', 'look'), finish('tool_calls'), end];
    const events = eventsOf(streamOf(steps));
    expect(events.at(-1)?.data).toMatchObject({ response: { output: [{ arguments: '{}' }] } });
    expect(bodyOf(steps).output).toMatchObject([{ arguments: '{}' }]);
  });

  test('tells no usage where none is known', () => {
    expect(bodyOf([begin, text('Hi'), finish('stop'), end]).usage).toBeNull();
  });
});

describe('an end', () => {
  test.each([
    ['stop', 'completed', null],
    ['tool_calls', 'completed', null],
    ['paused', 'completed', null],
    ['length', 'incomplete', { reason: 'max_output_tokens' }],
    ['filtered', 'incomplete', { reason: 'content_filter' }],
    ['refused', 'incomplete', { reason: 'content_filter' }],
  ] as const)('for the reason %s is a response that is %s', (reason, status, details) => {
    const steps = [begin, text('So f'), finish(reason), usage, end];
    const last = eventsOf(streamOf(steps)).at(-1);
    expect(last?.name).toBe(`response.${status}`);
    expect(last?.data).toMatchObject({ response: { status, incomplete_details: details, output: [{ status }] } });
    expect(bodyOf(steps)).toMatchObject({ status, incomplete_details: details, output: [{ status }] });
  });

  test('with a refusal in words is a whole answer', () => {
    const steps = [begin, text('Well, '), { kind: 'refusal', text: 'no.' }, finish('refused'), end] as const;
    expect(bodyOf(steps)).toMatchObject({
      status: 'completed',
      output: [
        {
          content: [
            { type: 'output_text', text: 'Well, ' },
            { type: 'refusal', refusal: 'no.' },
          ],
        },
      ],
    });
    const names = eventsOf(streamOf(steps)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['response.refusal.delta', 'response.refusal.done']));
    expect(names.filter((name) => name === 'response.content_part.done')).toHaveLength(2);
  });

  test('that never came is not made up', () => {
    expect(bodyOf([begin, text('Hi')])).toMatchObject({ status: 'incomplete', incomplete_details: null });
    expect(streamOf([begin, text('Hi')])).not.toMatch(/output_item\.done|response\.completed/);
  });
});

describe('an error in a stream', () => {
  const broken: AnswerStep = { kind: 'error', error: { message: 'Too much.', type: 'overloaded_error', code: null } };
  const raisedBy = async (stream: string): Promise<unknown> => {
    try {
      const client = clientOf(stream, 'text/event-stream');
      const events = await client.responses.create({ model: 'm', input: 'Hi', stream: true });
      for await (const _event of events);
    } catch (error) {
      return error;
    }
    return null;
  };
  const ours = responsesErrors.event({
    message: 'The provider broke off.',
    type: 'server_error',
    param: null,
    code: 'provider_error',
    httpStatus: 502,
    requestId: 'req_1',
  });

  test('is raised by the official SDK', async () => {
    const error = await raisedBy(streamOf([begin, text('So f'), broken]));
    expect(error).toBeInstanceOf(APIError);
    expect((error as APIError).message).toContain('Too much.');
    expect(await raisedBy(streamOf([begin, text('So f')]) + ours.toString())).toMatchObject({ code: 'provider_error' });
  });

  test('says all in its event too, as the API reference has it', () => {
    const said = {
      name: 'error',
      data: { type: 'error', message: 'Too much.', code: 'overloaded_error', param: null },
    };
    expect(eventsOf(streamOf([begin, text('So f'), broken])).at(-2)).toMatchObject(said);
    expect(eventsOf(ours.toString())[0]).toMatchObject({ name: 'error', data: { message: 'The provider broke off.' } });
  });

  test('is a response that failed, which is all that Codex knows', () => {
    const failed = {
      status: 'failed',
      error: { code: 'overloaded_error', message: 'Too much.' },
      output: [{ type: 'message' }],
    };
    expect(eventsOf(streamOf([begin, text('So f'), broken])).at(-1)?.data).toMatchObject({
      type: 'response.failed',
      response: failed,
    });
    const last = eventsOf(ours.toString()).at(-1);
    expect(last).toMatchObject({ name: 'response.failed', data: { response: { error: { code: 'provider_error' } } } });
  });
});

test('an error as a whole answer is OpenAI’s envelope', () => {
  const error = {
    message: 'No.',
    type: 'invalid_request_error',
    param: 'input',
    code: null,
    httpStatus: 400,
    requestId: 'req_1',
  };
  expect(JSON.parse(responsesErrors.body(error).toString())).toEqual({
    error: { message: 'No.', type: 'invalid_request_error', param: 'input', code: null },
  });
});
