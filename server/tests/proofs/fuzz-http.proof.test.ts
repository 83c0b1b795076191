import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';
import { isShort, seed } from './time-box.ts';
import { damaged, rubble, spell, spelling, wildText, wildValue } from './wild-json.ts';

/** A real gateway under garbage: every answer is an envelope or Node's own 4xx, and the process goes on. */

const seconds = isShort ? 6 : 90;
const socketsAtOnce = 32;
/** After so long without an answer there is nothing more to come of bytes that are no whole request. */
const idleMs = 250;

const crlf = '\r\n';
const body = fc.oneof(
  {
    arbitrary: damaged(
      fc
        .tuple(wildText, spelling)
        .map(([content, choices]) => spell({ model: 'gpt-test', messages: [{ role: 'user', content }] }, choices)),
    ).map((text) => Buffer.from(text)),
    weight: 4,
  },
  rubble.map((text) => Buffer.from(text)),
  fc.tuple(wildValue, spelling).map(([value, choices]) => Buffer.from(spell(value, choices))),
  fc
    .tuple(wildValue, wildValue, wildText)
    .map(([messages, stream, model]) => Buffer.from(JSON.stringify({ model, messages, stream }))),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
);
const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_%/?#&=.~ \t:"\\\u0000é'.split('')), maxLength: 24 });
const path = fc.oneof(
  { arbitrary: fc.constant('/v1/chat/completions'), weight: 4 },
  fc.constantFrom(
    '/v1/models',
    '/v1/models/auto',
    '/v1/models/%',
    '/v1/models/%00',
    '/v1',
    '/v1/',
    '/',
    '//',
    '*',
    '/api/me',
    '/api/users',
    '/healthz',
    '/v1/responses',
    '/api/v1/gateway/llm/chat/completions',
    'http://other.test/v1/models',
    '/v1/../api/users',
    '/metrics',
  ),
  word.map((one) => `/v1/${one}`),
);
const header = fc.oneof(
  { arbitrary: fc.constant(`authorization: Bearer ${keys.bot}`), weight: 4 },
  fc.constantFrom(
    'content-length: -1',
    'content-length: 5',
    'transfer-encoding: chunked',
    'transfer-encoding: gzip',
    'expect: 100-continue',
    'connection: close',
    'upgrade: websocket',
    'connection: upgrade',
    'content-encoding: gzip',
    'x-request-id: \u0001',
    'traceparent: 00-zz',
    'host:',
    'accept: text/event-stream',
  ),
  fc
    .tuple(
      fc.constantFrom(
        'authorization',
        'x-api-key',
        'x-trace-id',
        'x-session-id',
        'x-request-id',
        'traceparent',
        'user-agent',
        'x-forwarded-for',
        'content-type',
        'host',
        'cookie',
      ),
      word,
    )
    .map(([name, value]) => `${name}: ${value}`),
  word,
);
const method = fc.oneof(
  { arbitrary: fc.constant('POST'), weight: 5 },
  fc.constantFrom('GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'CONNECT', 'TRACE', 'G\u0000T', 'post'),
);

interface Sending {
  readonly bytes: Buffer;
  /** It is a whole request with a valid key: there has to be an answer. */
  readonly isWhole: boolean;
}

const nearlyRight = fc
  .tuple(method, path, fc.array(header, { maxLength: 5 }), body, fc.boolean())
  .map(([verb, at, headers, content, isHonest]): Sending => {
    const lines = [
      'host: gateway.test',
      'connection: close',
      ...(isHonest ? [`content-length: ${content.length}`] : []),
      ...headers,
    ];
    const head = Buffer.from(`${verb} ${at} HTTP/1.1${crlf}${lines.join(crlf)}${crlf}${crlf}`, 'latin1');
    return { bytes: Buffer.concat([head, content]), isWhole: false };
  });
const wrongInBody = body.map((content): Sending => {
  const lines = [
    'host: x',
    `authorization: Bearer ${keys.bot}`,
    'connection: close',
    `content-length: ${content.length}`,
  ];
  const head = Buffer.from(`POST /v1/chat/completions HTTP/1.1${crlf}${lines.join(crlf)}${crlf}${crlf}`);
  return { bytes: Buffer.concat([head, content]), isWhole: true };
});
const noise = fc.uint8Array({ maxLength: 300 }).map((all): Sending => ({ bytes: Buffer.from(all), isWhole: false }));

/** What goes over a connection: mostly a request that nearly makes sense. */
const sendings = fc.oneof({ arbitrary: nearlyRight, weight: 4 }, { arbitrary: wrongInBody, weight: 12 }, noise);

interface Reply {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

let database: TestDatabase;
let standIn: StandIn;
let gateway: GatewayProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: { ...companyEnvironment, TOLLGATE_BODY_BYTES_MAX: '65536' },
  });
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

/** Sends the bytes on a connection of their own and reads the first answer; null when there is none. */
function send({ bytes, isWhole }: Sending): Promise<Reply | null> {
  const { hostname, port } = new URL(gateway.origin);
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', () => undefined);
    socket.setTimeout(isWhole ? 20_000 : idleMs, () => socket.destroy());
    socket.on('close', () => resolve(firstReply(Buffer.concat(received).toString())));
  });
}

function firstReply(text: string): Reply | null {
  const end = text.indexOf(`${crlf}${crlf}`);
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  if (end < 0 || status === undefined) return null;
  const head = text.slice(0, end).toLowerCase();
  if (status === '100') return firstReply(text.slice(end + 4));
  const length = /\ncontent-length: (\d+)/.exec(head)?.[1];
  const rest = Buffer.from(text.slice(end + 4));
  return {
    status: Number(status),
    head,
    body: (length === undefined ? rest : rest.subarray(0, Number(length))).toString(),
  };
}

/** What is wrong with an answer; null when nothing is. */
function problemOf(sent: Sending, reply: Reply | null): string | null {
  if (reply === null) return sent.isWhole ? 'no answer' : null;
  const { status, head, body: text } = reply;
  if (status >= 500 && status !== 501) return `it answered ${status}`;
  if (status < 400) return null;
  if (!head.includes('\nx-request-id: req_')) {
    const isPlain = text === '' || /\ncontent-type: application\/(problem\+)?json/.test(head);
    return isPlain ? null : 'neither ids nor a plain answer';
  }
  if (sent.bytes.toString('latin1').startsWith('HEAD')) return null;
  try {
    const { error } = JSON.parse(text) as { error: Record<string, unknown> };
    const isEnvelope =
      Object.keys(error).join() === 'message,type,param,code' &&
      typeof error['code'] === 'string' &&
      typeof error['message'] === 'string';
    return isEnvelope ? null : 'no envelope of four keys';
  } catch {
    return 'no JSON';
  }
}

it(`garbage gets an envelope or a plain 4xx, and the gateway goes on as if nothing had been (seed ${seed})`, async () => {
  const statuses = new Map<number | null, number>();
  const deadline = Date.now() + seconds * 1000;
  for (let round = 0; Date.now() < deadline; round++) {
    const batch = fc.sample(sendings, { numRuns: 20 * socketsAtOnce, seed: seed + round });
    const caller = async (): Promise<void> => {
      for (let sent = batch.pop(); sent; sent = batch.pop()) {
        const reply = await send(sent);
        const problem = problemOf(sent, reply);
        if (problem)
          throw new Error(
            `${problem} (seed ${seed}, round ${round})\n${JSON.stringify(sent.bytes.toString('latin1'))}\n${JSON.stringify(reply)}`,
          );
        statuses.set(reply?.status ?? null, (statuses.get(reply?.status ?? null) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: socketsAtOnce }, caller));
    expect((await chat(gateway.origin, says(`still there after round ${round}`))).status).toBe(200);
  }
  console.info(`answers: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`);
  for (const expected of [200, 400, 401, 404]) expect([...statuses.keys()]).toContain(expected);
  expect((await fetch(`${gateway.adminOrigin}/readyz`)).status).toBe(200);
  expect(gateway.output()).not.toMatch(/unhandled|uncaught|"level":(50|60)|inside the gateway/i);
  expect(await gateway.end('SIGTERM')).toBe(0);
  const { rows } = await database.pool.query<{ open: number; failed: number }>(
    `SELECT count(*) FILTER (WHERE status = 'open')::int AS open, count(*) FILTER (WHERE status = 'failed')::int AS failed FROM invocations`,
  );
  expect(rows).toEqual([{ open: 0, failed: 0 }]);
});
