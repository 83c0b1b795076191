import { readFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { companyEnvironment, keys } from '../support/company.ts';
import { adminToken, startGateway } from '../support/gateway.ts';
import { type Answer, configFor, expectError, hello, startFixture, wholeAnswer } from './fixture.ts';

const { gateway, standIn, database, chat } = await startFixture({
  models: ['stand-in-plain+odd'],
  env: { TOLLGATE_ADMIN_PORT: '0', TOLLGATE_TRUSTED_PROXIES: '127.0.0.0/8,10.0.0.0/8,fd00::/8' },
});

describe('with an admin listener of its own', () => {
  it('agents find nothing of the admin side on theirs, whatever they present', async () => {
    expect(gateway.adminOrigin).not.toBe(gateway.origin);
    for (const at of [
      '/api/me',
      '/api/openapi.json',
      '/api/invocations',
      '/',
      '/index.html',
      '/metrics',
      '//api/me',
      '/v1/../api/me',
      '/%61pi/me',
    ]) {
      const answer = await wholeAnswer(
        await fetch(`${gateway.origin}${at}`, { headers: { authorization: `Bearer ${adminToken}` } }),
      );
      expectError(answer, 'unknown_url');
    }
  });

  it('administrators find it on the other, where nobody calls a model', async () => {
    expect((await gateway.api('/me')).status).toBe(200);
    expect((await fetch(`${gateway.adminOrigin}/metrics`)).status).toBe(200);
    const call = await fetch(`${gateway.adminOrigin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.bot}`, 'content-type': 'application/json' },
      body: JSON.stringify(hello('gpt-test')),
    });
    expect(call.status).toBe(404);
    expect(standIn.calls).toEqual([]);
  });

  it('both say how the process is', async () => {
    for (const origin of [gateway.origin, gateway.adminOrigin]) {
      expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ status: 'ok' });
      expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'ready', reasons: [], notices: [] });
    }
  });

  it("ClawManager's prefix stays with the agents", async () => {
    expect((await chat(hello('gpt-test'), { path: '/api/v1/gateway/llm/chat/completions' })).status).toBe(200);
  });
});

describe('behind trusted proxies', () => {
  it.each([
    ['the address that the proxy names', '203.0.113.7', '203.0.113.7'],
    [
      'the last one that is no proxy, whatever the caller wrote before it',
      '1.2.3.4, 203.0.113.7, 10.1.1.1',
      '203.0.113.7',
    ],
    ['the same in IPv6', '2001:db8::7, fd00::1', '2001:db8::7'],
    ['IPv4 inside IPv6 as IPv4', '::ffff:203.0.113.9', '203.0.113.9'],
    ['the peer when the header says nothing', 'unknown', '127.0.0.1'],
    ['the peer when all are proxies', '10.1.1.1', '127.0.0.1'],
  ])('the record holds %s', async (_, header, address) => {
    const { requestId } = await chat(hello('gpt-test'), { headers: { 'x-forwarded-for': header } });
    expect((await gateway.settled(requestId)).client_address).toBe(address);
  });
});

describe('addresses', () => {
  const get = async (path: string, init: RequestInit = {}): Promise<Answer> =>
    wholeAnswer(await fetch(`${gateway.origin}${path}`, { ...init, headers: { authorization: `Bearer ${keys.bot}` } }));

  it('GET /v1/models lists what the key may use, `auto` first', async () => {
    const answer = await get('/v1/models');
    const { data, object } = JSON.parse(answer.text) as {
      object: string;
      data: { id: string; object: string; created: number; owned_by: string }[];
    };
    expect(object).toBe('list');
    const ids = data.map(({ id }) => id);
    expect(ids[0]).toBe('auto');
    expect(ids).toEqual(expect.arrayContaining(['gpt-test', 'qwen-secure', 'stand-in-plain+odd']));
    expect(ids).not.toEqual(expect.arrayContaining(['private']));
    expect(ids).not.toEqual(expect.arrayContaining(['retired']));
    expect(data.find(({ id }) => id === 'gpt-test')).toEqual({
      id: 'gpt-test',
      object: 'model',
      created: 0,
      owned_by: 'outside',
    });
    expect(answer.headers.get('request-id')).toBe(answer.requestId);
  });

  it('GET /v1/models/{id} shows one, in any letter case; what the key may not use is not there', async () => {
    expect(JSON.parse((await get('/v1/models/GPT-test')).text)).toMatchObject({ id: 'gpt-test' });
    expect(JSON.parse((await get('/v1/models/stand-in-plain%2Bodd')).text)).toMatchObject({
      id: 'stand-in-plain+odd',
    });
    for (const id of ['private', 'retired', 'none', '%ff'])
      expectError(await get(`/v1/models/${id}`), 'model_not_found', { param: 'model' });
  });

  it("ClawManager's prefix answers like /v1", async () => {
    expect((await chat(hello('gpt-test'), { path: '/api/v1/gateway/llm/chat/completions' })).status).toBe(200);
    expect((await get('/api/v1/gateway/llm/models')).text).toBe((await get('/v1/models')).text);
  });

  it('an unknown address is 404, a wrong method 405, with what is allowed', async () => {
    expectError(await get('/v1/nothing'), 'unknown_url');
    expectError(await get('/v1/chat/completions/x'), 'unknown_url');
    const answer = await get('/v1/chat/completions');
    expectError(answer, 'method_not_allowed');
    expect(answer.headers.get('allow')).toBe('POST');
    const another = await get('/v1/models', { method: 'POST' });
    expectError(another, 'method_not_allowed');
    expect(another.headers.get('allow')).toBe('GET');
  });

  it('a query string changes nothing', async () => {
    expect((await chat(hello('gpt-test'), { path: '/v1/chat/completions?api-version=1' })).status).toBe(200);
  });

  it('a WebSocket upgrade is answered 426 at once, in the envelope and with an id', async () => {
    const { hostname, port } = new URL(gateway.origin);
    const text = await new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `GET /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${'a'.repeat(22)}==\r\n\r\n`,
        );
      });
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('end', () => resolve(answer));
      socket.on('error', reject);
    });
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const [first = '', ...lines] = head.split('\r\n');
    const headers = new Headers(lines.map((line) => line.split(': ') as [string, string]));
    expectError(
      { status: Number(first.split(' ')[1]), headers, bytes: Buffer.from(body), text: body, requestId: '' },
      'upgrade_required',
    );
  });
});

it('with a certificate, calls come over TLS and in no other way', async () => {
  const pem = (name: string): string => path.resolve(import.meta.dirname, '../upstream/fixtures', name);
  const secured = await startGateway({
    databaseUrl: database.url,
    config: configFor(standIn.url, {}),
    env: { ...companyEnvironment, TOLLGATE_TLS_CERT: pem('server.pem'), TOLLGATE_TLS_KEY: pem('server.key.pem') },
  });
  expect(secured.origin).toMatch(/^https:/);
  const ca = await readFile(pem('ca.pem'));
  const { port } = new URL(secured.origin);
  const text = await new Promise<string>((resolve, reject) => {
    const request = httpsRequest(
      {
        host: '127.0.0.1',
        port,
        ca,
        servername: 'localhost',
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { authorization: `Bearer ${keys.bot}` },
      },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve(body));
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(hello('gpt-test', { stream: true })));
  });
  expect(text).toMatch(/data: \[DONE\]\n\n$/);
  await expect(fetch(secured.origin.replace('https:', 'http:'))).rejects.toThrow();
});
