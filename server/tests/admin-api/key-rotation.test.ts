import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

const newKey = async (): Promise<string> => {
  const body = { name: 'nightly', user_id: api.people.member.id, block_form: 'message' };
  return (await api.call('POST', '/api/keys', { body })).body.id;
};

test('rotating makes a key of the same holder with another secret, and ends the old one after a while', async () => {
  const id = await newKey();
  const { body: old } = await api.call('GET', `/api/keys/${id}`);
  const made = await api.call('POST', `/api/keys/${id}/rotate`, { body: { old_valid_s: 3600 } });
  expect(made.status).toBe(201);
  const { secret, id: newId, prefix, ...rest } = made.body;
  expect(secret).toMatch(/^tg_[0-9a-f]{64}$/);
  expect(secret.startsWith(prefix)).toBe(true);
  expect(newId).not.toBe(id);
  expect(rest).toMatchObject({ name: 'nightly', user_id: old.user_id, block_form: 'message', expires_at: null });
  const after = (await api.call('GET', `/api/keys/${id}`)).body as unknown as { expires_at: string; revoked_at: null };
  expect(after.revoked_at).toBeNull();
  expect(Math.abs(Date.parse(after.expires_at) - Date.now() - 3_600_000)).toBeLessThan(60_000);
  const { body: log } = await api.call('GET', `/api/administration-log?target_id=${id}`);
  expect(log.items.map(({ action }) => action)).toEqual(['key.rotate', 'key.create']);
  expect(JSON.stringify(log)).not.toContain(secret);
});

test('with no time left the old key is revoked at once; one that is over is not rotated', async () => {
  const id = await newKey();
  expect((await api.call('POST', `/api/keys/${id}/rotate`, { body: { old_valid_s: 0 } })).status).toBe(201);
  expect((await api.call('GET', `/api/keys/${id}`)).body.revoked_at).not.toBeNull();
  expect((await api.call('POST', `/api/keys/${id}/rotate`, { body: {} })).status).toBe(409);
});

test('an end that was set before is not put off, and another one’s change in between is told', async () => {
  const id = await newKey();
  const soon = new Date(Date.now() + 60_000).toISOString();
  await api.call('PATCH', `/api/keys/${id}`, { body: { expires_at: soon } });
  const headers = { 'if-match': '"1"' };
  expect((await api.call('POST', `/api/keys/${id}/rotate`, { body: {}, headers })).status).toBe(412);
  await api.call('POST', `/api/keys/${id}/rotate`, { body: { old_valid_s: 3600 } });
  expect((await api.call('GET', `/api/keys/${id}`)).body).toMatchObject({ expires_at: soon });
});

test('budgets of the old key hold for the new one too', async () => {
  const id = await newKey();
  const budget = {
    name: 'nightly',
    scope: { kind: 'key', id },
    measure: 'requests',
    limit: '5',
    period: 'day',
    is_hard: true,
  };
  expect((await api.call('POST', '/api/budgets', { body: budget })).status).toBe(201);
  const { id: newId } = (await api.call('POST', `/api/keys/${id}/rotate`, { body: {} })).body;
  const { body } = await api.call('GET', '/api/budgets');
  const scopes = body.items.map((one) => (one as unknown as { scope: { id: string } }).scope.id);
  expect(scopes.toSorted()).toEqual([id, newId].toSorted());
});

test('when a key was last used is told with it', async () => {
  const id = await newKey();
  const at = '2026-11-20T10:00:00.000Z';
  await api.database.pool.query(
    `INSERT INTO invocations (request_id, at, key_id, protocol, endpoint, explanation, hits, rules, journal_id, sequence, status, attempts)
     SELECT 'req_' || day, $1::timestamptz - make_interval(days => day), $2, 'openai', 'chat.completions', '[]', '[]', '{}', 'j', day, 'completed', '[]'
     FROM generate_series(0, 2) day`,
    [at, id],
  );
  expect((await api.call('GET', `/api/keys/${id}`)).body).toMatchObject({ last_used_at: at });
  const { body } = await api.call('GET', '/api/keys');
  expect(body.items.find((key) => key.id === id)).toMatchObject({ last_used_at: at });
});
