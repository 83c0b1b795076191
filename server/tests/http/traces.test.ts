import { randomUUID } from 'node:crypto';
import type { admin } from '@tollgate/contract';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { openChat } from '../support/chat.ts';
import { companyEnvironment, keys } from '../support/company.ts';
import { startGateway } from '../support/gateway.ts';
import { type Answer, type ChatOptions, configFor, type FixtureOptions, startFixture, wholeAnswer } from './fixture.ts';

type Trace = z.infer<typeof admin.Trace>;
interface Message {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_calls?: readonly { readonly id: string }[];
}

const options: FixtureOptions = {
  rules: [
    '{ id: codename, display_name: Codename, category: enterprise, kind: keywords, keywords: [Bluefin], severity: high, action: block }',
  ],
};
const { gateway, standIn, database, chat } = await startFixture(options);

const tool = (name: string): object => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] } },
});
/** More than a body needs to be put together from what is known. */
const prompt = { role: 'system', content: 'You are a careful agent. '.repeat(200) };

/** An agent with one conversation, which it resends whole each turn. */
class Agent {
  readonly messages: unknown[] = [prompt];
  readonly answers: Answer[] = [];
  /** Which gateway it talks to. */
  origin = gateway.origin;

  async send(stream: boolean, ...messages: object[]): Promise<Message> {
    this.messages.push(...messages);
    const tools = [tool('read_file'), tool('list_files')];
    const body = { model: 'gpt-test', messages: this.messages, tools, stream };
    const answer = await wholeAnswer(await openChat(this.origin, body));
    expect(answer.status).toBe(200);
    this.answers.push(answer);
    const said = stream ? spoken(answer.text) : (JSON.parse(answer.text) as Completion).choices[0]?.message;
    this.messages.push(said);
    return said ?? { role: 'nobody' };
  }

  /** The results of an answer's tool calls, their ids as an agent may write them. */
  results(said: Message, ...contents: string[]): object[] {
    return contents.map((content, index) => ({
      role: 'tool',
      tool_call_id: said.tool_calls?.[index]?.id.replace('call_', 'call-'),
      content,
    }));
  }

  header(name: string): (string | null)[] {
    return this.answers.map(({ headers }) => headers.get(name));
  }

  async settled(): Promise<string[]> {
    for (const { requestId } of this.answers) await gateway.settled(requestId);
    return this.answers.map(({ requestId }) => requestId);
  }
}

interface Completion {
  readonly choices: readonly { readonly message: Message }[];
}

/** The assistant's message of a stream, as an agent puts it together. */
function spoken(stream: string): Message {
  let content = '';
  const calls: { id: string; type: string; function: { name: string; arguments: string } }[] = [];
  for (const line of stream.split('\n')) {
    if (!line.startsWith('data: {')) continue;
    const { choices } = JSON.parse(line.slice(6)) as {
      choices: { delta: { content?: string; tool_calls?: (Partial<(typeof calls)[number]> & { index: number })[] } }[];
    };
    for (const { delta } of choices) {
      content += delta.content ?? '';
      for (const { index, id, function: called } of delta.tool_calls ?? []) {
        const call = (calls[index] ??= { id: id ?? '', type: 'function', function: { name: '', arguments: '' } });
        call.function.name ||= called?.name ?? '';
        call.function.arguments += called?.arguments ?? '';
      }
    }
  }
  return { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
}

async function read(path: string): Promise<Trace> {
  const response = await gateway.api(path);
  expect(response.status).toBe(200);
  return (await response.json()) as Trace;
}

describe('an agent that names nothing', () => {
  const agent = new Agent();
  const question = { role: 'user', content: `Please read_file and list_files for ${randomUUID()}.` };
  let ids: string[] = [];

  it('has one trace for its tool loop and another one for the next question, in one session', async () => {
    const first = await agent.send(true, question);
    expect(first.tool_calls).toHaveLength(2);
    await agent.send(true, ...agent.results(first, 'the file', 'the list'));
    await agent.send(false, { role: 'user', content: 'And now?' }, { role: 'user', content: 'Context: none.' });
    ids = await agent.settled();
    const [trace, same, other] = agent.header('x-trace-id');
    expect(same).toBe(trace);
    expect(other).not.toBe(trace);
    expect(new Set(agent.header('x-session-id')).size).toBe(1);
  });

  it('has its run read as calls in order, each with what is new, and tool calls beside their results', async () => {
    const [first = '', second = ''] = ids;
    const trace = agent.header('x-trace-id')[0] ?? '';
    const run = await read(`/traces/${trace}?content=new`);
    expect(run.items.map(({ request_id }) => request_id)).toEqual([first, second]);
    const [opening, closing] = run.items;
    const issued = (agent.messages[2] as Required<Message>).tool_calls.map(({ id }) => id);
    expect(opening).toMatchObject({
      parent: null,
      gap_ms: null,
      content: {
        missing: null,
        messages: [prompt, question],
        answer: { content: '', finish_reason: 'tool_calls' },
        tool_calls: [
          { id: issued[0], name: 'read_file', result: 'the file', answered_by: second },
          { id: issued[1], name: 'list_files', result: 'the list', answered_by: second },
        ],
      },
    });
    expect(JSON.parse(opening?.content?.tool_calls[0]?.arguments ?? '')).toHaveProperty('path');
    expect(closing).toMatchObject({
      parent: { request_id: first, tool_calls: issued.map((id) => id.replace('_', '')) },
      gap_ms: expect.any(Number) as number,
      content: {
        messages: [{ role: 'tool', content: 'the file' }, { role: 'tool' }],
        answer: { content: 'The tool says: the list', finish_reason: 'stop' },
        tool_calls: [],
      },
    });
    const { totals } = run;
    expect(totals.calls).toBe(2);
    expect(totals.usage.total).toBe(run.items.reduce((sum, item) => sum + (item.usage?.total ?? 0), 0));
    expect(totals.duration_ms).toBeGreaterThanOrEqual(totals.idle_ms);
    const whole = run.items.reduce((sum, item) => sum + (item.timings_ms.total ?? 0), 0);
    expect(totals.gateway_ms + totals.provider_ms).toBeCloseTo(whole, 1);
  });

  it('has its session read in pages that end between a tool call and its result', async () => {
    const session = agent.header('x-session-id')[0] ?? '';
    const path = `/sessions/${session}?content=new&limit=1`;
    const found: Trace['items'] = [];
    for (let cursor: string | null = '', isFirst = true; cursor !== null; isFirst = false) {
      const page = await read(isFirst ? path : `${path}&cursor=${cursor}`);
      expect(page).toMatchObject({ session_id: session, trace_id: null, totals: { calls: 3 } });
      found.push(...page.items);
      cursor = page.next_cursor;
    }
    expect(found.map(({ request_id }) => request_id)).toEqual(ids);
    expect(found[0]?.content?.tool_calls.map(({ answered_by }) => answered_by)).toEqual([ids[1], ids[1]]);
    expect(found[2]?.content).toMatchObject({
      messages: [
        { role: 'user', content: 'And now?' },
        { role: 'user', content: 'Context: none.' },
      ],
      answer: { content: expect.stringContaining('You said') as string },
    });
  });

  it('has each opening of its content in the access log, and nothing opened where it was not asked for', async () => {
    const trace = agent.header('x-trace-id')[0] ?? '';
    expect((await read(`/traces/${trace}`)).items.map((item) => 'content' in item)).toEqual([false, false]);
    const turn = await gateway.api(`/invocations/${ids[0]}/turn`);
    expect(await turn.json()).toMatchObject({
      request_id: ids[0],
      messages: [prompt, question],
      answer: { tool_calls: [{ name: 'read_file' }, { name: 'list_files' }] },
      times: expect.arrayContaining([[expect.any(Number), expect.any(Number)]]) as unknown,
    });
    const accesses = async (target: string): Promise<unknown> => {
      const response = await gateway.api(`/access-log?target_id=${target}`);
      return ((await response.json()) as { items: { action: string; detail: unknown }[] }).items;
    };
    await expect
      .poll(() => accesses(trace), { timeout: 20_000 })
      .toMatchObject([
        // The session has the id of its first trace. Its first page also showed results that the second call brought.
        { action: 'session.open', target_kind: 'session', detail: { request_ids: [ids[2]] } },
        { action: 'session.open', detail: { request_ids: [ids[1]] } },
        { action: 'session.open', detail: { request_ids: [ids[0], ids[1]] } },
        { action: 'trace.open', target_kind: 'trace', detail: { request_ids: [ids[0], ids[1]] } },
      ]);
    await expect.poll(() => accesses(ids[0] ?? ''), { timeout: 20_000 }).toMatchObject([{ action: 'turn.open' }]);
  });
});

it('two agents that send the same first message at the same time stay apart', async () => {
  const [one, two] = [new Agent(), new Agent()];
  const question = { role: 'user', content: `Please read_file for ${randomUUID()}.` };
  const [first, second] = [await one.send(false, question), await two.send(false, question)];
  await two.send(false, ...two.results(second, 'second'));
  await one.send(false, ...one.results(first, 'first'));
  for (const name of ['x-trace-id', 'x-session-id']) {
    expect([new Set(one.header(name)).size, new Set(two.header(name)).size]).toEqual([1, 1]);
    expect(one.header(name)[0]).not.toBe(two.header(name)[0]);
  }
});

it('a job with one fixed prompt has a new session each time', async () => {
  const sessions = new Set<string | null>();
  for (let night = 0; night < 3; night++) {
    const agent = new Agent();
    const first = await agent.send(false, { role: 'user', content: 'Nightly: read_file and say what is new.' });
    await agent.send(false, ...agent.results(first, `night ${night}`));
    expect(new Set(agent.header('x-session-id')).size).toBe(1);
    sessions.add(agent.header('x-session-id')[0] ?? null);
  }
  expect(sessions.size).toBe(3);
});

it('a conversation goes on at another gateway, which finds it in the record', async () => {
  const other = await startGateway({
    databaseUrl: database.url,
    config: configFor(standIn.url, options),
    env: companyEnvironment,
  });
  const agent = new Agent();
  const first = await agent.send(true, { role: 'user', content: `Please read_file for ${randomUUID()}.` });
  await agent.settled();
  agent.origin = other.origin;
  await agent.send(false, ...agent.results(first, 'the file'));
  await agent.settled();
  // It knows the first answer no less than its own, and not the second one.
  agent.origin = gateway.origin;
  await agent.send(false, { role: 'user', content: 'Now list_files.' });
  const [trace, same, last] = agent.header('x-trace-id');
  expect(same).toBe(trace);
  expect(last).not.toBe(trace);
  expect(new Set(agent.header('x-session-id')).size).toBe(1);
  const [, , third = ''] = await agent.settled();
  const session = await read(`/sessions/${agent.header('x-session-id')[0]}?content=new`);
  expect(session.items.map(({ request_id }) => request_id)).toEqual(agent.answers.map(({ requestId }) => requestId));
  expect(session.items[0]?.content?.tool_calls[0]).toMatchObject({ result: 'the file' });
  expect(session.items.at(-1)).toMatchObject({ request_id: third, content: { tool_calls: [{ name: 'list_files' }] } });
});

it('what was erased is missing from a run, and said to be', async () => {
  const agent = new Agent();
  const first = await agent.send(false, { role: 'user', content: `Please read_file for ${randomUUID()}.` });
  await agent.send(false, ...agent.results(first, 'a secret'));
  const [kept = '', erased = ''] = await agent.settled();
  const scope = { kind: 'invocation', id: erased };
  const request = { method: 'POST', body: JSON.stringify({ scope, reason: 'asked for' }) };
  expect((await gateway.api('/erasures', request)).status).toBe(202);
  const response = await gateway.api(`/traces/${agent.header('x-trace-id')[0]}?content=new`);
  const text = await response.text();
  expect(text).not.toContain('a secret');
  const run = JSON.parse(text) as Trace;
  expect(run.items.map(({ request_id, content }) => [request_id, content?.missing])).toEqual([
    [kept, null],
    [erased, 'erased'],
  ]);
  expect(run.items[0]?.content?.tool_calls).toMatchObject([{ name: 'read_file', result: null, answered_by: null }]);
  expect((await gateway.api(`/invocations/${erased}/turn`)).status).toBe(410);
});

it('a refusal that was shown as a message is read as the answer that it was', async () => {
  const asking = { model: 'gpt-test', messages: [{ role: 'user', content: 'What of Bluefin?' }] };
  const asClaw: ChatOptions = { key: keys.claw };
  for (const stream of [false, true]) {
    const answer = await chat({ ...asking, stream }, asClaw);
    await gateway.settled(answer.requestId);
    const turn = await gateway.api(`/invocations/${answer.requestId}/turn`);
    expect(await turn.json()).toMatchObject({
      messages: [{ role: 'user', content: 'What of B***?' }],
      answer: { content: expect.stringContaining('Blocked by company policy') as string, tool_calls: [] },
    });
  }
});

it('a history that the record does not know shows what follows its last answer', async () => {
  const messages = [
    { role: 'user', content: `Once ${randomUUID()}` },
    { role: 'assistant', content: 'Somewhere else.' },
    { role: 'user', content: 'Here?' },
  ];
  const answer = await chat({ model: 'gpt-test', messages });
  expect(await gateway.settled(answer.requestId)).toMatchObject({ parent: null, new_from: null });
  const turn = await gateway.api(`/invocations/${answer.requestId}/turn`);
  expect(await turn.json()).toMatchObject({ messages: messages.slice(2) });
});
