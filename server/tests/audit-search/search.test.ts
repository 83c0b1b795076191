import { Invocation, type PayloadName } from '@tollgate/contract';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidCursor } from '../../src/database/invalid-cursor.ts';
import {
  type InvocationFilter,
  readInvocation,
  searchInvocations,
} from '../../src/audit/search/invocations.queries.ts';
import { findAnswers, findToolCalls } from '../../src/audit/search/links.queries.ts';
import { captured, cost, open, openHead, part, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { payloadBytes, record } from '../audit-shipper/ship.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
const bob = { id: 'usr_bob', email: 'bob@example.com' };
const start = Date.parse('2026-11-24T10:00:00Z');
/** Oldest first. */
const ids = Array.from({ length: 6 }, (_, index) => requestId(start + index * 1000));
const [passed = '', rerouted = '', blocked = '', bobs = '', open1 = '', unpriced = ''] = ids;

const hit = {
  rule: 'email_address',
  display_name: 'E-mail',
  category: 'privacy',
  severity: 'medium',
  action: 'route_secure_model',
  place: 'messages[0].content',
  scope: 'user',
  start: 0,
  end: 5,
  sample: 'a***',
} as const;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  await pool.query(`insert into users (id, email, name, role) values ('usr_ada', 'Ada@Example.com', 'Ada', 'admin')`);
  await pool.query(`insert into instances (id, name, kind, owner_id) values ('ins_1', 'Claw-1', 'generic', 'usr_ada')`);
  const secure = {
    final_model: 'qwen-secure',
    provider: { id: 'prv_2', name: 'inhouse' },
    route: 'secure',
    decision: 'rerouted',
    hits: [hit],
  } as const;
  await record(
    pool,
    open(openHead(passed)),
    settle(settleHead(passed, { tool_calls: ['callabcdef12'] })),
    open(openHead(rerouted, { ...secure, trace_id: 'trc_1', session_id: 'ses_2' })),
    settle(settleHead(rerouted, { cost: cost('0.1', 'CNY', 'internal_cost') })),
    open(
      openHead(blocked, { decision: 'blocked', route: null, final_model: null, provider: null, provider_model: null }),
    ),
    settle(settleHead(blocked, { status: 'blocked', http_status: 400, usage: null, cost: null, attempts: [] })),
    open(openHead(bobs, { user: bob, trace_id: 'trc_1', instance: null })),
    settle(settleHead(bobs, { tool_calls: ['callabcdef12'] })),
    open(openHead(open1, { trace_id: 'trc_2' })),
    open(openHead(unpriced, { user: null, instance: null, key: { id: null, prefix: 'tg_zz' }, trace_id: 'trc_3' })),
    settle(
      settleHead(unpriced, {
        status: 'denied',
        cost: null,
        usage: null,
        timings_ms: { record: 1, first_token: null, total: 5000 },
      }),
    ),
  );
});
afterAll(() => database.drop());

async function found(filter: InvocationFilter): Promise<string[]> {
  const page = await searchInvocations(pool, filter, 100, null);
  return page.items.map((item) => item.request_id).toReversed();
}

test('what is found has the shape of the contract, newest first', async () => {
  const page = await searchInvocations(pool, {}, 100, null);
  expect(page.items.map((item) => item.request_id)).toEqual(ids.toReversed());
  expect(page.next_cursor).toBeNull();
  for (const item of page.items) expect(Invocation.parse(item)).toEqual(item);
});

test.each<[string, InvocationFilter, string[]]>([
  ['a user by e-mail, however written', { user: [' ADA@example.com'] }, [passed, rerouted, blocked, open1]],
  ['a user by id', { user: ['usr_bob'] }, [bobs]],
  ['any of two users', { user: ['usr_bob', 'ada@example.com'] }, [passed, rerouted, blocked, bobs, open1]],
  ['an instance by name', { instance: ['claw-1'] }, [passed, rerouted, blocked, open1]],
  ['a key by id', { key: ['key_1'] }, [passed, rerouted, blocked, bobs, open1]],
  ['an unknown key by its prefix', { key: ['tg_zz'] }, [unpriced]],
  ['a model', { model: ['qwen-secure'] }, [rerouted]],
  ['a provider by id', { provider: ['prv_2'] }, [rerouted]],
  ['a route', { route: ['secure'] }, [rerouted]],
  ['open calls', { status: ['open'] }, [open1]],
  ['any of two states', { status: ['blocked', 'denied'] }, [blocked, unpriced]],
  ['a decision', { decision: ['blocked'] }, [blocked]],
  ['a rule', { rule: ['email_address'] }, [rerouted]],
  ['a session', { session_id: ['ses_2'] }, [rerouted]],
  ['a trace', { trace_id: ['trc_2'] }, [open1]],
  ['ids, odd ones among them', { request_id: [passed, 'req_x', '\0'] }, [passed]],
  ['from, inclusive', { from: new Date(start + 4000).toISOString() }, [open1, unpriced]],
  ['to, exclusive', { to: new Date(start + 1000).toISOString() }, [passed]],
  ['a least cost in a currency', { cost_min: '0.05', currency: 'CNY' }, [rerouted]],
  ['a least time', { latency_min_ms: 1000 }, [unpriced]],
  ['both of two conditions', { user: ['usr_ada'], status: ['blocked'] }, [blocked]],
  ['no call of a user, by e-mail', { not_user: ['ADA@example.com'] }, [bobs, unpriced]],
  ['no call of an instance, those without one stay', { not_instance: ['claw-1'] }, [bobs, unpriced]],
  ['no call that a model answered', { not_model: ['qwen-secure'] }, [passed, blocked, bobs, open1, unpriced]],
  ['no call of a provider', { not_provider: ['prv_2'] }, [passed, blocked, bobs, open1, unpriced]],
  ['no call of a route', { not_route: ['external'] }, [rerouted, blocked]],
  ['none of two states', { not_status: ['blocked', 'denied'] }, [passed, rerouted, bobs, open1]],
  ['no decision of these', { not_decision: ['blocked', 'rerouted'] }, [passed, bobs, open1, unpriced]],
  ['no call in which a rule hit', { not_rule: ['email_address'] }, [passed, blocked, bobs, open1, unpriced]],
  ['a value and none of another', { user: ['usr_ada'], not_status: ['open'] }, [passed, rerouted, blocked]],
  ['nothing but a member’s own, whatever is asked', { onlyUserId: 'usr_bob', user: ['usr_ada', 'usr_bob'] }, [bobs]],
])('searches by %s', async (_name, filter, expected) => {
  expect(await found(filter)).toEqual(expected);
});

test('pages neither shift nor repeat when calls come in between', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await searchInvocations(pool, { to: '2026-11-25T00:00:00Z' }, 2, cursor);
    seen.push(...page.items.map((item) => item.request_id));
    cursor = page.next_cursor;
    const newer = requestId(start + 60_000 + seen.length);
    await record(pool, open(openHead(newer)), settle(settleHead(newer)));
    await pool.query('delete from ledger where request_id = $1', [newer]);
  } while (cursor !== null);
  await pool.query('delete from invocations where not request_id = any($1)', [ids]);
  expect(seen).toEqual(ids.toReversed());
});

test.each(['', 'x', Buffer.from('req_1').toString('base64url'), Buffer.from(`${passed} `).toString('base64url')])(
  'a cursor that is not ours is refused: %j',
  async (cursor) => {
    await expect(searchInvocations(pool, {}, 10, cursor)).rejects.toThrow(InvalidCursor);
  },
);

test('a member reads no other user’s call', async () => {
  expect(await readInvocation(pool, passed, 'usr_bob')).toBeNull();
  expect((await readInvocation(pool, passed, 'usr_ada'))?.request_id).toBe(passed);
  expect(await readInvocation(pool, requestId())).toBeNull();
});

test('a tool call links within its user and instance, for 24 hours, to the newest', async () => {
  const today = requestId(Date.now() - 60_000);
  const yesterday = requestId(Date.now() - 25 * 3_600_000);
  await record(
    pool,
    open(openHead(today, { trace_id: 'trc_today' })),
    settle(settleHead(today, { tool_calls: ['calltoday123'] })),
    open(openHead(yesterday, { trace_id: 'trc_old' })),
    settle(settleHead(yesterday, { tool_calls: ['callold12345'] })),
  );
  const ask = (userId: string, instanceId: string | null, ...wanted: string[]): Promise<unknown> =>
    findToolCalls(pool, { userId, instanceId, ids: wanted });
  expect(await ask('usr_ada', 'ins_1', 'callold12345', 'calltoday123')).toEqual([
    { toolCallId: 'calltoday123', traceId: 'trc_today', sessionId: 'ses_1', requestId: today },
  ]);
  expect(await ask('usr_ada', null, 'calltoday123')).toEqual([]);
  expect(await ask('usr_bob', 'ins_1', 'calltoday123')).toEqual([]);
  expect(await ask('usr_ada', 'ins_1', 'callold12345')).toEqual([]);
});

test('an answer leads to the call that gave it', async () => {
  const [first, second] = [requestId(Date.now() - 1000), requestId()];
  const answer = 'ab'.repeat(16);
  for (const id of [first, second]) {
    await record(pool, open(openHead(id, { session_id: `ses_${id}` })), settle(settleHead(id, { answer })));
  }
  expect(await findAnswers(pool, [answer, '00'.repeat(16)])).toEqual([
    { fingerprint: answer, requestId: second, traceId: 'trc_1', sessionId: `ses_${second}` },
    { fingerprint: answer, requestId: first, traceId: 'trc_1', sessionId: `ses_${first}` },
  ]);
});

test('payloads are rebuilt byte for byte from what was journalled', async () => {
  const [forwarded, refused] = [requestId(), requestId()];
  const splices = (...list: [number, number, string][]): Buffer =>
    Buffer.from(JSON.stringify(list.map(([from, to, text]) => [from, to, Buffer.from(text).toString('base64')])));
  await record(
    pool,
    open(openHead(forwarded), part('request_received', 'my e-mail: ä@b.c!'), {
      payload: 'request_sent',
      encoding: 'splices',
      bytes: splices([0, 2, 'your'], [11, 17, '[R]'], [18, 18, '+']),
    }),
    captured({ request_id: forwarded }, part('response_received', Buffer.from([0xc3]))),
    captured({ request_id: forwarded }, part('response_received', Buffer.from([0xa4, 0x00]))),
    settle(settleHead(forwarded), part('response_received', '.')),
    open(openHead(refused, { decision: 'blocked' }), part('request_received', 'secret')),
    settle(settleHead(refused, { status: 'blocked' }), part('response_sent', 'no')),
  );
  const read = async (id: string, name: PayloadName): Promise<string | null> =>
    (await payloadBytes(pool, id, name))?.toString('latin1') ?? null;

  expect(await read(forwarded, 'request-received')).toBe('my e-mail: \u00c3\u00a4@b.c!');
  expect(await read(forwarded, 'request-sent')).toBe('your e-mail: [R]!+');
  expect(await read(forwarded, 'response-received')).toBe('\u00c3\u00a4\0.');
  expect(await read(forwarded, 'response-sent')).toBe('\u00c3\u00a4\0.');
  expect(await read(refused, 'request-sent')).toBeNull();
  expect(await read(refused, 'response-received')).toBeNull();
  expect(await read(refused, 'response-sent')).toBe('no');
  expect(await read(requestId(), 'request-received')).toBeNull();
});

test('a search that takes longer than a statement may goes on in windows of time, page by page, and misses nothing', async () => {
  // As a database would that can look through no more than three minutes of the record in its time.
  const slow = {
    query: async (text: string, values: unknown[] = []) => {
      const [from = 0, to = Infinity] = values.flatMap((value) =>
        value instanceof Date || /^\d{4}-.*Z$/.test(String(value)) ? [new Date(value as string).getTime()] : [],
      );
      if (/from invocations call/.test(text) && to - from > 200_000) {
        throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
      }
      return pool.query(text, values);
    },
  } as unknown as Queryable;
  const older = requestId(start - 1_800_000);
  await record(pool, open(openHead(older)), settle(settleHead(older)));
  const range = { from: new Date(start - 3_600_000).toISOString(), to: new Date(start + 60_000).toISOString() };
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof searchInvocations>> = await searchInvocations(slow, range, 2, cursor);
    found.push(...page.items.map((item) => item.request_id));
    cursor = page.next_cursor;
  } while (cursor !== null);
  expect(found).toEqual([...ids.toReversed(), older]);
});
