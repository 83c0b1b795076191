import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { createConnector } from '../../src/providers/upstream/connector.ts';
import { createExternalPath, createSecurePath } from '../../src/providers/upstream/create-path.ts';
import type { UpstreamPath } from '../../src/providers/upstream/path.ts';
import { secureHostAllowed } from '../../src/providers/upstream/secure-host-allowed.ts';
import { bodyOf, chat, failureOf, send } from './call-upstream.ts';

let standIn: StandIn;
const paths: UpstreamPath[] = [];

beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.close());
afterEach(async () => {
  standIn.reset();
  await Promise.all(paths.splice(0).map((path) => path.close()));
});

function external(options: Parameters<typeof createExternalPath>[0] = {}): UpstreamPath {
  return keep(createExternalPath(options));
}
function secure(options: Partial<Parameters<typeof createSecurePath>[0]> = {}): UpstreamPath {
  return keep(createSecurePath({ hosts: null, cidrs: null, ...options }));
}
function keep(path: UpstreamPath): UpstreamPath {
  paths.push(path);
  return path;
}
const at = (host: string) => `http://${host}:${standIn.port}/v1/chat/completions`;

describe('the external path', () => {
  test.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '0',
  ])('does not reach the loopback written as %s for a hosted provider', async (host) => {
    const failure = await failureOf(external(), { url: at(host), json: chat('m') });
    expect(failure.kind).toBe('forbidden');
    expect(standIn.calls).toHaveLength(0);
  });

  test.each(['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]'])(
    'reaches the loopback written as %s for a local provider',
    async (host) => {
      const answer = await send(external(), { url: at(host), json: chat('m'), isLocal: true });
      expect(answer.status).toBe(200);
    },
  );

  test.each(['169.254.169.254', '[fe80::1]', '[fd00:ec2::254]', '100.64.0.1', '0.0.0.0'])(
    'does not connect to %s even for a local provider',
    async (host) => {
      const failure = await failureOf(external(), { url: at(host), isLocal: true });
      expect(failure.kind).toBe('forbidden');
    },
  );

  test('does not so much as connect to a name that resolves to the loopback', async () => {
    let connections = 0;
    const server = createTcpServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect((await failureOf(external(), { url: `http://localhost:${port}/v1` })).kind).toBe('forbidden');
    expect((await failureOf(external(), { url: `http://localhost:${port}/v1`, isLocal: true })).kind).toBe('broken');
    expect(connections).toBe(1);
    await new Promise((resolve) => server.close(resolve));
  });

  test('a connection opened for a local provider never serves a hosted one', async () => {
    const path = external();
    await bodyOf(await send(path, { url: at('127.0.0.1'), json: chat('m'), isLocal: true }));
    const failure = await failureOf(path, { url: at('127.0.0.1'), json: chat('m'), isLocal: false });
    expect(failure.kind).toBe('forbidden');
    expect(standIn.calls).toHaveLength(1);
  });

  test('a name that does not resolve is a failed connection', async () => {
    expect((await failureOf(external(), { url: 'http://nowhere.invalid/v1' })).kind).toBe('connect');
  });

  test.each(['ftp://127.0.0.1/', 'nothing', 'file:///etc/passwd'])('%s is no way out', async (url) => {
    expect((await failureOf(external(), { url, isLocal: true })).kind).toBe('connect');
  });
});

describe('the external path behind an egress proxy', () => {
  test('sends a hosted call through it, names resolved there', async () => {
    const proxy = await startProxy(standIn.port);
    const path = external({ egressProxy: proxy.url });
    const answer = await send(path, { url: 'http://models.invalid/v1/chat/completions', json: chat('m') });
    expect(await bodyOf(answer)).toContain('You said: Hello there');
    expect(proxy.targets).toEqual(['models.invalid:80']);
    await proxy.close();
  });

  test.each(['localhost', '127.0.0.1', '[::1]', '10.0.0.1', '169.254.169.254'])(
    'still refuses %s, before the proxy hears of it',
    async (host) => {
      const proxy = await startProxy(standIn.port);
      const failure = await failureOf(external({ egressProxy: proxy.url }), { url: at(host), json: chat('m') });
      expect(failure.kind).toBe('forbidden');
      expect(proxy.targets).toEqual([]);
      await proxy.close();
    },
  );

  test('a local provider is reached straight, and only in the own network', async () => {
    const proxy = await startProxy(standIn.port);
    const path = external({ egressProxy: proxy.url });
    expect((await send(path, { url: at('127.0.0.1'), json: chat('m'), isLocal: true })).status).toBe(200);
    expect((await failureOf(path, { url: at('8.8.8.8'), isLocal: true })).kind).toBe('forbidden');
    expect(proxy.targets).toEqual([]);
    await proxy.close();
  });

  test('a proxy that refuses is a failed connection', async () => {
    const proxy = await startProxy(standIn.port, '403 Forbidden');
    const failure = await failureOf(external({ egressProxy: proxy.url }), { url: 'http://models.invalid/v1' });
    expect(failure.kind).toBe('connect');
    await proxy.close();
  });

  test('a proxy that does not answer is given up after the connect time-out', async () => {
    const proxy = await startProxy(standIn.port, null);
    const options = { url: 'http://models.invalid/v1', timeouts: { connect_ms: 50 } };
    expect((await failureOf(external({ egressProxy: proxy.url }), options)).kind).toBe('connect');
    await proxy.close();
  });
});

test('the connector judges the peer that answered, whatever the name resolved to before', async () => {
  const allowing: string[][] = [];
  const connect = createConnector({
    connectTimeoutMs: 9000,
    check: (host, addresses, connected) => {
      allowing.push([host, ...addresses, connected ?? 'not yet']);
      return connected === null ? { allowed: true } : { allowed: false, reason: `not ${connected}` };
    },
  });
  const target = { hostname: 'localhost', host: 'localhost', protocol: 'http:', port: String(standIn.port) };
  const failure = await new Promise((resolve) => connect(target, (...[error]) => resolve(error)));
  expect(failure).toMatchObject({ name: 'ForbiddenAddress', message: 'not 127.0.0.1' });
  expect(allowing).toHaveLength(2);
  expect(allowing[1]).toEqual(['localhost', '127.0.0.1', '127.0.0.1']);
});

describe('the secure path', () => {
  test('reaches what resolves privately, whatever kind the provider is', async () => {
    expect((await send(secure(), { url: at('localhost'), json: chat('m') })).status).toBe(200);
    expect((await send(secure(), { url: at('127.0.0.1'), json: chat('m'), isLocal: true })).status).toBe(200);
  });

  test('refuses a public address, and a host outside its list', async () => {
    expect((await failureOf(secure(), { url: 'http://8.8.8.8/v1' })).kind).toBe('forbidden');
    const listed = secure({ hosts: ['models.corp', '10.0.0.0/8'] });
    expect((await failureOf(listed, { url: at('localhost'), json: chat('m') })).kind).toBe('forbidden');
    const narrow = secure({ cidrs: ['10.0.0.0/8'] });
    expect((await failureOf(narrow, { url: at('127.0.0.1'), json: chat('m') })).kind).toBe('forbidden');
    expect(standIn.calls).toHaveLength(0);
  });

  test('does not use a proxy that the environment names', async () => {
    const proxy = await startProxy(standIn.port);
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    for (const name of names) process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : proxy.url;
    try {
      await bodyOf(await send(secure(), { url: at('127.0.0.1'), json: chat('m') }));
    } finally {
      for (const name of names) delete process.env[name];
    }
    expect(standIn.calls).toHaveLength(1);
    expect(proxy.targets).toEqual([]);
    await proxy.close();
  });

  test('an administrator is told beforehand whether a host is allowed, and why not', async () => {
    const byDefault = { hosts: null, cidrs: null };
    expect(await secureHostAllowed('http://localhost:1/v1', byDefault)).toMatchObject({ allowed: true });
    expect(await secureHostAllowed('https://8.8.8.8/v1', byDefault)).toMatchObject({
      allowed: false,
      reason: /8\.8\.8\.8/,
    });
    expect(await secureHostAllowed('https://nowhere.invalid', byDefault)).toMatchObject({ allowed: false });
    expect(await secureHostAllowed('nothing', byDefault)).toMatchObject({ allowed: false });
    expect(await secureHostAllowed('http://[::1]:8000/v1', { hosts: ['::1'], cidrs: null })).toMatchObject({
      allowed: true,
      addresses: ['::1'],
    });
  });
});

/** A proxy that tunnels each CONNECT to the port given; `refusal` is answered instead, null answers nothing. */
async function startProxy(targetPort: number, refusal?: string | null) {
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined);
    client.once('data', (head) => {
      targets.push(/^CONNECT (\S+)/.exec(head.toString())?.[1] ?? head.toString());
      if (refusal === null) return;
      if (refusal !== undefined) {
        client.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      const target = connect(targetPort, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(target).pipe(client);
      });
      sockets.add(target);
      target.on('error', () => client.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    targets,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
