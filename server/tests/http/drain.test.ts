import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { startGateway } from '../support/gateway.ts';
import { companyEnvironment } from '../support/company.ts';
import { type Answer, configFor, expectError, hello, startFixture } from './fixture.ts';

const options = { models: ['stand-in-trickle-100+chunks-12', 'stand-in-endless-20'] };
const { gateway, standIn, database, send } = await startFixture(options);

describe('after SIGTERM', () => {
  it('running streams end as they should, new calls are refused, and the process ends with exit code 0', async () => {
    const stream = await send(hello('stand-in-trickle-100+chunks-12', { stream: true }));
    const [forCall, forReadiness] = [await open(gateway.origin), await open(gateway.origin)];
    const ended = gateway.end('SIGTERM');
    await until(() => gateway.output().includes('Draining'));

    const body = JSON.stringify(hello('gpt-test'));
    const refused = await ask(
      forCall,
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.bot}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    expectError(refused, 'shutting_down');
    expect(refused.headers.get('connection')).toBe('close');
    const readiness = await ask(forReadiness, 'GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(readiness).toMatchObject({
      status: 503,
      text: '{"status":"not ready","reasons":["shutting down"],"notices":[]}',
    });
    await expect(fetch(`${gateway.origin}/v1/models`)).rejects.toThrow();

    expect(await stream.text()).toMatch(/ word11.*data: \[DONE\]\n\n$/s);
    expect(await ended).toBe(0);
    expect(await statusOf(stream.headers.get('x-request-id'))).toBe('completed');
    expect(await statusOf(refused.requestId)).toBe('failed');
  });

  it('a call that does not end in time is ended and counted', async () => {
    const impatient = await startGateway({
      databaseUrl: database.url,
      config: configFor(standIn.url, options),
      env: { ...companyEnvironment, TOLLGATE_DRAIN_S: '1' },
    });
    const response = await fetch(`${impatient.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.bot}` },
      body: JSON.stringify(hello('stand-in-endless-20', { stream: true })),
    });
    const reading = response.text();
    const ended = impatient.end('SIGTERM');
    await expect(reading).rejects.toThrow();
    expect(await ended).toBe(0);
    await until(() => standIn.calls.at(-1)?.cancelled);
    const { rows } = await database.pool.query<{ status: string; completion_tokens: string }>(
      'select * from invocations where request_id = $1',
      [response.headers.get('x-request-id')],
    );
    // Whether the end of the caller's or of the provider's connection is noticed first is chance.
    expect(rows[0]?.status).toMatch(/^(aborted|failed)$/);
    expect(Number(rows[0]?.completion_tokens)).toBeGreaterThan(0);
  });
});

/** What the database says of a call when the process is gone. */
async function statusOf(requestId: string | null): Promise<unknown> {
  const { rows } = await database.pool.query<{ status: string }>(
    'select status from invocations where request_id = $1',
    [requestId],
  );
  return rows[0]?.status;
}

/** A connection on which nothing was asked yet. */
function open(origin: string): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    socket.once('error', reject);
  });
}

function ask(socket: Socket, request: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      if (!text.includes('\r\n\r\n') || body === '') return;
      const headers = new Headers(lines.map((line) => line.split(': ') as [string, string]));
      const requestId = headers.get('x-request-id') ?? '';
      resolve({
        status: Number(first.split(' ')[1]),
        headers,
        bytes: Buffer.from(body),
        text: body.replace(/^[0-9a-f]+\r\n|\r\n0?$/g, ''),
        requestId,
      });
    });
    socket.once('close', () => reject(new Error(`closed after: ${text}`)));
    socket.write(request);
  });
}
