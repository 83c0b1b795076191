import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import { createExternalPath, createSecurePath } from '../../src/providers/upstream/create-path.ts';
import type { UpstreamPath } from '../../src/providers/upstream/path.ts';
import { bodyOf, failureOf, send } from './call-upstream.ts';
import { listen } from './local-server.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('TLS on the secure path', () => {
  const pem = (name: string) => readFileSync(new URL(`fixtures/${name}.pem`, import.meta.url), 'utf8');
  const ca = pem('ca');
  const serverTls = { ca, cert: pem('server'), key: pem('server.key') };

  test('a private CA is trusted when it is given, and only then', async () => {
    const port = await listen(
      createHttpsServer(serverTls, (_, response) => response.end('inside')),
      closing,
    );
    const url = `https://localhost:${port}/`;
    const trusting = secure({ ca });
    expect(await bodyOf(await send(trusting, { url }))).toBe('inside');
    expect((await failureOf(secure({}), { url })).kind).toBe('connect');
    const external = createExternalPath({});
    closing.push(() => external.close());
    expect((await failureOf(external, { url, isLocal: true })).kind).toBe('connect');
  });

  test('a client certificate is shown', async () => {
    const options = { ...serverTls, requestCert: true, rejectUnauthorized: true };
    const port = await listen(
      createHttpsServer(options, (_, response) => response.end('known')),
      closing,
    );
    const url = `https://127.0.0.1:${port}/`;
    const known = secure({ ca, cert: pem('client'), key: pem('client.key') });
    expect(await bodyOf(await send(known, { url }))).toBe('known');
    expect(['broken', 'connect']).toContain((await failureOf(secure({ ca }), { url })).kind);
  });
});

function secure(tls: { ca?: string; cert?: string; key?: string }): UpstreamPath {
  const own = createSecurePath({ hosts: null, cidrs: null, ...tls });
  closing.push(() => own.close());
  return own;
}
