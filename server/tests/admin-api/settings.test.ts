import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

test('settings are changed one by one, as policy, and the log says from what to what', async () => {
  const before = (await api.call('GET', '/api/settings')).body;
  expect(before).toEqual({ sticky: 'none', sticky_ttl_s: 604_800, managed_by_file: false, revision: 1 });
  const changed = await api.call('PATCH', '/api/settings', {
    token: api.people.admin.token,
    body: { sticky: 'session' },
    headers: { 'if-match': '"1"' },
  });
  expect(changed.body).toEqual({ sticky: 'session', sticky_ttl_s: 604_800, managed_by_file: false, revision: 2 });
  expect(changed.headers['etag']).toBe('"2"');
  expect((await api.call('GET', '/api/policy')).body).toMatchObject({
    document: { settings: { sticky: 'session', sticky_ttl_s: 604_800 } },
  });
  const log = await api.call('GET', '/api/administration-log?target_kind=settings');
  expect(log.body.items).toMatchObject([
    {
      action: 'settings.change',
      before: { sticky: 'none', sticky_ttl_s: 604_800 },
      after: { sticky: 'session', sticky_ttl_s: 604_800 },
      actor: { email: 'admin@company.test' },
    },
  ]);
});

test.each([
  [{ sticky: 'forever' }, 'sticky'],
  [{ sticky_ttl_s: 59 }, 'sticky_ttl_s'],
  [{ sticky_ttl_s: 7_776_001 }, 'sticky_ttl_s'],
  [{ stick: 'trace' }, 'stick'],
])('%o is none', async (body, field) => {
  const refused = await api.call('PATCH', '/api/settings', { body });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ field }]);
});

test('two who change them at once do not overwrite each other', async () => {
  const stale = await api.call('PATCH', '/api/settings', { body: { sticky: 'none' }, headers: { 'if-match': '"1"' } });
  expect(stale.status).toBe(412);
});
