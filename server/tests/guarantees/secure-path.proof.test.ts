import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { configFor } from '../http/fixture.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';

/**
 * Nothing leaves by a way that is not meant for it: the secure path connects within its ranges only, a hosted provider
 * is never at home, and nobody is followed elsewhere. The servers here count connections, so that not even one counts.
 */

const person = 'Please write to jonas.weber@weber-logistik.de about it.';

interface Listening {
  readonly port: number;
  readonly connections: () => number;
}

const servers: Server[] = [];
const sockets = new Set<Socket>();
const databases: TestDatabase[] = [];
const standIns: StandIn[] = [];

afterEach(async () => {
  await cleanUpGateways();
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  await Promise.all(standIns.splice(0).map((standIn) => standIn.close()));
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});
afterAll(cleanUpGateways);

/** Answers every connection as a model server would, and counts them. */
async function listening(
  server: Server = createServer((socket) => socket.destroy()),
  host = '127.0.0.1',
): Promise<Listening> {
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

async function start(config: string, env: Readonly<Record<string, string>> = {}): Promise<GatewayProcess> {
  const database = await createTestDatabase();
  databases.push(database);
  return startGateway({ databaseUrl: database.url, config, env: { ...companyEnvironment, ...env } });
}

async function standIn(): Promise<StandIn> {
  const started = await startStandIn();
  standIns.push(started);
  return started;
}

it.each([
  ['an address outside TOLLGATE_SECURE_CIDRS', '127.0.0.1', { TOLLGATE_SECURE_CIDRS: '10.0.0.0/8,192.168.0.0/16' }],
  ['a name that resolves outside TOLLGATE_SECURE_CIDRS', 'localhost', { TOLLGATE_SECURE_CIDRS: '10.0.0.0/8' }],
  [
    'a name listed in TOLLGATE_SECURE_HOSTS that resolves elsewhere',
    'localhost',
    { TOLLGATE_SECURE_HOSTS: 'localhost', TOLLGATE_SECURE_CIDRS: '10.0.0.0/8' },
  ],
  ['a host that is not in TOLLGATE_SECURE_HOSTS', 'localhost', { TOLLGATE_SECURE_HOSTS: 'models.company.test' }],
  ['an address written otherwise', '[::ffff:127.0.0.1]', { TOLLGATE_SECURE_CIDRS: '10.0.0.0/8' }],
])('the secure path never connects to %s, and nobody else gets the call', async (_, host, env) => {
  const outside = await standIn();
  const inside = await listening();
  const gateway = await start(companyConfig({ outside: outside.url, inside: `http://${host}:${inside.port}/v1` }), env);
  for (const stream of [false, true]) {
    for (const body of [says(person, { stream }), says('Hello', { model: 'qwen-secure', stream })]) {
      const answer = await chat(gateway.origin, body);
      expect(answer.status).toBe(502);
      expect(answer.json).toMatchObject({ error: { code: 'provider_error' } });
      expect(answer.text).not.toMatch(/127\.0\.0\.1|localhost/);
      expect(await gateway.settled(answer.requestId)).toMatchObject({
        status: 'failed',
        route: 'secure',
        final_model: 'qwen-secure',
      });
    }
  }
  expect(inside.connections()).toBe(0);
  expect(outside.calls).toHaveLength(0);
  // The gateway works otherwise: what is not sensitive still goes outside.
  expect((await chat(gateway.origin, says('Hello'))).status).toBe(200);
  expect(outside.calls).toHaveLength(1);
});

it('a hosted provider at home is never connected to, however its address is written', async () => {
  const home = await listening();
  const inside = await standIn();
  const hosts = ['127.0.0.1', 'localhost', '[::ffff:7f00:1]', '2130706433', '0x7f.1', '0.0.0.0', '0'];
  const config = configFor(inside.url, {
    providers: hosts.map(
      (host, index) => `{ name: p${index}, protocol: openai, base_url: "http://${host}:${home.port}/v1" }`,
    ),
    otherModels: hosts.map((host, index) => [host, `provider: p${index}`]),
  });
  const gateway = await start(config);
  for (const model of hosts) {
    for (const stream of [false, true]) {
      const answer = await chat(gateway.origin, says('Hello', { model, stream }));
      expect(answer.status, model).toBe(502);
      expect(await gateway.settled(answer.requestId)).toMatchObject({
        status: 'failed',
        error_code: 'provider_error',
        route: 'external',
      });
    }
  }
  expect(home.connections()).toBe(0);
  expect(inside.calls).toHaveLength(0);
  // The secure path may go to the loopback.
  expect((await chat(gateway.origin, says(person))).status).toBe(200);
  expect(inside.calls).toHaveLength(1);
});

it('a provider that answers with a redirect is not followed, on either path', async () => {
  const elsewhere = await listening();
  const location = `http://127.0.0.1:${elsewhere.port}/v1/chat/completions`;
  let asked = 0;
  let status = 0;
  const redirecting = await listening(
    createHttpServer((request, response) => {
      request.resume().once('end', () => {
        asked++;
        response.writeHead(status, { location, 'content-type': 'application/json' }).end('{"choices":[]}');
      });
    }),
  );
  const url = `http://127.0.0.1:${redirecting.port}/v1`;
  const gateway = await start(companyConfig({ outside: url, inside: url }));
  const statuses = [300, 301, 302, 303, 305, 307, 308];
  for (status of statuses) {
    for (const body of [says('Hello'), says('Hello', { stream: true }), says(person), says(person, { stream: true })]) {
      const answer = await chat(gateway.origin, body);
      expect(answer.status).toBe(502);
      expect([...answer.headers.values()].join('\n') + answer.text).not.toContain(String(elsewhere.port));
      expect(await gateway.settled(answer.requestId)).toMatchObject({ status: 'failed' });
    }
  }
  expect(asked).toBe(4 * statuses.length);
  expect(elsewhere.connections()).toBe(0);
});

it('a stream that was routed secure and breaks is not begun again elsewhere', async () => {
  const outside = await standIn();
  const inside = await standIn();
  inside.script(() => true, { cutAfter: 2, chunks: 10 });
  const gateway = await start(companyConfig({ outside: outside.url, inside: inside.url }));
  const answer = await chat(gateway.origin, says(person, { stream: true }));
  expect(answer.text).toContain('"code":"provider_error"');
  expect(await gateway.settled(answer.requestId)).toMatchObject({ status: 'failed', route: 'secure' });
  expect([inside.calls.length, outside.calls.length]).toEqual([1, 0]);
});

it('an egress proxy hears nothing of the secure path', async () => {
  const inside = await standIn();
  const proxy = await listening();
  const gateway = await start(companyConfig({ outside: inside.url, inside: inside.url }), {
    TOLLGATE_EGRESS_PROXY: `http://127.0.0.1:${proxy.port}`,
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    NODE_USE_ENV_PROXY: '1',
  });
  expect((await chat(gateway.origin, says(person))).status).toBe(200);
  expect(inside.calls).toHaveLength(1);
  expect(proxy.connections()).toBe(0);
});
