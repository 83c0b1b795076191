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

const auditors = () => ({ token: api.people.auditor.token });
const findings = async (query = '') => {
  const answer = await api.call('GET', `/api/findings?${query}`, auditors());
  return JSON.parse(answer.text) as { items: admin.Finding[]; next_cursor: string | null };
};
const reveal = (request_id: string, hit: number) =>
  api.call('POST', '/api/findings/reveal', { ...auditors(), body: { request_id, hit } });

test('hits that nobody reviewed are listed, newest first, a page at a time, masked', async () => {
  const ids: string[] = [];
  for (const word of ['Bluefin', 'Whitefin', 'Redfin']) {
    ids.push(await company.chat(`Is ${word} late?`, { hits: [hitIn(`Is ${word} late?`, word)] }));
  }
  await company.chat('Nothing to see.');
  const first = await findings('limit=2');
  expect(first.items.map(({ request_id }) => request_id)).toEqual(ids.toReversed().slice(0, 2));
  expect(first.items[0]).toMatchObject({ hit: 0, found: { rule: 'project_codename', sample: 'R***' } });
  const second = await findings(`limit=2&cursor=${first.next_cursor}`);
  expect(second.items.map(({ request_id }) => request_id)).toEqual(ids.slice(0, 1));
  expect(JSON.stringify([first, second])).not.toContain('Bluefin');
  await api.call('POST', '/api/reviews', { ...auditors(), body: { request_id: ids[2], hit: 0, verdict: 'wrong' } });
  expect((await findings()).items.map(({ request_id }) => request_id)).toEqual(ids.toReversed().slice(1));
  expect((await findings('rule=email_address')).items).toEqual([]);
});

test('what a conversation repeats is told of the call that brought it', async () => {
  const content = 'Is Greyfin late?';
  const hit = hitIn(content, 'Greyfin');
  const repeated = await company.chat(content, { hits: [hit], new_from: 1 });
  expect((await findings()).items.map(({ request_id }) => request_id)).not.toContain(repeated);
});

test('what stands at a hit is shown with what is around it, and who opened it is logged', async () => {
  const content = `${'x'.repeat(100)} Is Blackfin late? ${'y'.repeat(100)}`;
  const id = await company.chat(content, {
    hits: [hitIn(content, 'Blackfin', { sample: 'B***' })],
  });
  const { status, text } = await reveal(id, 0);
  expect(status).toBe(200);
  expect(JSON.parse(text)).toEqual({
    before: `${'x'.repeat(76)} Is `,
    value: 'Blackfin',
    after: ` late? ${'y'.repeat(73)}`,
  });
  const log = (await api.call('GET', `/api/access-log?target_id=${id}`)).text;
  expect(log).toContain('payload.open');
  expect((await reveal(id, 1)).status).toBe(404);
});

test('what was said of a hit is taken back, and it is to be reviewed again', async () => {
  const content = 'Is Goldfin late?';
  const id = await company.chat(content, { hits: [hitIn(content, 'Goldfin')] });
  const body = { request_id: id, hit: 0, verdict: 'right' };
  const review = (await api.call('POST', '/api/reviews', { ...auditors(), body })).body;
  const url = `/api/reviews/${review.id}`;
  const ids = async () => (await findings()).items.map(({ request_id }) => request_id);
  expect(await ids()).not.toContain(id);
  const by = (revision: number) => ({ ...auditors(), headers: { 'if-match': `"${revision}"` } });
  expect((await api.call('DELETE', url, by(7))).status).toBe(412);
  expect((await api.call('DELETE', url, by(review.revision))).status).toBe(204);
  expect(await ids()).toContain(id);
  expect((await api.call('GET', `/api/administration-log?target_id=${review.id}`)).body.items[0]?.action).toBe(
    'review.delete',
  );
});
