import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture, type Thing } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

const codename = (fields: object = {}) => ({
  id: 'bluefin',
  display_name: 'Project codename',
  category: 'enterprise',
  kind: 'keywords',
  keywords: ['Bluefin'],
  severity: 'high',
  action: 'route_secure_model',
  ...fields,
});
const create = (rule: object) => api.call('POST', '/api/rules', { body: rule });
const change = (id: string, body: object) => api.call('PATCH', `/api/rules/${id}`, { body });
const bench = (body: object) => api.call('POST', '/api/rules/test', { body });
/** More than one page of them. */
const listed = async (query = '') => {
  const items: Thing[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const url = `/api/rules?limit=200${query}${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { body } = await api.call('GET', url);
    items.push(...body.items);
    cursor = body.next_cursor;
  }
  return items;
};
const version = async () => (await api.call('GET', '/api/policy')).body.version;

describe('built-in rules', () => {
  test('are listed with what they do, in pages that together are all of them', async () => {
    const all = await listed();
    expect(all.length).toBeGreaterThanOrEqual(40);
    const security = await listed('&category=security&origin=built_in');
    expect(security.every((rule) => rule.category === 'security' && rule.origin === 'built_in')).toBe(true);
    const first = (await api.call('GET', '/api/rules?limit=30')).body;
    const second = (await api.call('GET', `/api/rules?limit=30&cursor=${first.next_cursor}`)).body;
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 60));
  });

  test('are changed where that is allowed, and go back by null', async () => {
    const before = (await api.call('GET', '/api/rules/email_address')).body;
    const changed = await change('email_address', { action: 'block', is_enabled: false });
    expect(changed.body).toMatchObject({
      action: 'block',
      is_enabled: false,
      override: { id: 'email_address', action: 'block', is_enabled: false },
      revision: 1,
    });
    const back = await change('email_address', { action: null, is_enabled: null });
    expect(back.body).toEqual({ ...before, revision: back.body.revision });
    expect(back.body.override).toBeNull();
  });

  test('say what the pack says where they were changed', async () => {
    const before = (await api.call('GET', '/api/rules/bank_card')).body;
    expect(before).toMatchObject({ override: null, pack: null });
    const changed = await change('bank_card', { action: 'block', count_min: 3 });
    expect(changed.body).toMatchObject({ action: 'block', count_min: 3, pack: { action: before.action } });
    expect(await change('bank_card', { action: null, count_min: null })).toMatchObject({ body: { pack: null } });
  });

  test('are changed together with others as one policy version, or none of them is', async () => {
    const first = await version();
    const off = (id: string, more: object = {}) => ({ id, fields: { is_enabled: false }, ...more });
    const changed = await api.call('POST', '/api/rules/batch', { body: { changes: [off('iban'), off('bank_card')] } });
    expect(changed.status).toBe(200);
    expect(changed.body.items).toMatchObject([
      { id: 'iban', is_enabled: false },
      { id: 'bank_card', is_enabled: false },
    ]);
    expect(await version()).toBe(first + 1);
    const stale = { changes: [{ id: 'iban', fields: { is_enabled: null } }, off('bank_card', { revision: 77 })] };
    expect((await api.call('POST', '/api/rules/batch', { body: stale })).status).toBe(412);
    expect((await api.call('GET', '/api/rules/iban')).body.is_enabled).toBe(false);
    const back = ['iban', 'bank_card'].map((id) => ({ id, fields: { is_enabled: null } }));
    expect((await api.call('POST', '/api/rules/batch', { body: { changes: back } })).status).toBe(200);
  });

  test('keep what they find, and cannot be deleted', async () => {
    const answer = await change('email_address', { display_name: 'Mine', regex: 'x' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ field }) => field).toSorted()).toEqual(['display_name', 'regex']);
    expect((await api.call('DELETE', '/api/rules/email_address')).status).toBe(409);
  });
});

describe("rules of the company's own", () => {
  test('are created, changed and deleted, each time with a new policy', async () => {
    const versions = [await version()];
    const created = await create(codename());
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ origin: 'custom', is_enabled: true, revision: 1 });
    versions.push(await version());
    const changed = await change('bluefin', { keywords: ['Bluefin', 'Redfin'], context: ['project'] });
    expect(changed.body).toMatchObject({ keywords: ['Bluefin', 'Redfin'], context: ['project'], revision: 2 });
    const without = await change('bluefin', { context: null });
    expect(without.body).not.toHaveProperty('context');
    expect((await change('bluefin', { action: null })).body.errors).toMatchObject([{ field: 'action' }]);
    versions.push(await version());
    expect((await api.call('DELETE', '/api/rules/bluefin')).status).toBe(204);
    versions.push(await version());
    expect((await api.call('GET', '/api/rules/bluefin')).status).toBe(404);
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  });

  test('have an id of their own, or stand in the place of the built-in rule of that id', async () => {
    await create(codename({ id: 'twice' }));
    const twice = await create(codename({ id: 'twice' }));
    expect(twice.status).toBe(409);
    expect(twice.body.errors).toEqual([{ field: 'id', message: 'is taken' }]);
    expect((await create(codename({ id: 'backtests' }))).body.errors).toMatchObject([{ field: 'id' }]);

    expect((await create(codename({ id: 'codename_mention' }))).status).toBe(201);
    const named = async () => (await listed()).filter((rule) => rule.id === 'codename_mention');
    expect(await named()).toMatchObject([{ origin: 'custom', keywords: ['Bluefin'] }]);
    expect((await bench({ text: 'Bluefin' })).body.hits).toMatchObject([
      { rule: 'codename_mention' },
      { rule: 'twice' },
    ]);
    expect((await api.call('DELETE', '/api/rules/codename_mention')).status).toBe(204);
    expect(await named()).toMatchObject([{ origin: 'built_in' }]);
  });

  test.each([
    ['a pattern that does not compile', { kind: 'regex', keywords: undefined, regex: 'a(b' }, 'regex'],
    ['a look-ahead', { kind: 'regex', keywords: undefined, regex: '(?=a)b' }, 'regex'],
    ['an example that does not hold', { examples: { match: ['nothing here'] } }, 'examples.match[0]'],
    ['an example that must not match and does', { examples: { no_match: ['Bluefin'] } }, 'examples.no_match[0]'],
    ['an unknown validator', { validator: 'nope' }, 'validator'],
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['an odd id', { id: 'Not A Slug' }, 'id'],
  ])('%s cannot be saved', async (_name, fields, field) => {
    const before = await version();
    const answer = await create(codename({ id: 'wrong', ...fields }));
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((problem) => problem.field)).toEqual([field]);
    expect(await version()).toBe(before);
    expect((await api.call('GET', '/api/rules/wrong')).status).toBe(404);
  });
});

describe('the test bench', () => {
  test('shows what a text would hit, masked, with the strongest action', async () => {
    const { body } = await bench({ text: 'Write to maria.weber@contoso-bank.com today' });
    expect(body.hits).toMatchObject([{ rule: 'email_address', place: 'text', scope: 'user', start: 9, end: 37 }]);
    expect(body.action).toBe(body.hits[0]?.action);
    expect(body.hits[0]?.sample).not.toContain('maria.weber');
  });

  test('takes a whole request, and tells the places in it', async () => {
    const request = { model: 'auto', messages: [{ role: 'user', content: 'ask maria.weber@contoso-bank.com' }] };
    expect((await bench({ request })).body.hits).toMatchObject([{ place: 'messages[0].content', scope: 'user' }]);
    expect((await bench({ request: { model: 'auto' } })).body.errors).toMatchObject([{ field: 'request.messages' }]);
  });

  test('takes rules that are not saved, and saves nothing', async () => {
    const before = await version();
    const unsaved = codename({ id: 'unsaved', keywords: ['Greenfin'] });
    const overridden = { id: 'email_address', action: 'block' };
    const { body } = await bench({ text: 'Greenfin: maria.weber@contoso-bank.com', rules: [unsaved, overridden] });
    expect(body.hits.map(({ rule, action }) => [rule, action])).toEqual([
      ['unsaved', 'route_secure_model'],
      ['email_address', 'block'],
    ]);
    expect(body.action).toBe('block');
    expect((await bench({ text: 'Greenfin' })).body).toMatchObject({ action: null, hits: [] });
    expect(await version()).toBe(before);
  });

  test('says which of the unsaved rules is wrong, and where', async () => {
    const wrong = codename({ id: 'unsaved', kind: 'regex', keywords: undefined, regex: '(' });
    expect((await bench({ text: 'x', rules: [wrong] })).body.errors).toMatchObject([{ field: 'rules[0].regex' }]);
    const badAction = codename({ action: 'explode' });
    expect((await bench({ text: 'x', rules: [badAction] })).body.errors).toMatchObject([{ field: 'rules[0].action' }]);
    expect((await bench({})).status).toBe(422);
  });
});
