import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminHandler } from '../../src/http/admin/admin-handler.ts';
import { type AdminFixture, bootstrapToken, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
let shared: Server;
let sharedUrl: string;
let ownUrl: string;

beforeAll(async () => {
  api = await createAdminFixture();
  const handle = await adminHandler(api.app);
  shared = createServer((request, response) => {
    if (request.url?.startsWith('/api/') && !request.url.startsWith('/api/v1/')) handle(request, response);
    else response.end('the data plane');
  });
  await new Promise<void>((done) => shared.listen(0, '127.0.0.1', done));
  sharedUrl = `http://127.0.0.1:${(shared.address() as AddressInfo).port}`;
  ownUrl = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await new Promise((done) => shared.close(done));
  await api.close();
});

const headers = { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'application/json' };

test('answers on a listener of its own and behind a shared one alike, bodies included', async () => {
  for (const [index, url] of [ownUrl, sharedUrl].entries()) {
    const body = JSON.stringify({ email: `p${index}@company.test`, name: 'P' });
    const created = await fetch(`${url}/api/users`, { method: 'POST', headers, body });
    expect(created.status).toBe(201);
    expect(created.headers.get('etag')).toBe('"1"');
    expect(created.headers.get('cache-control')).toBe('no-store');
    const deletion = await fetch(`${url}/api/grants/none`, { method: 'DELETE', headers });
    expect(deletion.status).toBe(404);
    expect(deletion.headers.get('content-type')).toContain('application/problem+json');
  }
  expect(await (await fetch(`${sharedUrl}/v1/models`)).text()).toBe('the data plane');
});

test('deleting answers with nothing', async () => {
  const rule = {
    id: 'short_lived',
    display_name: 'Short-lived',
    category: 'enterprise',
    kind: 'keywords',
    keywords: ['Bluefin'],
    severity: 'low',
    action: 'allow',
  };
  await fetch(`${ownUrl}/api/rules`, { method: 'POST', headers, body: JSON.stringify(rule) });
  const answer = await fetch(`${ownUrl}/api/rules/short_lived`, { method: 'DELETE', headers });
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe('');
});
