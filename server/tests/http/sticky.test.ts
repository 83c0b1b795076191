import { randomUUID } from 'node:crypto';
import type { admin, Invocation } from '@tollgate/contract';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { openChat } from '../support/chat.ts';
import { companyEnvironment, keys } from '../support/company.ts';
import { relayTo } from '../support/database-relay.ts';
import { type GatewayOptions, type GatewayProcess, newFolder, recordMode, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { type Answer, configFor, type FixtureOptions, startFixture, wholeAnswer } from './fixture.ts';

type PinList = z.infer<typeof admin.PinList>;
type Pin = PinList['items'][number];

const rule = (id: string, word: string, more: string): string =>
  `{ id: ${id}, display_name: ${word}, category: enterprise, kind: keywords, keywords: [${word}], severity: high, action: route_secure_model${more} }`;
const options: FixtureOptions = {
  rules: [
    rule('codename', 'Bluefin', ''),
    rule('run_only', 'Redtail', ', sticky: trace'),
    rule('everything', 'Greyfox', ', sticky: instance'),
    rule('once', 'Whitecap', ', sticky: none'),
    '{ id: card, display_name: Card, category: finance, kind: keywords, keywords: [Blackcard], severity: high, action: block }',
  ],
  settings: '{ sticky: session, sticky_ttl_s: 3600 }',
};
const { gateway, standIn, database } = await startFixture(options);

const config = configFor(standIn.url, options);
const start = (more: Partial<GatewayOptions> = {}): Promise<GatewayProcess> =>
  startGateway({ databaseUrl: database.url, config, env: companyEnvironment, ...more });

interface Sent {
  readonly answer: Answer;
  readonly route: string | null;
}

interface Sending {
  readonly session?: string;
  readonly trace?: string;
  readonly key?: string;
  readonly to?: GatewayProcess;
  readonly stream?: boolean;
}

type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };
const user = (content: string): Message => ({ role: 'user', content });
const assistant = (content: string): Message => ({ role: 'assistant', content });

async function send(messages: readonly Message[], sending: Sending = {}): Promise<Sent> {
  const { session, trace, key = keys.bot, to = gateway, stream = false } = sending;
  const headers = { ...(session && { 'x-session-id': session }), ...(trace && { 'x-trace-id': trace }) };
  const answer = await wholeAnswer(
    await openChat(to.origin, { model: 'gpt-test', messages, stream }, key, { headers }),
  );
  expect(answer.status).toBe(200);
  return { answer, route: answer.headers.get('x-tollgate-route') };
}

/** The stand-in answers a request that holds this word with this text. */
function answers(word: string, text: string): void {
  standIn.script(({ body }) => body.includes(word), { toolCalls: [], text });
}

async function pins(query = '', of = gateway): Promise<Pin[]> {
  const response = await of.api(`/pins?limit=200${query}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as PinList).items;
}

const sorry = 'The offer stands at four million, and the other side must not hear of it before the meeting.';
const summary = 'Goal: to close the deal before spring. Done so far: the price was agreed upon, the board informed.';

describe('after a call that a rule sent to a secure model', () => {
  it('the session stays there, though nothing in it is sensitive any more, and the record says since when', async () => {
    const session = randomUUID();
    expect((await send([user('Good morning.')], { session })).route).toBe('external');
    const first = await send([user('About Bluefin.')], { session });
    expect(first.route).toBe('secure');
    const later = await send([user('And the weather?')], { session, stream: true });
    expect(later.route).toBe('secure');
    expect(later.answer.headers.get('x-tollgate-decision')).toBe('rerouted');
    const record = await gateway.settled(later.answer.requestId);
    expect(record).toMatchObject({ pinned_by: first.answer.requestId, route: 'secure', final_model: 'qwen-secure' });
    expect(record.explanation.join('\n')).toContain(
      `Since "Bluefin" in ${first.answer.requestId}, this session stays with secure models until 2`,
    );
    expect((await send([user('Good morning.')], { session: randomUUID() })).route).toBe('external');
    expect((await send([user('Good morning.')])).route).toBe('external');
  });

  it('nobody else is held, not under the same session id either, nor with the same texts', async () => {
    const session = randomUUID();
    answers('About Bluefin, quietly', sorry);
    const text = `About Bluefin, quietly: ${sorry}`;
    await send([user(text)], { session });
    const others: Sending = { session, key: keys.claw };
    expect((await send([user('Good morning.')], others)).route).toBe('external');
    expect((await send([user(`They said: ${sorry}`)], others)).route).toBe('external');
    expect((await send([user(`They said: ${sorry}`)])).route).toBe('secure');
  });

  it('an answer that was given there is known again wherever it is carried', async () => {
    answers('Bluefin offer', sorry);
    const held = await send([user('The Bluefin offer?')], { session: randomUUID(), stream: true });
    expect(held.answer.text.length).toBeGreaterThan(0);
    for (const messages of [
      [user('Hello.'), assistant(sorry), user('Go on.')],
      [user(`[User]: The offer?\n\n[Assistant]: ${sorry}\n\nSum this up.`)],
      [{ role: 'system', content: `Remember: ${JSON.stringify({ notes: sorry })}` } as const, user('Go on.')],
    ]) {
      const carried = await send(messages);
      expect(carried.route).toBe('secure');
      const { pinned_by, explanation } = await gateway.settled(carried.answer.requestId);
      expect(pinned_by).not.toBeNull();
      expect(explanation.join('\n')).toContain('some of which this request carries');
    }
    expect((await send([user('Hello.'), assistant('The offer stands.'), user('Go on.')])).route).toBe('external');
  });

  it('a compaction without a session id is held, and what is said after it', async () => {
    answers('Bluefin talks', sorry);
    answers('context checkpoint', summary);
    await send([user('How do the Bluefin talks go?')]);
    const history = `<conversation>\n[User]: How do the talks go?\n\n[Assistant]: ${sorry}\n</conversation>`;
    const compaction = await send([user(`${history}\n\nWrite a context checkpoint.`)]);
    expect(compaction.route).toBe('secure');
    const compacted = `The conversation history before this point was compacted into the following summary:\n\n<summary>\n${summary}\n</summary>`;
    const next = await send([user(compacted), user('What is next?')]);
    expect(next.route).toBe('secure');
    const afterwards = await send([user(compacted), user('What is next?'), assistant('Nothing.'), user('Fine.')]);
    expect(afterwards.route).toBe('secure');
    expect((await send([user('What is next?')])).route).toBe('external');
  });

  it('what an agent says in every session holds none of the others', async () => {
    const runtime = (id: string): string =>
      `Runtime: agent=main | session=${id} | host=workstation of the sales department | model=gpt-test | thinking=off`;
    const asks = (words: string): Message[] => [
      user(`${words}\n\n${runtime(randomUUID())}`),
      user('Conversation data, not instructions: no active sessions, no pending reminders, no unread mail at all.'),
    ];
    answers('Bluefin numbers', `${summary} And the numbers are better than expected, by a third at least.`);
    expect((await send(asks('Good morning.'))).route).toBe('external');
    expect((await send(asks('The Bluefin numbers, and the quarterly ones beside them, please.'))).route).toBe('secure');
    expect((await send(asks('Which day is it?'))).route).toBe('external');
    const fresh = await start();
    expect((await send(asks('The Bluefin numbers once more, in a table with the years.'), { to: fresh })).route).toBe(
      'secure',
    );
    expect((await send(asks('Which day is it?'), { to: fresh })).route).toBe('external');
  });

  it('a blocked call holds nothing, and a blocked text is blocked in a held session too', async () => {
    const session = randomUUID();
    const blocked = await openChat(
      gateway.origin,
      { model: 'gpt-test', messages: [user('Blackcard, Bluefin')] },
      keys.bot,
      {
        headers: { 'x-session-id': session },
      },
    );
    expect(blocked.status).toBe(400);
    await blocked.text();
    expect((await send([user('Good morning.')], { session })).route).toBe('external');
    await send([user('Bluefin')], { session });
    const again = await openChat(gateway.origin, { model: 'gpt-test', messages: [user('Blackcard')] }, keys.bot, {
      headers: { 'x-session-id': session },
    });
    expect(((await again.json()) as { error: { code: string } }).error.code).toBe('content_policy_violation');
    expect((await gateway.settled(again.headers.get('x-request-id') ?? '')).pinned_by).toBeNull();
  });
});

describe('a rule of its own', () => {
  it('holds the run alone, if it says so', async () => {
    const [session, trace] = [randomUUID(), randomUUID()];
    expect((await send([user('Redtail')], { session, trace })).route).toBe('secure');
    expect((await send([user('Go on.')], { session, trace })).route).toBe('secure');
    expect((await send([user('Go on.')], { session, trace: randomUUID() })).route).toBe('external');
  });

  it('holds nothing, if it says so', async () => {
    const session = randomUUID();
    expect((await send([user('Whitecap')], { session })).route).toBe('secure');
    expect((await send([user('Go on.')], { session })).route).toBe('external');
  });

  it('holds the whole instance, if it says so, until an administrator lifts it', async () => {
    const key = keys.claw;
    const first = await send([user('Greyfox')], { key, session: randomUUID() });
    expect((await send([user('Good morning.')], { key, session: randomUUID() })).route).toBe('secure');
    expect((await send([user('Good morning.')], { session: randomUUID() })).route).toBe('external');
    const [pin] = await pins('&instance=claw-1');
    expect(pin).toMatchObject({
      kind: 'instance',
      rule: 'everything',
      display_name: 'Greyfox',
      request_id: first.answer.requestId,
      user: { email: 'ada@company.test' },
      instance: { name: 'claw-1' },
      lifted_at: null,
    });
    const lifting = await gateway.api(`/pins/${pin?.id}?reason=it+was+a+test`, { method: 'DELETE' });
    expect(lifting.status).toBe(204);
    await until(async () => (await send([user('Good morning.')], { key, session: randomUUID() })).route === 'external');
    expect(await pins('&instance=claw-1')).toEqual([]);
    expect(await pins('&instance=claw-1&state=all')).toMatchObject([{ id: pin?.id, lift_reason: 'it was a test' }]);
    expect((await gateway.api(`/pins/${pin?.id}`, { method: 'DELETE' })).status).toBe(404);
    const log = await gateway.api('/administration-log?target_kind=pin');
    expect(await log.json()).toMatchObject({
      items: [{ action: 'pin.lift', target_id: pin?.id, reason: 'it was a test' }],
    });
  });
});

it('a pin holds at another gateway at once, and ends with its time', async () => {
  const other = await start();
  const session = randomUUID();
  answers('Bluefin elsewhere', summary);
  await send([user('Bluefin elsewhere')], { session });
  expect((await send([user('Good morning.')], { session, to: other })).route).toBe('secure');
  expect((await send([user(`Notes: ${summary}`)], { to: other })).route).toBe('secure');

  const late = randomUUID();
  const { answer } = await send([user('Bluefin')], { session: late });
  await gateway.settled(answer.requestId); // what its journal tells of the pin has come, too
  const [pin] = await pins(`&session_id=${late}`);
  await database.pool.query(`update pins set expires_at = now() - interval '1 second' where id = $1`, [pin?.id]);
  const third = await start();
  expect((await send([user('Good morning.')], { session: late, to: third })).route).toBe('external');
});

it('a pin outlives the process that made it', async () => {
  const dataDir = await newFolder();
  const first = await start({ dataDir });
  const session = randomUUID();
  answers('Bluefin before', summary);
  await send([user('Bluefin before')], { session, to: first });
  await first.end('SIGKILL');
  const second = await start({ dataDir });
  expect((await send([user('Good morning.')], { session, to: second })).route).toBe('secure');
  expect((await send([user(`Notes: ${summary}`)], { to: second })).route).toBe('secure');
  expect((await send([user('Good morning.')], { to: second })).route).toBe('external');
});

// Where the record is in the database, calls are refused without it.
it.runIf(recordMode === 'journal')(
  'who cannot be told to be free goes to a secure model, and what was held meanwhile is held for all afterwards',
  async () => {
    const relay = await relayTo(database.url);
    const cutOff = await start({ databaseUrl: relay.url });
    const session = randomUUID();
    expect((await send([user('Good morning.')], { session, to: cutOff })).route).toBe('external');
    await relay.cut();
    const unknown = await send([user('Good morning.')], { session, to: cutOff });
    expect(unknown.route).toBe('secure');
    const held = randomUUID();
    answers('Bluefin alone', `${sorry} Nobody else knew of it.`);
    await send([user('Bluefin alone')], { session: held, to: cutOff });
    await relay.mend();
    await until(async () => (await pins(`&session_id=${held}`)).length > 0);
    expect((await send([user('Good morning.')], { session: held })).route).toBe('secure');
    await until(async () => (await send([user('Good morning.')], { session, to: cutOff })).route === 'external');
    const record: Invocation = await gateway.settled(unknown.answer.requestId);
    expect(record).toMatchObject({ pinned_by: null, decision: 'rerouted' });
    expect(record.explanation.join('\n')).toContain('could not be told');
  },
);
