import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, openChat, readUntil, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { relayTo } from '../support/database-relay.ts';
import {
  cleanUpGateways,
  type GatewayProcess,
  newFolder,
  recordMode,
  startGateway,
  workerCounts,
} from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** Nothing leaves unrecorded: durable before the provider hears anything, settled before the caller has it all. */

let database: TestDatabase;
let standIn: StandIn;

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

function start(
  more: { databaseUrl?: string; dataDir?: string; env?: Record<string, string> } = {},
): Promise<GatewayProcess> {
  return startGateway({
    databaseUrl: more.databaseUrl ?? database.url,
    config: companyConfig({ outside: standIn.url, models: ['stand-in-endless-5', 'stand-in-silent-1'] }),
    ...(more.dataDir !== undefined && { dataDir: more.dataDir }),
    env: { ...companyEnvironment, ...more.env },
  });
}

describe.each(workerCounts)('with %s workers', (workers) => {
  const env = { TOLLGATE_WORKERS: workers };

  it('a call that a provider was asked is in the record, even if the gateway is killed while it waits', async () => {
    const dataDir = await newFolder();
    const first = await start({ dataDir, env });
    const mark = `asked-${workers}-${Date.now()}`;
    const pending = openChat(first.origin, says(mark, { model: 'stand-in-silent-1', stream: true })).catch(() => null);
    await until(() => standIn.calls.some((call) => call.body.includes(mark)));
    await first.end('SIGKILL');
    await (await pending)?.body?.cancel().catch(() => undefined);

    const second = await start({ dataDir, env });
    const found = await until(async () => {
      const response = await second.api('/invocations?status=interrupted&limit=5');
      const { items } = (await response.json()) as { items: { request_id: string; status: string }[] };
      for (const { request_id } of items) {
        const payload = await (await second.api(`/invocations/${request_id}/payloads/request-received`)).text();
        if (payload.includes(mark)) return request_id;
      }
      return null;
    });
    const sent = await (await second.api(`/invocations/${found}/payloads/request-sent`)).text();
    expect(sent).toBe(standIn.calls.find((call) => call.body.includes(mark))?.body.toString());
    expect(await second.end('SIGTERM')).toBe(0);
  });

  it('whoever saw the end of an answer finds it completed, even if the gateway is killed at that moment', async () => {
    const dataDir = await newFolder();
    const first = await start({ dataDir, env });
    const response = await openChat(first.origin, says('to the very end', { stream: true }));
    const requestId = response.headers.get('x-request-id') ?? '';
    await readUntil(response, (text) => text.includes('[DONE]'));
    await first.end('SIGKILL');
    const second = await start({ dataDir, env });
    expect(await second.settled(requestId)).toMatchObject({ status: 'completed', http_status: 200 });
    await second.end('SIGTERM');
  });
});

it.runIf(recordMode === 'journal')(
  'with a full journal calls are refused and not forwarded, those let in still settle, and it recovers by itself',
  async () => {
    const relay = await relayTo(database.url);
    const gateway = await start({
      databaseUrl: relay.url,
      env: { TOLLGATE_JOURNAL_BYTES_MAX: String(4 * 1024 * 1024) },
    });
    const running = await openChat(
      gateway.origin,
      says('let in before', { model: 'stand-in-endless-5', stream: true }),
    );
    const { reader } = await readUntil(running, (text) => text.includes('data:'));
    await relay.cut();

    // Nothing that could be made smaller.
    const filler = randomBytes(110_000).toString('base64');
    let isFull = false;
    for (let call = 0; call < 100 && !isFull; call++) {
      const answer = await chat(gateway.origin, says(`${call} ${filler}`));
      if (answer.status === 503) {
        expect(answer.json).toMatchObject({ error: { code: 'audit_unavailable', type: 'api_error' } });
        isFull = true;
      }
    }
    expect(isFull).toBe(true);

    const asked = standIn.calls.length;
    expect((await chat(gateway.origin, says(`one more ${filler}`))).status).toBe(503);
    expect(standIn.calls.length).toBe(asked);

    await reader.cancel();
    await relay.mend();
    await until(
      async () => (await chat(gateway.origin, says(filler))).status === 200,
      () => 'it does not recover',
      60_000,
    );
    const settled = await gateway.settled(running.headers.get('x-request-id') ?? '');
    // Either its caller left first, or there was no room for more of its answer.
    expect(['aborted', 'failed']).toContain(settled.status);
    expect(settled.cost?.amount).toMatch(/^0\.\d*[1-9]/);
    await gateway.end('SIGTERM');
  },
);

it.runIf(recordMode === 'database')(
  'where the database is the record, calls are refused and not forwarded without it, those let in wait for it, and it recovers by itself',
  async () => {
    const relay = await relayTo(database.url);
    const gateway = await start({ databaseUrl: relay.url });
    standIn.script('gpt-test-2026', { chunks: 10, chunkDelayMs: 20 }, 1);
    const response = await openChat(gateway.origin, says('let in before', { stream: true }));
    const requestId = response.headers.get('x-request-id') ?? '';
    await relay.cut();

    const asked = standIn.calls.length;
    const refused = await chat(gateway.origin, says('too late'));
    expect(refused).toMatchObject({ status: 503, json: { error: { code: 'audit_unavailable', type: 'api_error' } } });
    expect(standIn.calls.length).toBe(asked);
    const ready = await fetch(`${gateway.origin}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('the database does not take the record');

    const { text, reader } = await readUntil(response, (all) => all.includes('"finish_reason":"stop"'));
    expect(text).not.toContain('[DONE]');
    await relay.mend();
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toContain('[DONE]');
    await until(async () => (await chat(gateway.origin, says('again'))).status === 200);
    expect((await gateway.settled(requestId)).status).toBe('completed');
    await gateway.end('SIGTERM');
  },
);
