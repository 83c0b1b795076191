import { afterAll, beforeAll, expect, test } from 'vitest';
import type { admin } from '@tollgate/contract';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { type CompanyRecord, createCompanyRecord, hitIn } from './company-record.ts';

let api: AdminFixture;
let company: CompanyRecord;
beforeAll(async () => {
  api = await createAdminFixture();
  company = await createCompanyRecord(api.database);
});
afterAll(() => api.close());

async function statisticsOf(rule: string, query = ''): Promise<admin.RuleStatistics | undefined> {
  const { text } = await api.call('GET', `/api/rules/statistics${query}`, { token: api.people.auditor.token });
  return (JSON.parse(text) as { items: admin.RuleStatistics[] }).items.find((one) => one.rule === rule);
}

test('a rule that never hit stands there with nothing', async () => {
  expect(await statisticsOf('email_address')).toEqual({
    rule: 'email_address',
    calls: 0,
    hits: 0,
    days: [],
    last_hit_at: null,
    marked_wrong: 0,
    marked_right: 0,
    us_per_100_kb: null,
  });
});

test('calls, hits and days are those of the record, and marks those of reviewers', async () => {
  const said = 'Bluefin, and Bluefin again';
  const hits = [hitIn(said, 'Bluefin'), { ...hitIn(said, 'Bluefin'), start: 13, end: 20 }];
  const first = await company.chat(said, { hits });
  const second = await company.chat(said, { hits: hits.slice(1) });
  await company.chat(said);
  const { rows } = await api.database.pool.query<{ at: Date }>('select at from invocations where request_id = $1', [
    second,
  ]);
  const at = rows[0]?.at.toISOString() ?? '';
  await api.call('POST', '/api/reviews', { body: { request_id: first, hit: 0, verdict: 'wrong' } });
  await api.call('POST', '/api/reviews', { body: { request_id: first, hit: 1, verdict: 'right' } });
  await api.call('POST', '/api/reviews', { body: { request_id: second, hit: 0, verdict: 'wrong' } });
  const counts = { calls: 2, hits: 3 };
  expect(await statisticsOf('project_codename')).toEqual({
    rule: 'project_codename',
    ...counts,
    days: [{ day: at.slice(0, 10), ...counts }],
    last_hit_at: at,
    marked_wrong: 2,
    marked_right: 1,
    us_per_100_kb: null,
  });
  expect(await statisticsOf('project_codename', '?from=2020-01-01&to=2020-01-31')).toBeUndefined();
});

test('what a rule costs is known once it was measured', async () => {
  const text = 'Nothing to see here. '.repeat(100);
  await api.call('POST', '/api/rules/test', { body: { text } });
  const { items } = JSON.parse((await api.call('GET', '/api/rules/statistics')).text) as {
    items: admin.RuleStatistics[];
  };
  expect(items.some(({ us_per_100_kb }) => (us_per_100_kb ?? 0) > 0)).toBe(true);
});

test('a window that ends before it begins, or takes years, is refused', async () => {
  const ask = (query: string) => api.call('GET', `/api/rules/statistics?${query}`);
  expect((await ask('from=2026-02-01&to=2026-01-01')).body.errors).toMatchObject([{ field: 'to' }]);
  expect((await ask('from=2020-01-01&to=2026-01-01')).body.errors).toMatchObject([{ field: 'from' }]);
  expect((await ask('from=yesterday')).status).toBe(422);
});
