import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { type AdminFixture, bootstrapToken, createAdminFixture } from './admin-fixture.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

test('the record’s health tells the journal, the chains and the newest call; without the database what is known here', async () => {
  const requestId = await recordCall(api.database.pool, api.people.member);
  const decidedBy = async (version: number) =>
    (await api.call('GET', `/api/invocations?policy_version=${version}`)).body.items.map(
      ({ request_id }) => request_id,
    );
  expect([await decidedBy(1), await decidedBy(2)]).toEqual([[requestId], []]);
  const { body } = await api.call('GET', `/api/invocations/${requestId}`);
  const health = (await api.call('GET', '/api/audit/health', { token: api.people.auditor.token })).body;
  expect(health).toMatchObject({
    journal: { is_writable: true, bytes: 1024, waiting_events: 0 },
    is_database_there: true,
    last_recorded_at: (body as unknown as { at: string }).at,
    verification: null,
  });
  const query = api.database.pool.query.bind(api.database.pool);
  try {
    api.database.pool.query = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    const away = await api.call('GET', '/api/audit/health');
    expect(away.body).toMatchObject({ journal: { is_writable: true }, is_database_there: false, chains: [] });
  } finally {
    api.database.pool.query = query;
  }
});

test('a verification runs in the background, and the health knows of it after', async () => {
  const started = await api.call('POST', '/api/audit/verify', { token: api.people.auditor.token });
  expect(started.status).toBe(202);
  const { id } = started.body;
  const done = await until(async () => {
    const { body } = await api.call('GET', `/api/audit/verifications/${id}`);
    return (body as unknown as { state: string }).state === 'running' ? null : body;
  });
  expect(done).toMatchObject({ state: 'done', actor: { email: 'auditor@company.test' } });
  expect((await api.call('GET', '/api/audit/verifications')).body.items).toMatchObject([{ id }]);
  expect((await api.call('GET', '/api/audit/health')).body).toMatchObject({ verification: { id } });
  const verified = { until: (done as unknown as { created_at: string }).created_at, findings: 0 };
  expect((await api.call('GET', '/api/overview')).body).toMatchObject({ record: { verified } });
  expect((await api.call('DELETE', `/api/audit/verifications/${id}`)).status).toBe(409);
  expect((await api.call('GET', '/api/audit/verifications/vrf_none')).status).toBe(404);
});

test('both logs come as one, newest first, page by page, by every filter', async () => {
  const { admin, auditor } = api.people;
  const made = await api.call('POST', '/api/users', {
    token: admin.token,
    body: { email: 'lin@company.test', name: 'Lin' },
  });
  await api.call('GET', '/api/audit/export?format=csv', { token: auditor.token });
  interface Entry {
    id: string;
    kind: string;
    action: string;
    at: string;
    after: object | null;
    detail: object | null;
  }
  const ask = async (query: string): Promise<Entry[]> =>
    (await api.call('GET', `/api/audit/log?${query}`)).body.items as unknown as Entry[];
  const all = await ask('limit=200');
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['configuration', 'access']));
  expect(all[0]).toMatchObject({ kind: 'access', action: 'record.export', detail: { format: 'csv' }, after: null });

  const paged: Entry[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await api.call('GET', `/api/audit/log?limit=2${cursor && `&cursor=${cursor}`}`);
    paged.push(...(body.items as unknown as Entry[]));
    cursor = body.next_cursor;
  }
  expect(paged).toEqual(all);

  expect((await ask(`actor=${admin.email}`)).map(({ action }) => action)).toEqual(['user.create']);
  expect((await ask('kind=access')).every(({ kind }) => kind === 'access')).toBe(true);
  expect((await ask('action=record.export&action=user.create')).map(({ action }) => action)).toEqual([
    'record.export',
    'user.create',
  ]);
  expect(await ask(`target_id=${made.body.id}`)).toMatchObject([{ action: 'user.create', after: { name: 'Lin' } }]);
  expect(await ask('target_kind=user&kind=access')).toEqual([]);
  const [newest] = all;
  expect((await ask(`to=${newest?.at}`)).map(({ id }) => id)).not.toContain(newest?.id);
  expect((await ask(`from=${newest?.at}`)).map(({ id }) => id)).toContain(newest?.id);
  expect((await api.call('GET', '/api/audit/log?cursor=nonsense')).status).toBe(400);
});

test('the environment is shown with what it sets, never with a secret', async () => {
  const { body, text } = await api.call('GET', '/api/settings/environment', { token: api.people.auditor.token });
  const find = (name: string) => body.items.find((one) => one.name === name);
  expect(find('TOLLGATE_RETENTION_PAYLOADS_DAYS')).toMatchObject({ is_set: true, value: '30' });
  expect(find('TOLLGATE_ADMIN_TOKEN')).toMatchObject({ is_set: true, value: null });
  expect(find('TOLLGATE_PORT')).toMatchObject({ is_set: false, value: null, default: '8787' });
  expect(text).not.toContain(bootstrapToken);
});
