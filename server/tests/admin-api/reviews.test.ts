import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { admin, HitRecord } from '@tollgate/contract';
import { type AdminFixture, type Answer, createAdminFixture } from './admin-fixture.ts';
import { type CompanyRecord, createCompanyRecord, hitIn } from './company-record.ts';

let api: AdminFixture;
let company: CompanyRecord;
beforeAll(async () => {
  api = await createAdminFixture();
  company = await createCompanyRecord(api.database);
  await api.call('POST', '/api/rules', { body: codename });
});
afterAll(() => api.close());

const codename = {
  id: 'project_codename',
  display_name: 'Project codename',
  category: 'enterprise',
  kind: 'keywords',
  keywords: ['Bluefin', 'Whitefin'],
  severity: 'high',
  action: 'route_secure_model',
};

/** Records a call with these findings, whose first one the fields describe. */
async function callWith(content: string, finding: string, fields: Partial<HitRecord> = {}): Promise<string> {
  return company.chat(content, { hits: [hitIn(content, finding, fields)] });
}
const auditors = () => ({ token: api.people.auditor.token });
const mark = (request_id: string, verdict: string, more: object = {}) =>
  api.call('POST', '/api/reviews', { ...auditors(), body: { request_id, hit: 0, verdict, ...more } });
const apply = (id: string, as: string) => api.call('POST', `/api/reviews/${id}/apply`, { body: { as } });
const reviewOf = (answer: Answer): admin.Review => JSON.parse(answer.text) as admin.Review;
const logOf = async (id: string) =>
  (await api.call('GET', `/api/administration-log?target_id=${id}`)).body.items.map(({ action }) => action);

describe('a hit', () => {
  test('is marked by an auditor, with a note, and changed later', async () => {
    const request_id = await callWith('Is Bluefin late?', 'Bluefin');
    const marked = await mark(request_id, 'wrong', { note: 'It is a fish.' });
    expect(marked.status).toBe(201);
    expect(marked.body).toMatchObject({
      request_id,
      hit: 0,
      rule: 'project_codename',
      place: 'messages[0].content',
      start: 3,
      end: 10,
      sample: 'B***',
      verdict: 'wrong',
      note: 'It is a fish.',
      actor: { id: api.people.auditor.id },
      applied: null,
      revision: 1,
    });
    const url = `/api/reviews/${marked.body.id}`;
    const stale = await api.call('PATCH', url, { body: { verdict: 'right' }, headers: { 'if-match': '"7"' } });
    expect(stale.status).toBe(412);
    const changed = await api.call('PATCH', url, { body: { verdict: 'right' }, headers: { 'if-match': '"1"' } });
    expect(changed.body).toMatchObject({ verdict: 'right', note: 'It is a fish.', revision: 2 });
    expect(await logOf(marked.body.id)).toEqual(['review.change', 'review.create']);
  });

  test('is marked once, and only where there is one', async () => {
    const request_id = await callWith('Is Bluefin late?', 'Bluefin');
    expect((await mark(request_id, 'wrong', { hit: 1 })).body.errors).toMatchObject([{ field: 'hit' }]);
    expect((await mark('req_none', 'wrong')).status).toBe(404);
    expect((await mark(request_id, 'wrong')).status).toBe(201);
    expect((await mark(request_id, 'right')).status).toBe(409);
  });

  test('is found again by its rule, its verdict and its call', async () => {
    const one = reviewOf(await mark(await callWith('Whitefin', 'Whitefin'), 'right'));
    const list = async (query: string) =>
      (await api.call('GET', `/api/reviews?limit=200&${query}`, auditors())).body.items.map(({ id }) => id);
    expect(await list(`request_id=${one.request_id}`)).toEqual([one.id]);
    expect(await list('verdict=right')).toContain(one.id);
    expect(await list('verdict=wrong')).not.toContain(one.id);
    expect(await list('rule=project_codename&is_applied=false')).toContain(one.id);
    expect(await list('rule=email_address')).toEqual([]);
    const first = (await api.call('GET', '/api/reviews?limit=1')).body;
    const second = (await api.call('GET', `/api/reviews?limit=200&cursor=${first.next_cursor}`)).body;
    expect([...first.items, ...second.items]).toEqual((await api.call('GET', '/api/reviews?limit=200')).body.items);
  });
});

describe('a false alarm', () => {
  test('written with blanks comes no more either, with them and without', async () => {
    const card = '4539 1488 0343 6467';
    const content = `Card ${card}`;
    const fields = { rule: 'bank_card', category: 'finance', sample: '****6467' } as const;
    const { id } = reviewOf(await mark(await callWith(content, card, fields), 'wrong'));
    expect((await apply(id, 'except')).status).toBe(200);
    for (const text of [content, content.replaceAll(' ', '')]) {
      expect((await api.call('POST', '/api/rules/test', { body: { text } })).body.hits, text).toEqual([]);
    }
  });

  test('comes no more once an administrator applied it, and the policy holds no more than a digest', async () => {
    const request_id = await callWith('Is BlueFin late?', 'BlueFin');
    const { id } = reviewOf(await mark(request_id, 'wrong'));
    const { text, body } = await apply(id, 'except');
    expect(body).toMatchObject({ id, applied: { as: 'except', actor: { kind: 'bootstrap_token' } } });
    expect(text).not.toContain('BlueFin');
    const { except } = JSON.parse((await api.call('GET', '/api/rules/project_codename')).text) as { except: string[] };
    expect(except).toEqual([`sha256:${createHash('sha256').update('bluefin').digest('hex')}`]);
    const bench = async (said: string) =>
      (await api.call('POST', '/api/rules/test', { body: { text: said } })).body.hits;
    expect(await bench('Is bluefin late?')).toEqual([]);
    expect(await bench('Is whitefin late?')).toMatchObject([{ rule: 'project_codename' }]);

    expect(await logOf(id)).toEqual(['review.apply', 'review.create']);
    expect(await logOf('project_codename')).toContain('rule.change');
    expect((await api.call('GET', `/api/access-log?target_id=${request_id}`)).body.items).toMatchObject([
      { action: 'payload.open', detail: { payload: 'request-received', for: 'review' } },
    ]);
    expect((await apply(id, 'except')).status).toBe(409);
    expect((await api.call('PATCH', `/api/reviews/${id}`, { body: { verdict: 'right' } })).status).toBe(409);
  });

  test('of a built-in rule becomes a change of that rule', async () => {
    const said = 'Write to lena.fischer@fischer-werkzeug.de please';
    const finding = 'lena.fischer@fischer-werkzeug.de';
    const hit = { rule: 'email_address', category: 'privacy', sample: 'l***@***.de' } as const;
    const { id } = reviewOf(await mark(await callWith(said, finding, hit), 'wrong'));
    expect((await apply(id, 'except')).status).toBe(200);
    const hits = (await api.call('POST', '/api/rules/test', { body: { text: said } })).body.hits;
    expect(hits.filter(({ rule }) => rule === 'email_address')).toEqual([]);
    const rule = (await api.call('GET', '/api/rules/email_address')).text;
    expect(rule).toContain('sha256:');
    expect(rule).not.toContain('fischer-werkzeug');
  });

  test('that was hidden is made an exception of what it hid', async () => {
    const said = `Take this: ${Buffer.from('The opening hours of Orangefin and its pond').toString('base64')}`;
    await api.call('PATCH', '/api/rules/project_codename', { body: { keywords: [...codename.keywords, 'Orangefin'] } });
    const bench = async (text: string) =>
      (await api.call('POST', '/api/rules/test', { body: { text } })).body.hits as unknown as HitRecord[];
    const hits = (await bench(said)).map((hit) => ({ ...hit, place: 'messages[0].content' }));
    expect(hits).toMatchObject([{ rule: 'project_codename', disguises: ['base64'] }]);
    const { id } = reviewOf(await mark(await company.chat(said, { hits }), 'wrong'));
    expect((await apply(id, 'except')).status).toBe(200);
    expect(await bench(said)).toEqual([]);
    expect(await bench('Orangefin')).toEqual([]);
    expect(await bench('Whitefin')).toHaveLength(1);
  });

  test('may take the whole text with it that it stands in, which then decides nothing any more', async () => {
    const stock = 'You are the helper of the Whitefin aquarium. Answer in one sentence.';
    const { id } = reviewOf(await mark(await callWith(stock, 'Whitefin'), 'wrong', { note: 'our stock prompt' }));
    expect((await apply(id, 'reviewed_text')).body).toMatchObject({ applied: { as: 'reviewed_text' } });
    const bench = async (text: string) => {
      const body = { text, as: { user: 'bob@company.test' } };
      return JSON.parse((await api.call('POST', '/api/rules/test', { body })).text) as admin.RuleTestResult;
    };
    const reviewed = await bench(stock);
    expect(reviewed.hits).toMatchObject([{ rule: 'project_codename', is_reviewed: true }]);
    expect(reviewed).toMatchObject({ action: null, decision: { outcome: 'passed' } });
    expect((await bench('The Whitefin aquarium.')).decision).toMatchObject({ outcome: 'rerouted' });
    expect((await mark(await callWith(stock, 'Whitefin'), 'wrong')).status).toBe(201);
  });

  test.each([
    ['was right', 'Whitefin', {}, 'right'],
    ['was hidden and is found no more', 'V2hpdGVmaW4=', { disguises: ['base64'] }, 'wrong'],
    ['stands in the answer', 'Whitefin', { direction: 'response' }, 'wrong'],
    ['is not what stands there', 'Whitefin', { sample: 'X***' }, 'wrong'],
    ['stands elsewhere', 'Whitefin', { place: 'messages[7].content' }, 'wrong'],
  ] as const)('that %s is not made an exception', async (_name, finding, fields, verdict) => {
    const request_id = await callWith(`This is ${finding}.`, finding, fields as Partial<HitRecord>);
    const { id } = reviewOf(await mark(request_id, verdict));
    const before = (await api.call('GET', '/api/rules/project_codename')).text;
    expect((await apply(id, 'except')).status).toBe(409);
    expect((await api.call('GET', '/api/rules/project_codename')).text).toBe(before);
  });

  test('of a rule that a file manages is left to the file', async () => {
    await api.database.pool.query(`update rules set managed_by_file = true where id = 'project_codename'`);
    const { id } = reviewOf(await mark(await callWith('Whitefin', 'Whitefin'), 'wrong'));
    expect((await apply(id, 'except')).status).toBe(409);
    await api.database.pool.query(`update rules set managed_by_file = false where id = 'project_codename'`);
    expect((await apply(id, 'except')).status).toBe(200);
  });
});
