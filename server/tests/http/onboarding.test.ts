import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { admin, Invocation } from '@tollgate/contract';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, newFolder, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

let standIn: StandIn;
let database: TestDatabase;
let gateway: GatewayProcess;
let secrets: string;
const secret = 'sk-canary-onboarding-0815';

beforeAll(async () => {
  standIn = await startStandIn({ models: ['gpt-5', 'gpt-5-mini', 'nobody-prices-this'] });
  database = await createTestDatabase();
  secrets = await newFolder();
  await writeFile(path.join(secrets, 'key'), 'first-secret-of-the-file\n');
  gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: { ...companyEnvironment, TOLLGATE_CREDENTIAL_DIR: secrets },
  });
});
afterAll(async () => {
  await gateway.end('SIGTERM');
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

async function ask<T>(method: string, at: string, body?: object): Promise<T> {
  const answer = await gateway.api(at, { method, ...(body && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  expect([answer.ok, text]).toEqual([true, text]);
  expect(text).not.toContain(secret);
  return JSON.parse(text) as T;
}

function chat(model: string): Promise<Response> {
  return fetch(`${gateway.origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.bot}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }),
  });
}

/** The promise is one second on every replica; the test waits as long as a busy machine needs. */
function answered(model: string): Promise<Response> {
  return until(async () => {
    const answer = await chat(model);
    return answer.status === 200 ? answer : null;
  });
}

/** With calls; what is asked beside them does not count. */
const credentialsSent = (): (string | undefined)[] =>
  standIn.calls.filter(({ method }) => method === 'POST').map(({ headers }) => headers.authorization);

test('a new provider goes from nothing to a governed, priced call in four calls', async () => {
  const provider = await ask<{ id: string; credential: string }>('POST', '/providers', {
    name: 'new provider',
    protocol: 'openai',
    kind: 'local',
    base_url: standIn.url,
    secret,
  });
  const discovery = await ask<admin.Discovery>('POST', `/providers/${provider.id}/discover`);
  const { items } = await ask<{ items: { id: string }[] }>('POST', '/models/batch', {
    provider_id: provider.id,
    models: discovery.items
      .filter(({ suggestion }) => suggestion)
      .map(({ provider_model, display_name }) => ({ provider_model, display_name })),
    suggested_prices: true,
    grant_to: [{ kind: 'everyone' }],
  });
  expect((await chat('gpt-5')).status).toBe(404);
  await ask('POST', '/models/activate', { ids: items.map(({ id }) => id) });

  const answer = await answered('gpt-5');
  const settled: Invocation = await gateway.settled(answer.headers.get('x-request-id') ?? '');
  expect(settled).toMatchObject({
    provider: 'new provider',
    final_model: 'gpt-5',
    status: 'completed',
    route: 'external',
  });
  expect(settled.cost).toMatchObject({ kind: 'estimated_cost', currency: 'USD', price_version: 1 });
  expect(credentialsSent().at(-1)).toBe(`Bearer ${secret}`);
  expect(discovery.items.map(({ provider_model: name, suggestion }) => [name, suggestion?.catalogue_model])).toEqual([
    ['gpt-5', 'openai/gpt-5'],
    ['gpt-5-mini', 'openai/gpt-5-mini'],
    ['nobody-prices-this', undefined],
  ]);
});

test('a secret is stored for its origin alone, and nowhere to be read', async () => {
  const provider = await ask<{ id: string; credential: string }>('POST', '/providers', {
    name: 'with a secret',
    protocol: 'openai-compatible',
    kind: 'local',
    base_url: standIn.url,
  });
  const held = await ask<{ credential: string }>('PUT', `/providers/${provider.id}/credential`, { secret });
  expect(held.credential).toMatch(/^stored:crd_/);
  const moved = await gateway.api(`/providers/${provider.id}`, {
    method: 'PATCH',
    body: JSON.stringify({ base_url: 'http://127.0.0.1:9/v1', credential: held.credential }),
  });
  expect([moved.status, await moved.text()]).toEqual([422, expect.stringContaining('old address') as unknown]);
  const foreign = await gateway.api('/providers', {
    method: 'POST',
    body: JSON.stringify({
      name: 'thief',
      protocol: 'openai-compatible',
      kind: 'local',
      base_url: 'http://127.0.0.1:9/v1',
      credential: held.credential,
    }),
  });
  expect(foreign.status).toBe(422);

  const { rows } = await database.pool.query<{ text: string }>(
    `SELECT (SELECT string_agg(document::text, '') FROM policy_versions)
         || (SELECT string_agg(row_to_json(l)::text, '') FROM administration_log l)
         || (SELECT string_agg(row_to_json(s)::text, '') FROM stored_credentials s) AS text`,
  );
  expect(rows[0]?.text).toContain(held.credential);
  expect(rows[0]?.text).not.toContain(secret);
  expect(gateway.output()).not.toContain(secret);

  await ask('PATCH', `/providers/${provider.id}`, { base_url: 'http://127.0.0.1:9/v1', credential: null });
  const left = await database.pool.query('SELECT FROM stored_credentials WHERE id = $1', [held.credential.slice(7)]);
  expect(left.rowCount).toBe(0);
});

test('a secret in a file is read again when it changes; a broken file leaves the one before in use, and is told', async () => {
  const file = path.join(secrets, 'key');
  const replace = async (text: string): Promise<void> => {
    await writeFile(`${file}.next`, text);
    await rename(`${file}.next`, file);
  };
  const provider = await ask<{ id: string }>('POST', '/providers', {
    name: 'with a file',
    protocol: 'openai-compatible',
    kind: 'local',
    base_url: standIn.url,
    credential: `file:${file}`,
  });
  const { items } = await ask<{ items: { id: string }[] }>('POST', '/models/batch', {
    provider_id: provider.id,
    models: [{ provider_model: 'from-file' }],
    grant_to: [{ kind: 'everyone' }],
  });
  await ask('POST', '/models/activate', { ids: items.map(({ id }) => id) });
  await answered('from-file');
  expect(credentialsSent().at(-1)).toBe('Bearer first-secret-of-the-file');

  await replace('second-secret-of-the-file\n');
  await until(async () => {
    await chat('from-file');
    return credentialsSent().at(-1) === 'Bearer second-secret-of-the-file';
  });
  await replace('\n');
  const notices = async (): Promise<string> => (await fetch(`${gateway.origin}/readyz`)).text();
  await until(async () => (await notices()).includes('is empty: the secret before is in use'));
  await chat('from-file');
  expect(credentialsSent().at(-1)).toBe('Bearer second-secret-of-the-file');
});
