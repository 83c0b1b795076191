import type { admin } from '@tollgate/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
const ids: Record<string, string> = {};
beforeAll(async () => {
  api = await createAdminFixture();
  const provider = async (name: string, base_url: string): Promise<string> => {
    const body = { name, protocol: 'openai', kind: 'local', base_url };
    return (await api.call('POST', '/api/providers', { body })).body.id;
  };
  const inside = await provider('inside', 'http://10.0.0.5:8000/v1');
  const outside = await provider('outside', 'http://models.example.com/v1');
  const model = async (name: string, more: object): Promise<void> => {
    const body = { display_name: name, provider_model: name, provider_id: inside, is_active: true, ...more };
    ids[name] = (await api.call('POST', '/api/models', { body })).body.id;
  };
  await model('off', { is_active: false });
  await model('ours', { provider_id: outside });
  await model('first', {});
  await model('second', {});
  await model('safe', { is_secure: true });
  const grant = (name: string, to: object) =>
    api.call('POST', '/api/grants', { body: { model_id: ids[name], to: to } });
  for (const name of ['off', 'first', 'second']) await grant(name, { kind: 'everyone' });
  await grant('ours', { kind: 'user', id: api.people.admin.id });
});
afterAll(() => api.close());

const preview = async (body: object) =>
  (await api.call('POST', '/api/models/preview', { body })).body as unknown as admin.ModelPreview;

describe('a preview of what is taken', () => {
  test('tells what auto takes and why it takes no other, for anybody and for one person', async () => {
    const { auto, sensitive, models } = await preview({});
    expect([auto?.name, sensitive?.name]).toEqual(['first', 'safe']);
    expect(models.map((one) => [one.name, one.auto, one.sensitive])).toEqual([
      ['off', 'inactive', 'regular'],
      ['ours', 'not_granted', 'regular'],
      ['first', 'taken', 'regular'],
      ['second', 'later', 'regular'],
      ['safe', 'secure', 'taken'],
    ]);
    expect((await preview({ user: api.people.admin.email })).auto?.name).toBe('ours');
  });

  test('is of an order and of activations that are not saved', async () => {
    expect((await preview({ order: [ids['second'], ids['first']] })).auto?.name).toBe('second');
    expect((await preview({ activate: [ids['off']] })).auto?.name).toBe('off');
    expect((await preview({ deactivate: [ids['safe'], ids['first']] })).sensitive).toBeNull();
    expect((await preview({})).auto?.name).toBe('first');
  });

  test('refuses who is not there', async () => {
    const answer = await api.call('POST', '/api/models/preview', { body: { user: 'nobody@company.test' } });
    expect([answer.status, answer.body.errors[0]?.field]).toEqual([422, 'user']);
  });
});

test('the check of the secure path names the host, and why it is refused', async () => {
  const of = async (name: string) => (await api.call('GET', `/api/models/${ids[name]}/secure-path`)).body;
  expect(await of('first')).toMatchObject({ host: '10.0.0.5:8000', is_allowed: true, reason: null });
  expect(await of('ours')).toMatchObject({
    host: 'models.example.com',
    is_allowed: false,
    reason: 'resolves publicly',
  });
});
