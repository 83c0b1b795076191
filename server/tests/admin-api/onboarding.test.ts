import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { admin } from '@tollgate/contract';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
let standIn: StandIn;
let providerId: string;

beforeAll(async () => {
  standIn = await startStandIn({ models: ['gpt-5', 'unheard-of'] });
  api = await createAdminFixture();
  const body = { name: 'stand-in', protocol: 'openai', kind: 'local', base_url: standIn.url };
  providerId = (await api.call('POST', '/api/providers', { body })).body.id;
});
afterAll(async () => {
  await api.close();
  await standIn.close();
});

const batch = (body: object) => api.call('POST', '/api/models/batch', { body: { provider_id: providerId, ...body } });
const models = async () => (await api.call('GET', '/api/models')).body.items;

describe('models made together', () => {
  test('are all there or none, each mistake with its field', async () => {
    const refused = await batch({
      models: [{ provider_model: 'a' }, { provider_model: 'A' }, { provider_model: 'b', display_name: 'auto' }],
    });
    expect([refused.status, refused.body.errors.map(({ field }) => field)]).toEqual([
      422,
      ['models[1].display_name', 'models[2].display_name'],
    ]);
    expect(
      (await batch({ models: [{ provider_model: 'a' }], grant_to: [{ kind: 'user', id: 'nobody' }] })).status,
    ).toBe(422);
    expect(
      (await batch({ models: [{ provider_model: 'a' }], catalogue_provider: 'nobody' })).body.errors,
    ).toMatchObject([{ field: 'catalogue_provider' }]);
    expect(await models()).toEqual([]);
  });

  test('get suggested prices and what they can do; stated prices go before', async () => {
    await api.call('POST', `/api/providers/${providerId}/discover`);
    const made = await batch({
      suggested_prices: true,
      models: [
        { provider_model: 'gpt-5' },
        { provider_model: 'gpt-5', display_name: 'ours', prices: { currency: 'CNY', input: '1', output: '2' } },
        { provider_model: 'gpt-5', display_name: 'free', prices: null },
        { provider_model: 'unheard-of' },
      ],
    });
    expect(made.body).toMatchObject({
      unpriced: ['free', 'unheard-of'],
      items: [
        {
          is_active: false,
          capabilities: { context_tokens: 400_000 },
          prices: [{ currency: 'USD', input: '1.25', source: expect.stringContaining('openai/gpt-5') as unknown }],
        },
        { prices: [{ currency: 'CNY', input: '1' }] },
        { prices: [] },
        { capabilities: {}, prices: [] },
      ],
    });
    const found = (await api.call('POST', `/api/providers/${providerId}/discover`)).body as unknown as admin.Discovery;
    expect(found.items[0]).toMatchObject({ display_name: 'stand-in/gpt-5', governed_as: [{}, {}, {}] });
  });

  test('are activated together: all of them or none', async () => {
    const ids = (await models()).map(({ id }) => id);
    const active = async () => (await models()).filter((model) => (model as { is_active?: boolean }).is_active).length;
    expect((await api.call('POST', '/api/models/activate', { body: { ids: [...ids, 'none'] } })).status).toBe(404);
    expect(await active()).toBe(0);
    expect((await api.call('POST', '/api/models/activate', { body: { ids } })).status).toBe(200);
    expect(await active()).toBe(4);
  });
});

describe('drift', () => {
  const drift = async (): Promise<admin.CatalogueDrift> => {
    await api.database.pool.query('DELETE FROM catalogue_drift_checks');
    const { body } = await api.call('POST', '/api/catalogue-drift/check');
    return body as unknown as admin.CatalogueDrift;
  };

  test('tells what is gone, what could not be asked, and what costs something else', async () => {
    const down = { name: 'down', protocol: 'openai-compatible', kind: 'local', base_url: 'http://127.0.0.1:9/v1' };
    const downId = (await api.call('POST', '/api/providers', { body: down })).body.id;
    const unknown = await api.call('POST', '/api/models', {
      body: { display_name: 'who knows', provider_id: downId, provider_model: 'm', is_active: true },
    });
    await batch({ models: [{ provider_model: 'was-here' }] });
    const gone = (await models()).find(({ display_name: name }) => name === 'was-here');
    await api.call('POST', '/api/models/activate', { body: { ids: [gone?.id] } });
    const dear = (await models()).find(({ display_name: name }) => name === 'gpt-5');
    const price = { currency: 'USD', input: '2.50', cached_input: '0.125', output: '10' };
    await api.call('POST', `/api/models/${dear?.id}/prices`, { body: price });

    const found = await drift();
    expect(found.checked_at).not.toBeNull();
    expect(found.items).toMatchObject([
      { display_name: 'gpt-5', presence: 'listed', repriced: [{ field: 'input', suggested: '1.25' }] },
      { display_name: 'was-here', presence: 'gone', note: null },
      { model_id: unknown.body.id, presence: 'unknown', note: expect.stringContaining('refused') as unknown },
    ]);
  });

  test('of a provider that does not answer says unknown, not gone', async () => {
    standIn.script(() => true, { status: 500 });
    const found = await drift();
    expect(found.items.map(({ presence }) => presence)).not.toContain('gone');
    standIn.reset();
  });

  test('is looked for by one replica at a time, and not over and over', async () => {
    await drift();
    const asked = standIn.calls.length;
    await Promise.all([1, 2, 3].map(() => api.call('POST', '/api/catalogue-drift/check')));
    expect(standIn.calls.length).toBe(asked);
  });
});

describe('the price catalogue', () => {
  const file =
    '[{"id":"openai","api_pattern":"https://api\\\\.openai\\\\.com","models":[{"id":"gpt-5","match":{"equals":"gpt-5"},"prices":{"input_mtok":0.10000000000000001,"output_mtok":1.10}}]}]';
  const put = (query: string, body: string) =>
    api.call('PUT', `/api/prices/catalogue?${query}`, { body, headers: { 'content-type': 'application/json' } });

  test('says of which day it is, and suggests for a model by name', async () => {
    expect((await api.call('GET', '/api/prices/catalogue')).body).toMatchObject({
      is_shipped: true,
      as_of: '2026-09-23',
    });
    const { body } = await api.call('GET', '/api/prices/suggestions?model=gpt-5&catalogue_provider=openai');
    expect(body.items).toMatchObject([{ source: 'catalogue 2026-09-23: openai/gpt-5', prices: { input: '1.25' } }]);
  });

  test('shows the difference before another one takes its place, digits and all', async () => {
    const dry = await put('as_of=2026-11-20&dry_run=true', file);
    expect(dry.body).toMatchObject({ is_applied: false, catalogue: { models: 1 }, added: [] });
    expect((await api.call('GET', '/api/prices/catalogue')).body).toMatchObject({ is_shipped: true });
    const applied = await put('as_of=2026-11-20', file);
    expect(applied.body).toMatchObject({
      is_applied: true,
      changed: [
        {
          model: 'openai/gpt-5',
          fields: expect.arrayContaining([{ field: 'output_mtok', before: '10', after: '1.1' }]) as unknown,
        },
      ],
    });
    const { body } = await api.call('GET', '/api/prices/suggestions?model=gpt-5&catalogue_provider=openai');
    // More digits than a price has: said, and not rounded.
    expect(body.items).toMatchObject([
      { as_of: '2026-11-20', prices: { output: '1.1' }, notes: [expect.stringContaining('0.10000000000000001')] },
    ]);
    const { items } = (await api.call('GET', '/api/administration-log?limit=1')).body;
    expect(items).toMatchObject([{ action: 'price_catalogue.refresh' }]);
  });

  test('that is none is refused, and nothing is put in its place', async () => {
    const refused = await put('as_of=2026-11-21', '[{"id":"openai"}]');
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ message: expect.stringContaining('0.') }]]);
    expect((await put('as_of=yesterday', file)).status).toBe(422);
    expect((await api.call('GET', '/api/prices/catalogue')).body).toMatchObject({ as_of: '2026-11-20' });
  });
});
