import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

async function begin(userId: string, id: string, hours = 1): Promise<void> {
  await api.database.pool.query(
    `INSERT INTO sign_in_sessions (id, token, user_id, expires_at, ip_address, user_agent)
     VALUES ($1, 'secret-token-' || $1, $2, now() + make_interval(hours => $3), '10.0.0.7', 'Firefox')`,
    [id, userId, hours],
  );
}

const idsOf = async (userId: string): Promise<string[]> =>
  (await api.call('GET', `/api/users/${userId}/sessions`)).body.items.map(({ id }) => id).toSorted();

test('open sessions are listed without what opens them, and end one by one or all', async () => {
  const { member, auditor } = api.people;
  for (const id of ['one', 'two', 'three']) await begin(member.id, id);
  await begin(member.id, 'over', -1);
  await begin(auditor.id, 'other');
  const { body, text } = await api.call('GET', `/api/users/${member.id}/sessions`);
  expect(body.items).toHaveLength(3);
  expect(body.items[0]).toMatchObject({ address: '10.0.0.7', browser: 'Firefox' });
  expect(text).not.toContain('secret-token');

  expect((await api.call('DELETE', `/api/users/${member.id}/sessions/two`)).status).toBe(204);
  expect(await idsOf(member.id)).toEqual(['one', 'three']);
  // Another one's session is not there.
  expect((await api.call('DELETE', `/api/users/${member.id}/sessions/other`)).status).toBe(404);
  expect((await api.call('DELETE', `/api/users/${member.id}/sessions`)).status).toBe(204);
  expect(await idsOf(member.id)).toEqual([]);
  expect(await idsOf(auditor.id)).toEqual(['other']);

  const log = await api.call('GET', `/api/administration-log?target_id=${member.id}`);
  expect(log.body.items.map(({ action }) => action)).toEqual(['user.end_sessions', 'user.end_sessions']);
});

test('nobody has sessions who is not there', async () => {
  expect((await api.call('GET', '/api/users/nobody/sessions')).status).toBe(404);
  expect((await api.call('DELETE', '/api/users/nobody/sessions')).status).toBe(404);
});
