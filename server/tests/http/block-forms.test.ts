import { describe, expect, it } from 'vitest';
import type { Invocation } from '@tollgate/contract';
import { keys } from '../support/company.ts';
import { type Answer, expectError, startFixture } from './fixture.ts';

const keyword = (id: string, word: string, action: string): string =>
  `{ id: ${id}, display_name: "Rule about ${word}", category: enterprise, kind: keywords, keywords: [${word}], severity: high, action: ${action} }`;
const rules = [
  keyword('codename', 'Bluefin', 'block'),
  keyword('nickname', 'Redfin', 'redact'),
  keyword('plan', 'Greenfin', 'route_secure_model'),
];

const { gateway, standIn, chat, payload } = await startFixture({ isSecureActive: false, rules });

const asking = (content: string, more: object = {}): object => ({
  model: 'gpt-test',
  messages: [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content },
  ],
  ...more,
});
const found = 'What of Bluefin, please?';

/** What both forms say, and that neither repeats the finding or asks the provider. */
function expectExplained(answer: Answer, message: string, displayName = 'Rule about Bluefin'): void {
  expect(message).toContain(`"${displayName}"`);
  expect(message).toContain('messages[1].content (user)');
  expect(message).toContain(answer.headers.get('x-trace-id') ?? '?');
  expect(message.replaceAll(`"${displayName}"`, '')).not.toMatch(/bluefin|redfin|greenfin/i);
  expect(message).toMatch(/start a new session/);
  expect(answer.headers.get('x-tollgate-decision')).toBe('blocked');
  for (const name of ['x-tollgate-model', 'x-tollgate-route']) expect(answer.headers.get(name)).toBeNull();
  expect(standIn.calls).toEqual([]);
}

async function expectRecorded(answer: Answer, expected: Partial<Invocation> = {}): Promise<void> {
  const invocation = await gateway.settled(answer.requestId);
  expect(invocation).toMatchObject({
    status: 'blocked',
    decision: 'blocked',
    error_code: 'content_policy_violation',
    http_status: answer.status,
    selected_model: 'gpt-test',
    final_model: null,
    route: null,
    provider: null,
    usage: null,
    cost: null,
    ...expected,
  });
  expect(JSON.stringify(invocation.hits)).not.toMatch(/"sample":"[^"]*(bluefin|greenfin)/i);
  expect(await payload(answer.requestId, 'response-sent')).toEqual(answer.bytes);
  expect(await payload(answer.requestId, 'request-sent')).toBeNull();
}

const nothingUsed = {
  prompt_tokens: 0,
  completion_tokens: 0,
  total_tokens: 0,
  prompt_tokens_details: { cached_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0 },
};

describe('a blocked call', () => {
  it('is refused as an error that no client retries, for instances that are no agents of a person', async () => {
    const answer = await chat(asking(found), { key: keys.bot });
    expectError(answer, 'content_policy_violation', { param: 'messages[1].content' });
    expectExplained(answer, (JSON.parse(answer.text) as { error: { message: string } }).error.message);
    await expectRecorded(answer, {
      hits: [
        expect.objectContaining({
          rule: 'codename',
          place: 'messages[1].content',
          scope: 'user',
          start: 8,
          end: 15,
        }) as never,
      ],
    });
  });

  it('is refused as an ordinary message with zero usage, for OpenClaw', async () => {
    const answer = await chat(asking(found), { key: keys.claw });
    expect(answer.status).toBe(200);
    const completion = JSON.parse(answer.text) as { choices: { message: { content: string } }[] };
    expect(completion).toEqual({
      id: `chatcmpl-${answer.requestId}`,
      object: 'chat.completion',
      created: expect.any(Number) as unknown,
      model: 'gpt-test',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: expect.any(String) as unknown, refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: nothingUsed,
    });
    expectExplained(answer, completion.choices[0]?.message.content ?? '');
    await expectRecorded(answer);
  });

  it.each([
    ['without usage', {}, 0],
    ['with usage when it was asked for', { stream_options: { include_usage: true } }, 1],
  ])('is refused as a streamed message, %s', async (_, more, usageChunks) => {
    const answer = await chat(asking(found, { stream: true, ...more }), { key: keys.claw });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = answer.text
      .split('\n\n')
      .filter(Boolean)
      .map((event) => event.slice('data: '.length));
    expect(events.at(-1)).toBe('[DONE]');
    const chunks = events.slice(0, -1).map(
      (event) =>
        JSON.parse(event) as {
          choices: { delta: { content?: string }; finish_reason: string | null }[];
          usage?: object;
        },
    );
    expect(chunks.filter(({ choices }) => choices.length === 0).map(({ usage }) => usage)).toEqual(
      Array.from({ length: usageChunks }, () => nothingUsed),
    );
    const choices = chunks.flatMap((chunk) => chunk.choices);
    expect(choices.map((choice) => choice.finish_reason)).toEqual([null, null, 'stop']);
    expectExplained(answer, choices.map(({ delta }) => delta.content ?? '').join(''));
    await expectRecorded(answer, { stream: true });
  });

  it.each([
    [
      'response_format',
      { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } } },
    ],
    [
      'a forced tool',
      {
        tools: [{ type: 'function', function: { name: 'f' } }],
        tool_choice: { type: 'function', function: { name: 'f' } },
      },
    ],
    ['a required tool', { tools: [{ type: 'function', function: { name: 'f' } }], tool_choice: 'required' }],
  ])('is refused as an error also for OpenClaw when the answer must have a form (%s)', async (_, more) => {
    expectError(await chat(asking(found, more), { key: keys.claw }), 'content_policy_violation', {
      param: 'messages[1].content',
    });
  });

  it.each([
    ['response_format text', { response_format: { type: 'text' } }],
    ['tool_choice auto', { tools: [{ type: 'function', function: { name: 'f' } }], tool_choice: 'auto' }],
  ])('stays a message with %s', async (_, more) => {
    expect((await chat(asking(found, more), { key: keys.claw })).status).toBe(200);
  });

  it('stays in the session of the conversation that goes on with the message', async () => {
    const first = { role: 'user', content: `${found} And what of tomorrow?` };
    const refused = await chat({ model: 'gpt-test', messages: [first] }, { key: keys.claw });
    const said = JSON.parse(refused.text) as { choices: { message: object }[] };
    const messages = [first, said.choices[0]?.message, { role: 'user', content: 'And now?' }];
    const next = await chat({ model: 'gpt-test', messages }, { key: keys.claw });
    expect(next.headers.get('x-session-id')).toBe(refused.headers.get('x-session-id'));
    expect(next.headers.get('x-trace-id')).not.toBe(refused.headers.get('x-trace-id'));
    expect(await gateway.settled(next.requestId)).toMatchObject({
      parent: { request_id: refused.requestId, tool_calls: [] },
      new_from: 2,
    });
  });

  it('says when there is more than one place', async () => {
    const answer = await chat(asking(`${found} And Bluefin again, and Bluefin.`));
    expect(answer.text).toContain('and 2 more places');
  });
});

describe('without an active secure model', () => {
  it.each([
    ['an error', keys.bot, 400],
    ['a message', keys.claw, 200],
  ])('what needs one is refused as %s, saying so', async (_, key, status) => {
    const answer = await chat(asking('The Greenfin plan.'), { key });
    expect(answer.status).toBe(status);
    if (status === 400) expectError(answer, 'no_secure_model', { param: 'messages[1].content' });
    expectExplained(answer, answer.text.replaceAll('\\"', '"'), 'Rule about Greenfin');
    expect(answer.text).toContain('none is active');
    await expectRecorded(answer, { error_code: 'no_secure_model' });
  });
});

describe('a redacted call', () => {
  const body =
    '{ "model":"gpt-test", "odd" : 1e2,\r\n"messages":[{"role":"user","content":"\\u0041sk \\ud83d\\udc4b Redfin \\"now\\" & Redfin"},' +
    '{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\\"who\\":\\"Redfin\\",\\"n\\":1}"}}]},' +
    '{"role":"tool","tool_call_id":"call_1","content":"no"}] }';

  it('reaches the provider with the findings replaced and nothing else changed, the same every time', async () => {
    standIn.reset();
    const answers = [await chat(body), await chat(body)];
    const expected = body.replace('"gpt-test"', '"gpt-test-2026"').replaceAll('Redfin', '[REDACTED:nickname]');
    expect(standIn.calls.map((call) => call.body.toString())).toEqual([expected, expected]);
    const toolCall = standIn.calls[0]?.json as unknown as {
      messages: { tool_calls?: { function: { arguments: string } }[] }[];
    };
    expect(JSON.parse(toolCall.messages[1]?.tool_calls?.[0]?.function.arguments ?? '')).toEqual({
      who: '[REDACTED:nickname]',
      n: 1,
    });
    for (const answer of answers) {
      expect(answer.headers.get('x-tollgate-decision')).toBe('redacted');
      expect(answer.headers.get('x-tollgate-route')).toBe('external');
      expect(await gateway.settled(answer.requestId)).toMatchObject({
        decision: 'redacted',
        status: 'completed',
        final_model: 'gpt-test',
      });
      expect((await payload(answer.requestId, 'request-received'))?.toString()).toBe(body);
      expect((await payload(answer.requestId, 'request-sent'))?.toString()).toBe(expected);
    }
  });

  it.each([
    ['a tool call id', { messages: [{ role: 'tool', tool_call_id: 'Redfin', content: 'x' }] }],
    ["a member's name", { messages: [{ role: 'user', content: 'x' }], metadata: { Redfin: 1 } }],
  ])('is blocked instead when the finding is in %s, where nothing can be replaced', async (_, more) => {
    standIn.reset();
    const answer = await chat({ model: 'gpt-test', ...more });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('"code":"content_policy_violation"');
    expect(answer.text.replace('Rule about Redfin', '')).not.toContain('Redfin');
    expect(standIn.calls).toEqual([]);
  });
});
