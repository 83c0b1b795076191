import { afterAll, beforeAll, expect, test } from 'vitest';
import type { admin } from '@tollgate/contract';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { hitIn } from './company-record.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

async function overview(query = '', token = api.people.auditor.token): Promise<admin.Overview> {
  const { status, text } = await api.call('GET', `/api/overview${query}`, { token });
  expect(status, text).toBe(200);
  return JSON.parse(text) as admin.Overview;
}

test('before the first call it tells that there is none, and what is missing for one', async () => {
  const { calls, record, setup, attention, steps } = await overview();
  expect(calls).toBe(0);
  expect(record).toMatchObject({ has_calls: false, last_call_at: null, open_calls: 0 });
  expect(setup).toEqual({ providers: 0, models: 0, secure_models: 0, keys: 0 });
  expect(attention.items).toEqual([]);
  expect(steps.length).toBeGreaterThanOrEqual(24);
});

test('figures are those of the calls, in sum and step by step, and the search that they lead to finds as many', async () => {
  const { member, admin: ada } = api.people;
  const hit = { ...hitIn('card 4539', '4539'), rule: 'bank_card' };
  await recordCall(api.database.pool, member);
  await recordCall(api.database.pool, ada, { open: { decision: 'rerouted', route: 'secure', hits: [hit] } });
  await recordCall(api.database.pool, ada, {
    open: { decision: 'blocked', provider: null, final_model: null },
    settle: { status: 'blocked', usage: null, cost: null, error_code: 'no_secure_model' },
  });
  await recordCall(api.database.pool, ada, {
    settle: { status: 'failed', usage: null, cost: null, error_code: 'provider_error' },
  });
  await recordCall(api.database.pool, null, {
    open: { decision: null, key: { id: null, prefix: 'tg_nope' }, provider: null, instance: null },
    settle: { status: 'denied', usage: null, cost: null, error_code: 'invalid_api_key' },
  });
  const told = await overview();
  expect(told.calls).toBe(5);
  expect(told.decisions).toEqual({ passed: 2, redacted: 0, rerouted: 1, blocked: 1, undecided: 1 });
  expect(told).toMatchObject({ failed: 1, denied: 1, completed: 2, is_partial: false });
  const summed = told.steps.reduce((sum, { passed, redacted, rerouted, blocked, undecided }) => {
    return sum + passed + redacted + rerouted + blocked + undecided;
  }, 0);
  expect(summed).toBe(5);
  expect(told.rules).toMatchObject([{ rule: 'bank_card', calls: 1 }]);
  expect(told.rules?.[0]?.trend.reduce((sum, calls) => sum + calls, 0)).toBe(1);
  expect(told.users.find(({ name }) => name === ada.email)?.calls).toBe(3);
  expect(told.record.has_calls).toBe(true);
  const window = `from=${told.from}&to=${told.to}`;
  for (const [search, count] of [
    ['', 5],
    ['&decision=blocked', 1],
    ['&decision=blocked&error_code=no_secure_model', 1],
    ['&without=decision', 1],
    ['&status=failed&status=interrupted', 1],
    ['&rule=bank_card', 1],
    [`&user=${ada.email}`, 3],
  ] as const) {
    expect((await api.call('GET', `/api/invocations?${window}${search}`)).body.items, search).toHaveLength(count);
  }
});

test('its costs are those of the cost report', async () => {
  const told = await overview();
  const { body } = await api.call('GET', `/api/costs/summary?from=${told.from}&to=${told.to}`);
  expect(told.costs).toMatchObject(body.costs.map((cost) => expect.objectContaining(pick(cost))));
});

const pick = (cost: object): object => {
  const { kind, currency, amount } = cost as { kind: string; currency: string; amount: string };
  return { kind, currency, amount };
};

test('a member sees their own calls, and nothing of the company', async () => {
  const told = await overview('', api.people.member.token);
  expect(told.calls).toBe(1);
  expect(told).toMatchObject({ providers: null, setup: null, attention: { items: [] } });
  expect(told.record).toMatchObject({ backlog_events: null, checkpoint: null, verified: null });
  expect(told.users.map(({ name }) => name)).toEqual(['claw-1']);
});

test('it says what needs attention: no secure model, a model without a price, a provider that fails', async () => {
  const provider = { name: 'openai', protocol: 'openai', base_url: 'https://api.openai.com/v1' };
  const { id } = (await api.call('POST', '/api/providers', { body: provider })).body;
  const model = { display_name: 'gpt-5', provider_id: id, provider_model: 'gpt-5', is_active: true };
  await api.call('POST', '/api/models', { body: model });
  for (let time = 0; time < 3; time++) {
    await recordCall(api.database.pool, api.people.admin, {
      open: { provider: { id, name: 'openai' } },
      settle: { status: 'failed', usage: null, cost: null, error_code: 'provider_error' },
    });
  }
  const told = await overview();
  expect(told.setup).toEqual({ providers: 1, models: 1, secure_models: 0, keys: 0 });
  expect(told.attention.items).toMatchObject([
    { kind: 'no_secure_model', count: 1 },
    { kind: 'provider_failing', subject: { id, name: 'openai' } },
    { kind: 'model_unpriced', subject: { name: 'gpt-5' } },
    { kind: 'unreviewed', count: 2 },
  ]);
  const past = await overview('?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z');
  expect(past.attention.items).toEqual(told.attention.items);
  expect(told.providers).toMatchObject([
    { name: 'openai', calls: 3, completed: 0, failed: 3, last_failure: { error_code: 'provider_error' } },
  ]);
});

test('days are those of the zone that is asked for, also where clocks change', async () => {
  const { step, steps } = await overview('?from=2026-10-20T22:00:00Z&to=2026-10-27T23:00:00Z&time_zone=Europe/Berlin');
  expect(step).toBe('day');
  const begin = steps.map(({ from }) => from);
  expect(begin).toContain('2026-10-24T22:00:00.000Z');
  expect(begin).toContain('2026-10-25T23:00:00.000Z');
  expect(steps).toHaveLength(7);
});

test('a window that ends before it begins, is too long, or has no zone is refused', async () => {
  const ask = async (query: string) => (await api.call('GET', `/api/overview?${query}`)).status;
  expect(await ask('from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toBe(422);
  expect(await ask('from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toBe(422);
  expect(await ask('from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&time_zone=Mars')).toBe(422);
});
