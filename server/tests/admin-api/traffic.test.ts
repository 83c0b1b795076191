import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { admin, HitRecord } from '@tollgate/contract';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
const made: string[] = [];

const hit = (rule: string): HitRecord => ({
  rule,
  display_name: rule,
  category: 'finance',
  severity: 'high',
  action: 'route_secure_model',
  place: 'messages[0].content',
  scope: 'user',
  start: 0,
  end: 4,
  sample: '••••',
});

beforeAll(async () => {
  api = await createAdminFixture();
  const { admin: ada, member: bob } = api.people;
  const { pool } = api.database;
  made.push(
    await recordCall(pool, ada),
    await recordCall(pool, ada, {
      open: { route: 'secure', decision: 'rerouted', final_model: 'qwen-secure', hits: [hit('bank_card')] },
      settle: { cost: null },
    }),
    await recordCall(pool, bob, { open: { hits: [hit('bank_card'), hit('email_address'), hit('email_address')] } }),
    await recordCall(pool, bob, { settle: { status: 'failed' } }),
  );
});
afterAll(() => api.close());

const ask = async <Answer>(url: string, token?: string): Promise<Answer> => {
  const { status, text } = await api.call('GET', url, token === undefined ? {} : { token });
  if (status !== 200) throw new Error(`${status} ${text}`);
  return JSON.parse(text) as Answer;
};
const facets = (query: string, token?: string) =>
  ask<admin.InvocationFacets>(`/api/invocations/facets?${query}`, token);
const values = (list: readonly { value: string; calls: number }[]) =>
  Object.fromEntries(list.map(({ value, calls }) => [value, calls]));
const searches = async () =>
  (await api.call('GET', '/api/access-log?action=record.search&limit=200')).body.items.length;

describe('counting what calls are', () => {
  test('a call counts once for each rule, and costs are summed by currency', async () => {
    const all = await facets('');
    expect(all).toMatchObject({
      calls: 4,
      is_complete: true,
      costs: [{ currency: 'USD', amount: '0.006000000000', calls: 3 }].map((cost) => ({
        ...cost,
        amount: expect.stringMatching(/^0\.0060*$/),
      })),
    });
    expect(values(all.facets.rule)).toEqual({ bank_card: 2, email_address: 1 });
    expect(values(all.facets.decision)).toEqual({ passed: 3, rerouted: 1 });
    expect(values(all.facets.status)).toEqual({ completed: 3, failed: 1 });
    expect(all.facets.provider).toEqual([{ value: 'prv_1', name: 'openai', calls: 4 }]);
  });

  test('what was chosen of a facet narrows the others and not itself', async () => {
    const { calls, facets: counted } = await facets('decision=rerouted');
    expect(calls).toBe(1);
    expect(values(counted.decision)).toEqual({ passed: 3, rerouted: 1 });
    expect(values(counted.model)).toEqual({ 'qwen-secure': 1 });
  });

  test('what is excluded is in no list, no count and no file', async () => {
    const { calls, facets: counted } = await facets('not_decision=rerouted&not_rule=email_address');
    expect(calls).toBe(2);
    expect(values(counted.decision)).toEqual({ passed: 2 });
    const query = 'not_decision=rerouted&not_rule=email_address';
    expect((await api.call('GET', `/api/invocations?${query}`)).body.items).toHaveLength(2);
    const { text } = await api.call('GET', `/api/audit/export?format=csv&${query}`);
    expect(text.trim().split('\n')).toHaveLength(1 + 2);
  });

  test('members count their own calls alone', async () => {
    const own = await facets('', api.people.member.token);
    expect(own.calls).toBe(2);
    expect(values(own.facets.route)).toEqual({ external: 2 });
  });

  test('calls in which anything was found, or nothing, are told apart', async () => {
    const found = async (query: string) =>
      (await api.call('GET', `/api/invocations?${query}`)).body.items.map(({ request_id }) => request_id);
    expect(await found('found=some&route=external')).toEqual([made[2]]);
    expect(await found('found=none')).toEqual([made[3], made[0]]);
  });

  test('it goes into the access log, unless it counts for a search that did', async () => {
    const { token } = api.people.auditor;
    const before = await searches();
    await facets('decision=passed', token);
    expect(await searches()).toBe(before + 1);
    const list = await ask<{ live_cursor: string }>('/api/invocations?decision=passed', token);
    expect(await searches()).toBe(before + 2);
    await facets(`decision=passed&cursor=${list.live_cursor}`, token);
    expect(await searches()).toBe(before + 2);
    const refused = await api.call('GET', `/api/invocations/facets?decision=blocked&cursor=${list.live_cursor}`, {
      token,
    });
    expect(refused.status).toBe(400);
  });
});

test('who watches a search gets its newest calls again and again, with one entry in the access log', async () => {
  const { token } = api.people.auditor;
  const before = await searches();
  const first = await ask<{ live_cursor: string; searched_to: string | null }>(
    '/api/invocations?user=member@company.test',
    token,
  );
  const again = async () =>
    (
      await ask<{ items: { request_id: string }[] }>(
        `/api/invocations?user=member@company.test&cursor=${first.live_cursor}`,
        token,
      )
    ).items.map(({ request_id }) => request_id);
  expect(await again()).toEqual([made[3], made[2]]);
  const newest = await recordCall(api.database.pool, api.people.member);
  expect(await again()).toEqual([newest, made[3], made[2]]);
  expect(await searches()).toBe(before + 1);
  expect(first.searched_to).toBeNull();
  const cut = await ask<{ searched_to: string | null }>('/api/invocations?limit=1', token);
  expect(Date.parse(cut.searched_to ?? '')).toBeGreaterThan(Date.now() - 3_600_000);
});

describe('suggestions', () => {
  const suggest = async (q: string, token?: string) =>
    (await ask<{ items: admin.Suggestion[] }>(`/api/search/suggestions?q=${encodeURIComponent(q)}`, token)).items.map(
      ({ key, value }) => `${key}:${value}`,
    );

  test('find people by name, and rules by their ids as people say them', async () => {
    expect(await suggest('AUDIT')).toContain('user:auditor@company.test');
    expect((await suggest('bank card'))[0]).toBe('rule:bank_card');
  });

  test('members are told of themselves and of what their own calls met, and of nobody else', async () => {
    const { token } = api.people.member;
    expect(await suggest('company', token)).toEqual(['user:member@company.test']);
    expect(await suggest('card', token)).toEqual(['rule:bank_card']);
    expect(await suggest('private_key', token)).toEqual([]);
    expect(await suggest('qwen', token)).toEqual([]);
    expect(await suggest('gpt', token)).toEqual(['model:gpt-5']);
  });
});

describe('saved views', () => {
  const save = (token: string | undefined, body: object) =>
    api.call('POST', '/api/saved-views', { ...(token !== undefined && { token }), body });
  const names = async (token: string) =>
    (await ask<{ items: { name: string; is_own: boolean }[] }>('/api/saved-views', token)).items.map(
      ({ name, is_own }) => `${name}${is_own ? '' : ' (shared)'}`,
    );

  test('are seen by whose they are, and by everybody where an administrator shares them', async () => {
    const { admin: ada, auditor, member } = api.people;
    expect((await save(ada.token, { name: 'For all', search: 'decision=blocked', is_shared: true })).status).toBe(201);
    const own = await save(member.token, { name: 'Mine', search: 'status=failed&range=today' });
    expect(own.status).toBe(201);
    expect(await names(member.token)).toEqual(['For all (shared)', 'Mine']);
    expect(await names(auditor.token)).toEqual(['For all (shared)']);
    expect((await save(auditor.token, { name: 'X', search: '', is_shared: true })).status).toBe(403);
    expect((await save(undefined, { name: 'X', search: '' })).status).toBe(403);

    const remove = (id: string, token: string) => api.call('DELETE', `/api/saved-views/${id}`, { token });
    expect((await remove(own.body.id, ada.token)).status).toBe(404);
    const [shared] = (await ask<{ items: { id: string }[] }>('/api/saved-views', auditor.token)).items;
    expect((await remove(shared?.id ?? '', auditor.token)).status).toBe(403);
    expect((await remove(own.body.id, member.token)).status).toBe(204);
    expect((await remove(shared?.id ?? '', ada.token)).status).toBe(204);
    expect(await names(member.token)).toEqual([]);
    const log = (await api.call('GET', '/api/administration-log?limit=5')).body.items.map(({ action }) => action);
    expect(log.slice(0, 2)).toEqual(['view.delete', 'view.create']);
  });

  test('have a name each, and no text that is searched for', async () => {
    const { token } = api.people.auditor;
    expect((await save(token, { name: 'Twice', search: '' })).status).toBe(201);
    expect((await save(token, { name: 'twice', search: '' })).status).toBe(409);
    expect((await save(token, { name: 'Text', search: 'text=salary' })).status).toBe(422);
    expect((await save(token, { name: ' ', search: '' })).status).toBe(422);
  });
});
