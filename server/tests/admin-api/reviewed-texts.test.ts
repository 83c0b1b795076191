import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { createCompanyRecord } from './company-record.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

const address = 'jonathan.keller@nordwind-logistik.de';
const prompt = `Ask ${address} when lost. Session 0193a2f4-1b2c-7d3e-8f40-112233445566, begun on 2026-11-26.`;
const create = (body: object) => api.call('POST', '/api/reviewed-texts', { token: api.people.admin.token, body });

describe('a reviewed text', () => {
  test('is a part of the policy, with who, when and why, and without the text and what rules find in it', async () => {
    await api.call('PATCH', '/api/settings', { body: { sticky: 'trace' } });
    const before = (await api.call('GET', '/api/policy')).body.version;
    const created = await create({ text: prompt, note: 'The stock prompt.' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      preview: 'Ask **** when lost. Session \ufffc, begun on \ufffc.',
      note: 'The stock prompt.',
      reviewed_by: 'admin@company.test',
      reviewed_at: expect.stringMatching(/^20/) as unknown,
    });
    const policy = (await api.call('GET', '/api/policy')).body;
    expect(policy.version).toBe(before + 1);
    expect(policy.document).toMatchObject({ reviewed_texts: [created.body] });
    const list = await api.call('GET', '/api/reviewed-texts', { token: api.people.auditor.token });
    expect(list.body.items).toEqual([created.body]);
    const log = await api.call('GET', '/api/administration-log?target_kind=reviewed_text');
    expect(log.body.items).toMatchObject([{ action: 'reviewed_text.create', after: { note: 'The stock prompt.' } }]);
    for (const { text } of [created, list, log]) expect(text).not.toContain(address);
  });

  test('is there once, whatever its numbers are', async () => {
    const again = await create({ text: prompt.replace('2026-11-26', '2027-01-03'), note: 'Again.' });
    expect(again.status).toBe(409);
    expect(again.body.errors).toEqual([{ field: 'text', message: 'is reviewed already' }]);
  });

  test('can be taken back', async () => {
    const [text] = (await api.call('GET', '/api/reviewed-texts')).body.items;
    expect((await api.call('DELETE', `/api/reviewed-texts/${text?.id}`)).status).toBe(204);
    expect((await api.call('DELETE', `/api/reviewed-texts/${text?.id}`)).status).toBe(404);
    expect((await api.call('GET', '/api/policy')).body.document).toMatchObject({ reviewed_texts: [] });
  });

  test('is taken from a recorded request by its place, and the access log says that it was opened', async () => {
    const record = await createCompanyRecord(api.database);
    const request_id = await record.chat(prompt);
    const created = await create({ request_id, place: 'messages[0].content', note: 'Seen there.' });
    expect(created.body).toMatchObject({ note: 'Seen there.' });
    const same = await create({ text: prompt, note: 'The same.' });
    expect(same.status).toBe(409);
    const log = await api.call('GET', `/api/access-log?target_id=${request_id}`);
    expect(log.body.items).toMatchObject([{ action: 'payload.open', detail: { for: 'reviewed_text' } }]);
    const nowhere = await create({ request_id, place: 'messages[7].content', note: 'Not there.' });
    expect(nowhere.body.errors).toMatchObject([{ field: 'place' }]);
  });
});

test.each([
  [{ text: prompt }, 'note'],
  [{ text: '12 34 2026-11-26', note: 'Numbers.' }, 'text'],
  [{ text: '', note: 'Empty.' }, 'text'],
])('%o is none', async (body, field) => {
  const refused = await create(body);
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ field }]);
});
