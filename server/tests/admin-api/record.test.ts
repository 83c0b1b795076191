import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool } from '../../src/database/pool.ts';
import { type AdminFixture, type Answer, createAdminFixture } from './admin-fixture.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
let adas: string;
let bobs: string;
let streamed: string;
const request = Buffer.from('{"model":"auto","messages":[{"role":"user","content":"hi"}]}');
const stream = Buffer.from('data: {"choices":[]}\n\ndata: [DONE]\n\n');

beforeAll(async () => {
  api = await createAdminFixture();
  const { admin, member } = api.people;
  const { pool } = api.database;
  const shared = { trace_id: 'run-1', session_id: 'talk-1' };
  adas = await recordCall(pool, admin, { open: shared });
  bobs = await recordCall(pool, member, {
    open: { ...shared, route: 'secure', decision: 'rerouted', final_model: 'qwen-secure' },
    settle: { error_detail: 'connect 10.0.0.5:8000', cost: null },
    parts: [{ payload: 'request_received', encoding: 'identity', bytes: request }],
  });
  streamed = await recordCall(pool, admin, {
    open: { stream: true },
    parts: [
      { payload: 'request_received', encoding: 'identity', bytes: request },
      { payload: 'response_received', encoding: 'identity', bytes: stream },
    ],
  });
});
afterAll(() => api.close());

const ids = (answer: Answer) => answer.body.items.map(({ request_id }) => request_id);
const get = (url: string, token?: string) => api.call('GET', url, token === undefined ? {} : { token });

describe('search', () => {
  test('gives all calls newest first, in pages', async () => {
    expect(ids(await get('/api/invocations'))).toEqual([streamed, bobs, adas]);
    const first = await get('/api/invocations?limit=2');
    expect(ids(first)).toEqual([streamed, bobs]);
    const second = await get(`/api/invocations?limit=2&cursor=${first.body.next_cursor}`);
    expect(ids(second)).toEqual([adas]);
    expect(second.body.next_cursor).toBeNull();
  });

  test('is entered into the access log once, and a cursor is no way around that', async () => {
    const { admin, auditor } = api.people;
    const searches = async () => (await get('/api/access-log?action=record.search&limit=200')).body.items.length;
    const before = await searches();
    const first = await get('/api/invocations?limit=1&user=admin@company.test', admin.token);
    const cursor = first.body.next_cursor ?? '';
    const second = await get(`/api/invocations?limit=2&user=admin@company.test&cursor=${cursor}`, admin.token);
    expect(ids(second)).toEqual([adas]);
    expect(await searches()).toBe(before + 1);
    const made = Buffer.from('req_ffffffff-ffff-7fff-bfff-ffffffffffff').toString('base64url');
    for (const [query, token] of [
      [`user=member@company.test&cursor=${cursor}`, admin.token],
      [`cursor=${cursor}`, admin.token],
      [`user=admin@company.test&text=hi&cursor=${cursor}`, admin.token],
      [`user=admin@company.test&cursor=${cursor}`, auditor.token],
      [`user=admin@company.test&cursor=${cursor}.`, admin.token],
      [`user=admin@company.test&cursor=${cursor.slice(0, -2)}`, admin.token],
      [`text=hi&cursor=${made}`, admin.token],
      [`text=hi&cursor=${made}.${cursor.split('.')[1]}`, admin.token],
    ] as const) {
      expect((await get(`/api/invocations?${query}`, token)).status).toBe(400);
    }
    expect(await searches()).toBe(before + 1);
  });

  test.each([
    ['user=member@company.test', 'bobs'],
    ['model=qwen-secure', 'bobs'],
    ['route=secure&status=completed', 'bobs'],
    ['decision=rerouted&decision=blocked', 'bobs'],
    ['trace_id=run-1&user=admin@company.test', 'adas'],
    ['status=failed&status=aborted', 'nothing'],
    ['from=2999-01-01T00:00:00Z', 'nothing'],
    ['cost_min=0.003&currency=USD', 'nothing'],
    ['latency_min_ms=901', 'nothing'],
    ['without=price', 'bobs'],
    ['estimated_usage=true', 'nothing'],
  ])('by %s finds %s', async (query, whose) => {
    const expected = { bobs: [bobs], adas: [adas], nothing: [] }[whose];
    expect(ids(await get(`/api/invocations?${query}`))).toEqual(expected);
  });

  test('refuses words that are none, and a price without its currency', async () => {
    const fields = async (query: string) =>
      (await get(`/api/invocations?${query}`)).body.errors.map(({ field }) => field);
    expect(await fields('status=done')).toEqual(['status[0]']);
    expect(await fields('from=yesterday')).toEqual(['from']);
    expect(await fields('cost_min=1')).toEqual(['currency']);
    expect(await fields('model_name=x')).toEqual(['model_name']);
    expect((await get('/api/invocations?cursor=bm9wZQ')).status).toBe(400);
  });
});

describe('one call', () => {
  test('is read whole', async () => {
    const answer = await get(`/api/invocations/${bobs}`);
    expect(answer.body).toMatchObject({
      request_id: bobs,
      user: { email: 'member@company.test' },
      final_model: 'qwen-secure',
      error_detail: 'connect 10.0.0.5:8000',
      usage: { total: 1070 },
      cost: null,
    });
    expect((await get('/api/invocations/req_nope')).status).toBe(404);
  });

  test('its payloads come as the bytes they were, with their type, and who opened them is logged', async () => {
    const received = await get(`/api/invocations/${streamed}/payloads/response-received`);
    expect(received.text).toBe(stream.toString());
    expect(received.headers['content-type']).toContain('text/event-stream');
    expect(received.headers['content-disposition']).toContain('attachment');
    expect((await get(`/api/invocations/${streamed}/payloads/response-sent`)).text).toBe(stream.toString());
    const asked = await get(`/api/invocations/${bobs}/payloads/request-received`);
    expect(asked.text).toBe(request.toString());
    expect(asked.headers['content-type']).toContain('application/json');

    const log = await get(`/api/access-log?target_id=${bobs}`);
    expect(log.body.items).toMatchObject([
      {
        action: 'payload.open',
        actor: { kind: 'bootstrap_token' },
        detail: { payload: 'request-received' },
        query: null,
      },
    ]);
    expect((await get(`/api/invocations/${bobs}/payloads/response-received`)).status).toBe(404);
    expect((await get(`/api/invocations/${bobs}/payloads/other`)).status).toBe(422);
  });
});

describe('a run and a conversation', () => {
  test('of an id that several users have is asked back with the candidates', async () => {
    for (const url of ['/api/traces/run-1', '/api/sessions/talk-1']) {
      const answer = await get(url);
      expect(answer.status).toBe(409);
      expect(answer.body.candidates.map(({ email }) => email).toSorted()).toEqual([
        'admin@company.test',
        'member@company.test',
      ]);
      const named = await get(`${url}?user=member@company.test`);
      expect(ids(named)).toEqual([bobs]);
    }
  });

  test('come in order, with totals', async () => {
    const { admin } = api.people;
    const first = await recordCall(api.database.pool, admin, { open: { trace_id: 'loop', session_id: 's' } });
    const second = await recordCall(api.database.pool, admin, { open: { trace_id: 'loop', session_id: 's' } });
    const answer = await get('/api/traces/loop');
    expect(ids(answer)).toEqual([first, second]);
    expect(answer.body).toMatchObject({
      trace_id: 'loop',
      session_id: 's',
      totals: { calls: 2, usage: { total: 2140 } },
    });
    expect(answer.body.totals.costs).toEqual([{ kind: 'estimated_cost', currency: 'USD', amount: '0.004' }]);
    expect((await get('/api/traces/none')).status).toBe(404);
  });
});

describe('members', () => {
  const asMember = (url: string) => get(url, api.people.member.token);

  test('find and open their own calls; those of others are not there', async () => {
    expect(ids(await asMember('/api/invocations'))).toEqual([bobs]);
    expect(ids(await asMember('/api/invocations?user=admin@company.test'))).toEqual([]);
    expect((await asMember(`/api/invocations/${adas}`)).status).toBe(404);
    expect((await asMember(`/api/invocations/${streamed}/payloads/response-received`)).status).toBe(404);
    expect((await asMember(`/api/invocations/${bobs}/payloads/request-received`)).text).toBe(request.toString());
    expect(ids(await asMember('/api/traces/run-1'))).toEqual([bobs]);
    expect(ids(await asMember('/api/sessions/talk-1?user=admin@company.test'))).toEqual([bobs]);
    expect((await asMember('/api/traces/loop')).status).toBe(404);
  });

  test('see no internal address in what failed', async () => {
    expect((await asMember(`/api/invocations/${bobs}`)).body.error_detail).toBeNull();
    for (const url of ['/api/invocations', '/api/traces/run-1'])
      expect((await asMember(url)).text).not.toContain('10.0.0.5');
  });

  test('see their own costs', async () => {
    expect((await asMember('/api/costs/summary')).body).toMatchObject({ calls: 1, costs: [] });
    const byUser = await asMember('/api/costs/by/user');
    expect(byUser.body.items).toMatchObject([{ name: 'member@company.test', calls: 1 }]);
  });
});

describe('costs', () => {
  test('of a window are summed for each kind and currency, exactly', async () => {
    const { admin } = api.people;
    const cost = {
      kind: 'internal_cost' as const,
      currency: 'CNY',
      amount: '0.000000001',
      classes: { input: '0.000000001', cached_input: '0', cache_write: '0', output: '0', reasoning: '0' },
      price_version: 3,
    };
    await recordCall(api.database.pool, admin, {
      open: { final_model: 'qwen-secure', route: 'secure' },
      settle: { cost },
    });
    const byRoute = await get('/api/costs/by/route');
    expect(byRoute.body.items.map(({ key, calls }) => [key, calls])).toEqual([
      ['external', expect.any(Number)],
      ['secure', 2],
    ]);
    expect(byRoute.body.items[1]?.costs).toMatchObject([
      { kind: 'internal_cost', currency: 'CNY', amount: '0.000000001' },
    ]);
    expect((await get('/api/costs/summary?to=2000-01-01T00:00:00Z')).body).toMatchObject({ calls: 0, costs: [] });
    expect((await get('/api/costs/by/planet')).status).toBe(422);
    expect((await get('/api/costs/by/user?cursor=xyz')).status).toBe(400);
  });
});

test('a value that no column can hold is bad input, not a failure', async () => {
  expect((await get('/api/users/%00')).status).toBe(422);
  expect((await get('/api/invocations?from=0000-01-01T00:00:00Z')).status).toBe(422);
});

test('an address that cannot be read gets a problem document', async () => {
  for (const url of ['/api/users/%zz', `/api/users/${'x'.repeat(2000)}`]) {
    const answer = await get(url);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  }
});

test('while the database is away, answers say so and nobody is taken for a stranger', async () => {
  const away = createPool('postgres://nobody@127.0.0.1:1/none', { max: 1, applicationName: 'test' });
  const cutOff = await createAdminFixture({ pool: away });
  for (const token of [undefined, cutOff.people.admin.token]) {
    const answer = await cutOff.call('GET', '/api/users', token === undefined ? {} : { token });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeTruthy();
    expect(answer.text).not.toContain('127.0.0.1');
  }
  await cutOff.close();
  await away.end();
});
