import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { admin } from '@tollgate/contract';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { listen, serve } from '../upstream/local-server.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
let standIn: StandIn;
const closing: (() => Promise<void>)[] = [];
const secret = 'sk-canary-of-a-provider-4711';

beforeAll(async () => {
  standIn = await startStandIn();
  api = await createAdminFixture({
    secureHostAllowed: async () => ({ allowed: false, reason: 'not here' }),
  });
});
afterAll(async () => {
  await api.close();
  await standIn.close();
});
afterEach(async () => {
  standIn.reset();
  for (const close of closing.splice(0)) await close();
});

const compatible = { name: 'somebody', protocol: 'openai-compatible', kind: 'local' };

async function tried(provider: object): Promise<admin.ConnectionTest> {
  const answer = await api.call('POST', '/api/providers/test', { body: { ...compatible, ...provider } });
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  expect(answer.text).not.toContain(secret);
  return answer.body as unknown as admin.ConnectionTest;
}

describe('a test of a provider that is not saved names', () => {
  test('what answers, how fast, and how many models it lists', async () => {
    expect(await tried({ base_url: standIn.url, secret })).toEqual({
      is_ok: true,
      code: 'ok',
      message: 'It answers with an OpenAI model list.',
      hint: null,
      route: 'secure',
      http_status: 200,
      latency_ms: expect.any(Number) as unknown,
      models: 2,
    });
    expect(standIn.calls[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  });

  test.each([
    ['anthropic', ''],
    ['google', '/v1beta'],
    ['azure-openai', '/openai/v1'],
    ['ollama', ''],
  ])('the models of %s, all pages of them', async (protocol, path) => {
    const found = await tried({ protocol, base_url: `${standIn.origin}${path}`, secret });
    expect(found).toMatchObject({ code: 'ok', models: 2 });
  });

  test('a name that nobody knows', async () => {
    expect(await tried({ base_url: 'http://nobody.invalid/v1' })).toMatchObject({ is_ok: false, code: 'dns' });
  });

  test('a port that nobody listens at', async () => {
    const port = await listen(createTcpServer(), closing);
    await closing.pop()?.();
    expect(await tried({ base_url: `http://127.0.0.1:${port}/v1` })).toMatchObject({ code: 'refused' });
  });

  test('what does not speak HTTP, and what hangs up', async () => {
    const mail = await listen(
      createTcpServer((socket) => socket.once('data', () => socket.end('220 mail.example ESMTP ready\r\n'))),
      closing,
    );
    expect(await tried({ base_url: `http://127.0.0.1:${mail}/v1` })).toMatchObject({ code: 'not_http' });
    const silent = await listen(
      createTcpServer((socket) => socket.once('data', () => socket.destroy())),
      closing,
    );
    expect(await tried({ base_url: `http://127.0.0.1:${silent}/v1` })).toMatchObject({ code: 'broken' });
  });

  test('a certificate that nobody signed, and TLS where there is none', async () => {
    const pem = (name: string) => readFileSync(new URL(`../upstream/fixtures/${name}.pem`, import.meta.url), 'utf8');
    const port = await listen(createHttpsServer({ cert: pem('server'), key: pem('server.key') }), closing);
    expect(await tried({ base_url: `https://127.0.0.1:${port}/v1` })).toMatchObject({ code: 'tls_untrusted' });
    const plain = await serve((_, response) => response.end(), closing);
    expect(await tried({ base_url: `https://127.0.0.1:${plain}/v1` })).toMatchObject({ code: 'tls_failed' });
  });

  test.each([
    [401, 'credential_refused'],
    [403, 'credential_refused'],
    [402, 'quota'],
    [429, 'quota'],
    [500, 'provider_error'],
    [307, 'redirect'],
    [400, 'request_refused'],
  ])('status %i by what it means', async (status, code) => {
    standIn.script(() => true, { status });
    expect(await tried({ base_url: standIn.url, secret })).toMatchObject({ is_ok: false, code, http_status: status });
  });

  test('a key that is wanted and not there', async () => {
    expect(await tried({ protocol: 'anthropic', base_url: standIn.origin })).toMatchObject({
      code: 'credential_missing',
    });
  });

  test('a base URL without /v1', async () => {
    const found = await tried({ base_url: standIn.origin, secret });
    expect(found).toMatchObject({ code: 'path', hint: 'The base URL probably lacks /v1.' });
  });

  test('a server without a list that takes calls all the same', async () => {
    standIn.script(({ method }) => method === 'GET', { status: 404 });
    expect(await tried({ base_url: standIn.url, secret })).toMatchObject({ is_ok: true, code: 'ok_without_list' });
  });

  test('the protocol that the server really speaks, and a web page', async () => {
    const tags = JSON.stringify({ models: [{ name: 'llama3', digest: '0' }] });
    const port = await serve((_, response) => response.end(tags), closing);
    const found = await tried({ base_url: `http://127.0.0.1:${port}/v1` });
    expect(found).toMatchObject({ code: 'wrong_protocol', hint: expect.stringContaining('`ollama`') as unknown });
    standIn.script(() => true, { body: 'html', status: 200 });
    expect((await tried({ base_url: standIn.url })).message).toBe('A web page answers there, not a model server.');
  });

  test('an address that the gateway does not connect to, without saying why', async () => {
    const found = await tried({ kind: 'hosted', base_url: standIn.url });
    expect(found).toMatchObject({
      code: 'address_not_allowed',
      hint: expect.stringContaining('kind: local') as unknown,
    });
    expect(JSON.stringify(found)).not.toContain('127.0.0.1');
    const metadata = await tried({ base_url: 'http://169.254.169.254/v1' });
    expect(metadata.code).toBe('address_not_allowed');
    expect(standIn.calls).toEqual([]);
  });

  test('nothing but an HTTP address, and no secret of this machine', async () => {
    const refused = await api.call('POST', '/api/providers/test', {
      body: { ...compatible, base_url: 'file:///etc/passwd' },
    });
    expect(refused.status).toBe(422);
    const foreign = await api.call('POST', '/api/providers/test', {
      body: { ...compatible, base_url: standIn.url, credential: 'env:HOME' },
    });
    expect(foreign.body.errors).toMatchObject([{ field: 'credential' }]);
    expect(standIn.calls).toEqual([]);
  });
});

describe('a preset', () => {
  test('gives what is left out, and what is stated goes before it', async () => {
    const made = await api.call('POST', '/api/providers', { body: { preset: 'mistral', name: 'Mistral EU', secret } });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Mistral EU',
      protocol: 'openai-compatible',
      base_url: 'https://api.mistral.ai/v1',
      inject_usage: false,
      credential: expect.stringMatching(/^stored:crd_/) as unknown,
    });
  });

  test('that is none is named, and so is each field that nothing gives', async () => {
    const unknown = await api.call('POST', '/api/providers', { body: { preset: 'none' } });
    expect(unknown.body.errors).toMatchObject([{ field: 'preset' }]);
    const azure = await api.call('POST', '/api/providers', { body: { preset: 'azure-openai' } });
    expect(azure.body.errors).toEqual([{ field: 'base_url', message: 'is needed' }]);
    const nothing = await api.call('POST', '/api/providers', { body: {} });
    expect(nothing.body.errors.map(({ field }) => field)).toEqual(['name', 'protocol', 'base_url']);
  });

  test('is there for 25 providers and more, each a provider that could be made', async () => {
    const { items } = (await api.call('GET', '/api/provider-presets?limit=200')).body;
    expect(items.length).toBeGreaterThanOrEqual(25);
    for (const { id } of items) {
      const body = { preset: id, name: `preset ${id}`, base_url: undefined as string | undefined };
      if (id === 'azure-openai') body.base_url = 'https://x.openai.azure.com/openai/v1';
      if (id === 'cloudflare') body.base_url = 'https://api.cloudflare.com/client/v4/accounts/1/ai/v1';
      expect([id, (await api.call('POST', '/api/providers', { body })).status]).toEqual([id, 201]);
    }
  });
});
