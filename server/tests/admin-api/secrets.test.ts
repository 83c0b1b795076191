import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret } from '../../src/identity/secrets.ts';
import { type AdminFixture, type Body, bootstrapToken, createAdminFixture } from './admin-fixture.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
const registered: string[] = [];
const answers: { route: string; text: string }[] = [];

/** Makes one of each thing; keeps every answer. */
async function make(url: string, body: object): Promise<Body> {
  const answer = await api.call('POST', url, { body });
  expect(answer.status).toBe(201);
  answers.push({ route: `POST ${url}`, text: answer.text });
  return answer.body;
}

beforeAll(async () => {
  api = await createAdminFixture({}, (route) => registered.push(route));
});
afterAll(() => api.close());

test('no answer of any route holds a secret or a hash, but for the one that tells a new secret', async () => {
  const user = await make('/api/users', { email: 'zoe@company.test', name: 'Zoe' });
  const instance = await make('/api/instances', { name: 'claw-9', owner_id: user.id });
  const key = await make('/api/keys', { name: 'k', instance_id: instance.id });
  const token = await make('/api/tokens', { name: 't', user_id: user.id });
  const provider = await make('/api/providers', {
    name: 'openai',
    protocol: 'openai',
    base_url: 'https://api.openai.com/v1',
    credential: 'env:OPENAI_API_KEY',
  });
  const model = await make('/api/models', { display_name: 'gpt-5', provider_id: provider.id, provider_model: 'gpt-5' });
  await make('/api/grants', { model_id: model.id, to: { kind: 'everyone' } });
  const requestId = await recordCall(api.database.pool, user, {
    open: { trace_id: 't-1', session_id: 's-1' },
    parts: [{ payload: 'request_received', encoding: 'identity', bytes: Buffer.from('{"messages":[]}') }],
  });

  const group = await make('/api/groups', { name: 'Research' });
  const budget = await make('/api/budgets', {
    name: 'Calls',
    scope: { kind: 'everyone' },
    measure: 'requests',
    limit: '1000',
    period: 'day',
  });
  const fingerprints = await make('/api/fingerprint-sets', { id: 'customers' });
  const window = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
  const backtest = (await api.call('POST', '/api/rules/backtest', { body: window })).body;

  await make(`/api/models/${model.id}/prices`, {
    currency: 'USD',
    input: '1',
    output: '1',
    valid_from: '2026-01-01T00:00:00Z',
  });
  const [correction] = (await api.call('GET', '/api/price-corrections')).body.items;

  const ids: Record<string, string> = {
    'price-corrections': correction?.id ?? '',
    users: user.id,
    instances: instance.id,
    keys: key.id,
    tokens: token.id,
    providers: provider.id,
    models: model.id,
    groups: group.id,
    budgets: budget.id,
    rules: 'email_address',
  };
  const fill = (route: string) =>
    route
      .replace('backtests/{id}', `backtests/${backtest.id}`)
      .replace('prices/suggestions', 'prices/suggestions?model=gpt-5')
      .replace('fingerprint-sets/{id}', `fingerprint-sets/${fingerprints.id}`)
      .replace('{id}', ids[route.split('/')[2] ?? ''] ?? 'none')
      .replace('{request_id}', requestId)
      .replace('{trace_id}', 't-1')
      .replace('{session_id}', 's-1')
      .replace('{version}', '1')
      .replace('{key}', 'user')
      .replace('{name}', 'request-received');
  const reads = registered.filter((route) => route.startsWith('GET '));
  for (const route of reads) {
    const { text, status } = await api.call(
      'GET',
      fill(route.slice(4)) + (route.endsWith('/suggestions') ? '?q=a' : ''),
    );
    const isMade =
      !route.endsWith('{name}') &&
      ![
        'GET /api/auth/callback/company',
        'GET /api/audit/verifications/{id}',
        'GET /api/pins/{id}',
        'GET /api/auth/list-sessions',
      ].includes(route);
    if (isMade) expect(status, route).toBe(200);
    answers.push({ route, text });
  }
  const unchangeable = new Set(['rules', 'tokens', 'price-corrections']);
  for (const [resource, id] of Object.entries(ids).filter(([name]) => !unchangeable.has(name))) {
    const answer = await api.call('PATCH', `/api/${resource}/${id}`, { body: {} });
    expect(answer.status, resource).toBe(200);
    answers.push({ route: `PATCH ${resource}`, text: answer.text });
  }
  for (const url of [`/api/keys/${key.id}/revoke`, `/api/tokens/${token.id}/revoke`]) {
    answers.push({ route: url, text: (await api.call('POST', url)).text });
  }

  const secrets = [
    key.secret,
    token.secret,
    bootstrapToken,
    ...Object.values(api.people).map((person) => person.token),
  ];
  const canaries = [...secrets, ...secrets.map(hashSecret), 'secret_hash', 'revoked_by_file', 'content_hash'];
  const leaks = answers.flatMap(({ route, text }) =>
    canaries.filter((canary) => text.includes(canary)).map((canary) => [route, canary]),
  );
  expect(leaks).toEqual([
    ['POST /api/keys', key.secret],
    ['POST /api/tokens', token.secret],
  ]);
});
