import type { admin, HitRecord } from '@tollgate/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { AdministrationRefusal } from '../../src/administration/refusal.ts';
import type { OpenHead } from '../../src/audit/events.ts';
import { open, openHead, part, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { record } from '../audit-shipper/ship.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
let isLogThere = true;
let adas: string;
let bobs: string;

beforeAll(async () => {
  api = await createAdminFixture({
    accessLog: {
      async record() {
        if (!isLogThere) throw new AdministrationRefusal('unavailable', 'not now');
      },
    },
  });
  adas = await told(api.people.admin, 'of the administrator');
  bobs = await told(api.people.member, 'of the member');
});
afterAll(() => api.close());

/** A call of the run `shared` that asked `text`. */
function told(user: { readonly id: string; readonly email: string }, text: string, run = 'shared'): Promise<string> {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: text }] });
  return recordCall(api.database.pool, user, {
    open: { trace_id: run, session_id: run, new_from: 0 },
    parts: [{ payload: 'request_received', encoding: 'identity', bytes: Buffer.from(body) }],
  });
}

const get = (url: string, token?: string) => api.call('GET', url, token === undefined ? {} : { token });
const ids = (body: { readonly items: readonly { readonly request_id: string }[] }): string[] =>
  body.items.map(({ request_id }) => request_id);

test('a member opens what is new in own runs, and nothing of anybody else’s, whomever they name', async () => {
  const { token } = api.people.member;
  for (const path of ['traces', 'sessions']) {
    for (const user of ['', '&user=admin@company.test']) {
      const answer = await get(`/api/${path}/shared?content=new${user}`, token);
      expect(ids(answer.body)).toEqual([bobs]);
      expect(answer.text).toContain('of the member');
      expect(answer.text).not.toContain('of the administrator');
    }
  }
  expect((await get(`/api/invocations/${bobs}/turn`, token)).text).toContain('of the member');
  expect((await get(`/api/invocations/${adas}/turn`, token)).status).toBe(404);
});

test('nothing is opened while it cannot be recorded who opens it', async () => {
  isLogThere = false;
  try {
    for (const url of [`/api/invocations/${adas}/turn`, '/api/traces/shared?content=new&user=admin@company.test']) {
      const answer = await get(url);
      expect(answer.status).toBe(503);
      expect(answer.text).not.toContain('of the administrator');
    }
    expect((await get('/api/traces/shared?user=admin@company.test')).status).toBe(200);
  } finally {
    isLogThere = true;
  }
});

test('a page of opened calls ends early when it grows large, and the next one goes on from there', async () => {
  const large: string[] = [];
  for (let count = 0; count < 3; count++)
    large.push(await told(api.people.admin, `${count} ${'x'.repeat(5 << 20)}`, 'large'));
  const first = await get('/api/traces/large?content=new');
  expect(ids(first.body)).toEqual(large.slice(0, 2));
  const second = await get(`/api/traces/large?content=new&cursor=${first.body.next_cursor}`);
  expect(ids(second.body)).toEqual(large.slice(2));
  expect(second.body.next_cursor).toBeNull();
  expect(ids((await get('/api/traces/large')).body)).toEqual(large);
});

test('findings are masked wherever what is new says them, in arguments and results of tools too', async () => {
  const card = '4539 1488 0343 6467';
  const [question, result] = [`Pay with ${card}.`, JSON.stringify({ paid: [card] })];
  const hit = (place: string, text: string): HitRecord => {
    const start = text.indexOf(card);
    const known = {
      rule: 'bank_card',
      display_name: 'Payment card number',
      category: 'finance',
      severity: 'high',
    } as const;
    const where = { place, scope: 'user', start, end: start + card.length } as const;
    return { ...known, ...where, action: 'route_secure_model', sample: '****6467' };
  };
  const say = (messages: readonly unknown[], view: unknown, open: Partial<OpenHead>) => {
    const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
    return recordCall(api.database.pool, api.people.member, {
      open: { trace_id: 'cards', session_id: 'cards', ...open },
      parts: [{ payload: 'request_received', encoding: 'identity', bytes: bytes({ model: 'm', messages }) }],
      answerParts: [{ payload: 'response_view', encoding: 'identity', bytes: bytes(view) }],
    });
  };
  const asked = { role: 'user', content: question };
  const call = { id: 'call_1', name: 'pay', arguments: JSON.stringify({ card: card.replaceAll(' ', '') }) };
  const answer = {
    role: 'assistant',
    content: `With ${card}?`,
    reasoning: '',
    finish_reason: 'stop',
    tool_calls: [call],
  };
  const first = await say([asked], answer, { new_from: 0, hits: [hit('messages[0].content', question)] });
  const carried = { role: 'tool', tool_call_id: 'call_1', content: result };
  const told = { ...answer, content: `Paid ${card}.`, tool_calls: [] };
  const second = await say([asked, { role: 'assistant', content: '' }, carried], told, {
    new_from: 2,
    parent: { request_id: first, tool_calls: ['call_1'] },
    hits: [hit('messages[0].content', question), hit('messages[2].content', result)],
  });
  const said = /4539|0343/;
  const run = await get('/api/traces/cards?content=new');
  expect(run.text).not.toMatch(said);
  const read = JSON.parse(run.text) as z.infer<typeof admin.Trace>;
  expect(read.items[0]?.content).toMatchObject({
    messages: [{ role: 'user', content: 'Pay with ****6467.' }],
    answer: { content: 'With ****6467?' },
    tool_calls: [
      { id: 'call_1', arguments: '{"card":"****6467"}', result: '{"paid":["****6467"]}', answered_by: second },
    ],
  });
  // The result comes from behind the page.
  expect((await get('/api/sessions/cards?content=new&limit=1')).text).not.toMatch(said);
  const turn = await get(`/api/invocations/${second}/turn`);
  expect(turn.text).not.toMatch(said);
  expect(turn.body).toMatchObject({
    is_withheld: false,
    messages: [{ content: '{"paid":["****6467"]}' }],
    answer: { content: 'Paid ****6467.' },
  });
  const revealed = await api.call('POST', `/api/invocations/${second}/reveals`, { body: { reason: 'a test' } });
  expect(revealed.body.items).toEqual([
    { hit: 0, text: card },
    { hit: 1, text: card },
  ]);
  const scanned = { texts: 1, characters: 1, rules: 'x', scopes: {}, hits_beyond: 1 };
  const more = await say([asked], answer, { new_from: 0, hits: [hit('messages[0].content', question)], scanned });
  expect((await get(`/api/invocations/${more}/turn`)).body).toMatchObject({
    is_withheld: true,
    messages: [],
    answer: null,
  });
});

test('a page holds at most a hundred opened calls', async () => {
  const many = Array.from({ length: 101 }, (_, index) => requestId(Date.now() + index));
  const { id, email } = api.people.admin;
  const events = many.flatMap((one) => [
    open(openHead(one, { trace_id: 'many', user: { id, email } }), part('request_received', '{"messages":[]}')),
    settle(settleHead(one)),
  ]);
  await record(api.database.pool, ...events);
  const first = await get('/api/traces/many?content=new');
  expect(ids(first.body)).toEqual(many.slice(0, 100));
  expect(ids((await get(`/api/traces/many?content=new&cursor=${first.body.next_cursor}`)).body)).toEqual([many[100]]);
});

test('a cursor that is not ours, and a page that is too long, are refused', async () => {
  expect((await get('/api/traces/large?cursor=bm9wZQ')).status).toBe(400);
  expect((await get('/api/sessions/large?limit=1001')).status).toBe(422);
  expect((await get('/api/sessions/large?content=all')).status).toBe(422);
});
