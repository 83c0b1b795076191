import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminFixture, type Answer, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

let count = 0;
const post = async (url: string, body: object) => {
  const answer = await api.call('POST', url, { body });
  expect(answer.body).not.toHaveProperty('errors');
  expect(answer.status).toBe(201);
  return answer.body;
};
const createProvider = (fields: object = {}) => {
  count += 1;
  return post('/api/providers', {
    name: `p${count}`,
    protocol: 'openai',
    base_url: 'https://api.openai.com/v1',
    ...fields,
  });
};
const createModel = (providerId: string, fields: object = {}) => {
  count += 1;
  return post('/api/models', { display_name: `m${count}`, provider_id: providerId, provider_model: 'x', ...fields });
};
const fieldsOf = (answer: Answer) => answer.body.errors?.map(({ field }) => field);

describe('providers', () => {
  test('have sensible defaults, and change in part', async () => {
    const provider = await createProvider({ credential: 'env:OPENAI_API_KEY' });
    expect(provider).toMatchObject({
      kind: 'hosted',
      inject_usage: true,
      on_caller_left: 'cancel',
      timeouts: { connect_ms: 10_000, first_byte_ms: 300_000, idle_ms: 120_000 },
    });
    const changed = await api.call('PATCH', `/api/providers/${provider.id}`, { body: { timeouts: { idle_ms: 5000 } } });
    expect(changed.body).toMatchObject({
      credential: 'env:OPENAI_API_KEY',
      timeouts: { connect_ms: 10_000, first_byte_ms: 300_000, idle_ms: 5000 },
    });
  });

  test.each([
    ['env:DATABASE_URL'],
    ['env:TOLLGATE_ADMIN_TOKEN'],
    ['env:SOMETHING_ELSE'],
    ['file:/etc/shadow'],
    ['sk-a-secret-in-the-wrong-place'],
  ])('refuse the credential reference %s, without repeating it', async (credential) => {
    const body = { name: 'bad', protocol: 'openai', base_url: 'https://api.openai.com/v1', credential };
    const answer = await api.call('POST', '/api/providers', { body });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(['credential']);
    expect(answer.text).not.toContain('sk-a-secret');
  });

  test.each([
    ['ftp://x/v1', 'base_url'],
    ['not a url', 'base_url'],
    ['https://user:password@api.openai.com/v1', 'base_url'],
    ['https://api.openai.com/v1?key=1', 'base_url'],
  ])('refuse the address %s', async (base_url, field) => {
    const answer = await api.call('POST', '/api/providers', { body: { name: 'bad', protocol: 'openai', base_url } });
    expect(fieldsOf(answer)).toEqual([field]);
  });

  test.each([
    ['openai', 'https://api.openai.com/v1', '2024-10-21', 422],
    ['azure-openai', 'https://ours.openai.azure.com', null, 422],
    ['azure-openai', 'https://ours.openai.azure.com/openai/v1', '2024-10-21', 422],
    ['azure-openai', 'https://ours.openai.azure.com', '2024-10-21', 201],
    ['azure-openai', 'https://ours.openai.azure.com/openai/v1/', null, 201],
  ])(
    'take an API version where %s at %s needs one, and nowhere else (%s)',
    async (protocol, base_url, api_version, status) => {
      const name = `${protocol}, ${base_url}, ${api_version}`;
      const answer = await api.call('POST', '/api/providers', { body: { name, protocol, base_url, api_version } });
      expect(answer.status, JSON.stringify(answer.body)).toBe(status);
      if (status === 422) expect(JSON.stringify(answer.body)).toContain('api_version');
    },
  );

  test('refuse headers that would carry a credential or are the gateway’s own', async () => {
    const attempt = (fields: object) =>
      api.call('POST', '/api/providers', {
        body: { name: 'bad', protocol: 'openai', base_url: 'https://a.test/v1', ...fields },
      });
    expect(fieldsOf(await attempt({ headers: { Authorization: 'Bearer x' } }))).toEqual(['headers.Authorization']);
    expect(fieldsOf(await attempt({ headers: { 'x-a': 'line\r\nbreak' } }))).toEqual(['headers.x-a']);
    expect(fieldsOf(await attempt({ forward_headers: ['x-ok', 'cookie'] }))).toEqual(['forward_headers[1]']);
  });

  test('another origin needs the credential anew, another path does not', async () => {
    const provider = await createProvider({ credential: 'env:OPENAI_API_KEY' });
    const change = (body: object) => api.call('PATCH', `/api/providers/${provider.id}`, { body });
    expect((await change({ base_url: 'https://api.openai.com/v2' })).status).toBe(200);
    expect(fieldsOf(await change({ base_url: 'https://evil.test/v1' }))).toEqual(['credential']);
    expect(fieldsOf(await change({ base_url: 'http://api.openai.com/v1' }))).toEqual(['credential']);
    expect((await change({ base_url: 'https://eu.api.openai.com/v1', credential: 'env:OPENAI_API_KEY' })).status).toBe(
      200,
    );
  });

  test('a model’s own credential does not follow its provider to another origin', async () => {
    const provider = await createProvider();
    await createModel(provider.id, { credential: 'env:OPENAI_API_KEY' });
    const answer = await api.call('PATCH', `/api/providers/${provider.id}`, {
      body: { base_url: 'https://evil.test/v1' },
    });
    expect(answer.status).toBe(409);
  });

  test('are not deleted while a model uses them', async () => {
    const provider = await createProvider();
    const model = await createModel(provider.id);
    const refused = await api.call('DELETE', `/api/providers/${provider.id}`);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain(model.display_name);
    expect((await api.call('DELETE', `/api/models/${model.id}`)).status).toBe(204);
    expect((await api.call('DELETE', `/api/providers/${provider.id}`)).status).toBe(204);
    expect((await api.call('GET', `/api/providers/${provider.id}`)).status).toBe(404);
  });
});

describe('models', () => {
  test('are saved inactive and not secure, last in the order, with their first prices', async () => {
    const provider = await createProvider();
    const earlier = await createModel(provider.id);
    const model = await createModel(provider.id, { prices: { currency: 'USD', input: '1.25', output: '10' } });
    expect(model).toMatchObject({ is_active: false, is_secure: false });
    expect(model.position).toBeGreaterThan(earlier.position);
    expect(model.prices).toMatchObject([{ version: 1, currency: 'USD', input: '1.25', cached_input: null }]);
    expect((await api.call('GET', `/api/models/${model.id}`)).body).toEqual(model);
  });

  test('names are unique without regard to case', async () => {
    const provider = await createProvider();
    const model = await createModel(provider.id);
    const body = {
      display_name: ` ${model.display_name.toUpperCase()} `,
      provider_id: provider.id,
      provider_model: 'x',
    };
    const answer = await api.call('POST', '/api/models', { body });
    expect(answer.status).toBe(409);
    expect(fieldsOf(answer)).toEqual(['display_name']);
  });

  test('the secure flag is refused where the secure path does not go', async () => {
    const provider = await createProvider({ base_url: 'https://models.example.com/v1' });
    const body = { display_name: 'public', provider_id: provider.id, provider_model: 'x', is_secure: true };
    const refused = await api.call('POST', '/api/models', { body });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      { field: 'is_secure', message: 'the secure path does not connect to this host: resolves publicly' },
    ]);
    const model = await createModel(provider.id);
    const change = (fields: object) => api.call('PATCH', `/api/models/${model.id}`, { body: fields });
    expect(fieldsOf(await change({ is_secure: true }))).toEqual(['is_secure']);
    expect((await change({ is_secure: true, base_url: 'http://10.0.0.5:8000/v1' })).status).toBe(200);
    expect(fieldsOf(await change({ base_url: null }))).toEqual(['is_secure']);
  });

  test('a provider that secure models use does not move where the secure path does not go', async () => {
    const provider = await createProvider({ base_url: 'http://10.0.0.5:8000/v1' });
    await createModel(provider.id, { is_secure: true });
    const body = { base_url: 'https://models.example.com/v1' };
    expect(fieldsOf(await api.call('PATCH', `/api/providers/${provider.id}`, { body }))).toEqual(['base_url']);
  });

  test('are put into another order as a whole, or not at all', async () => {
    const listed = async () => (await api.call('GET', '/api/models?limit=200')).body.items.map(({ id }) => id);
    const provider = await createProvider();
    await createModel(provider.id);
    await createModel(provider.id);
    const ids = (await listed()).toReversed();
    expect((await api.call('POST', '/api/models/reorder', { body: { ids } })).status).toBe(200);
    expect(await listed()).toEqual(ids);
    expect((await api.call('POST', '/api/models/reorder', { body: { ids: ids.slice(1) } })).status).toBe(422);
    expect(
      (await api.call('POST', '/api/models/reorder', { body: { ids: [ids[0], ...ids.slice(0, -1)] } })).status,
    ).toBe(422);
    expect(await listed()).toEqual(ids);
  });

  test('prices are added as versions and never changed; a price is a quoted decimal', async () => {
    const provider = await createProvider();
    const model = await createModel(provider.id, { prices: { currency: 'CNY', input: '2', output: '8' } });
    const url = `/api/models/${model.id}/prices`;
    const added = await post(url, {
      currency: 'CNY',
      input: '3',
      output: '9',
      valid_from: '2030-01-01T00:00:00+08:00',
    });
    expect(added).toMatchObject({ version: 2, valid_from: '2029-12-31T16:00:00.000Z' });
    expect((await api.call('GET', url)).body.items).toMatchObject([
      { version: 1, input: '2' },
      { version: 2, input: '3' },
    ]);
    const wrong = await api.call('POST', url, { body: { currency: 'XYZ', input: 3, output: '-1', reasoning: '1e3' } });
    expect(wrong.status).toBe(422);
    expect(fieldsOf(wrong).toSorted()).toEqual(['currency', 'input', 'output', 'reasoning']);
  });

  test('what the configuration file manages is read-only, prices included', async () => {
    const provider = await createProvider();
    const model = await createModel(provider.id);
    await api.database.pool.query('UPDATE models SET managed_by_file = true WHERE id = $1', [model.id]);
    const prices = { currency: 'USD', input: '1', output: '1' };
    expect((await api.call('PATCH', `/api/models/${model.id}`, { body: { is_active: true } })).status).toBe(409);
    expect((await api.call('DELETE', `/api/models/${model.id}`)).status).toBe(409);
    expect((await api.call('POST', `/api/models/${model.id}/prices`, { body: prices })).status).toBe(409);
  });
});

describe('grants', () => {
  test('are given once to everyone, a user or an instance, and taken back', async () => {
    const provider = await createProvider();
    const model = await createModel(provider.id);
    const everyone = await post('/api/grants', { model_id: model.id, to: { kind: 'everyone' } });
    await post('/api/grants', { model_id: model.id, to: { kind: 'user', id: api.people.member.id } });
    const again = await api.call('POST', '/api/grants', { body: { model_id: model.id, to: { kind: 'everyone' } } });
    expect(again.status).toBe(409);
    expect((await api.call('GET', `/api/grants?model_id=${model.id}`)).body.items).toHaveLength(2);
    expect((await api.call('DELETE', `/api/grants/${everyone.id}`)).status).toBe(204);
    expect((await api.call('DELETE', `/api/grants/${everyone.id}`)).status).toBe(404);
  });

  test('to what does not exist are refused by field', async () => {
    const attempt = (body: object) => api.call('POST', '/api/grants', { body });
    expect(fieldsOf(await attempt({ model_id: 'mdl_x', to: { kind: 'everyone' } }))).toEqual(['model_id']);
    const provider = await createProvider();
    const model = await createModel(provider.id);
    expect(fieldsOf(await attempt({ model_id: model.id, to: { kind: 'instance', id: 'x' } }))).toEqual(['to.id']);
    expect(fieldsOf(await attempt({ model_id: model.id, to: { kind: 'planet', id: 'x' } }))).toEqual(['to.kind']);
  });
});

describe('the policy', () => {
  test('gets a new version with each change, and old versions stay as they were', async () => {
    const before = (await api.call('GET', '/api/policy')).body;
    const provider = await createProvider();
    const after = (await api.call('GET', '/api/policy')).body;
    expect(after.version).toBe(before.version + 1);
    expect(after.document.providers.map(({ id }) => id)).toContain(provider.id);
    expect((await api.call('GET', `/api/policy/${before.version}`)).body).toEqual(before);
    expect((await api.call('GET', '/api/policy/99999')).status).toBe(404);
  });
});
