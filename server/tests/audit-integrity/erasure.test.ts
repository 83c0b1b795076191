import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { masterKey } from '../../src/audit/vault/master-keys.ts';
import { createOpener } from '../../src/audit/vault/opener.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, masterKeyText, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** Erasure of content: gone at once for readers, then for good, and the record verifies all the same. */

let database: TestDatabase;
let standIn: StandIn;
let gateway: GatewayProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: companyEnvironment,
  });
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

const long = (word: string): string => `${word} `.repeat(400);

async function ask(text: string, history: readonly unknown[] = [], key: string = keys.bot): Promise<string> {
  const messages = [...history, { role: 'user', content: text }];
  const answer = await chat(gateway.origin, { ...says(text), messages }, key);
  expect(answer.status).toBe(200);
  await gateway.settled(answer.requestId);
  return answer.requestId;
}

async function payload(requestId: string, name = 'request-received'): Promise<{ status: number; text: string }> {
  const response = await gateway.api(`/invocations/${requestId}/payloads/${name}`);
  return { status: response.status, text: await response.text() };
}

async function erase(scope: object): Promise<string> {
  const response = await gateway.api('/erasures', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scope, reason: 'asked for by the person' }),
  });
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
}

async function done(id: string): Promise<void> {
  await until(
    async () => {
      const { rows } = await database.pool.query<{ done: boolean }>(
        'select done_at is not null as done from erasures where id = $1',
        [id],
      );
      return rows[0]?.done === true;
    },
    () => 'the erasure is not carried out',
    60_000,
  );
}

test('a call that was erased cannot be read at once, then is gone; what is sent again is whole; the record verifies', async () => {
  const secret = long('marmalade');
  const first = await ask(secret);
  const history = [
    { role: 'user', content: secret },
    { role: 'assistant', content: 'yes' },
  ];
  const second = await ask(long('other'), history);
  expect((await payload(first)).status).toBe(200);

  const id = await erase({ kind: 'invocation', id: first });
  expect((await payload(first)).status).toBe(410);
  await done(id);
  expect((await payload(first)).status).toBe(410);
  expect((await payload(first, 'response-received')).status).toBe(410);
  // It leans on what was erased, so it cannot be whole; it never gives anything wrong.
  expect([200, 410]).toContain((await payload(second)).status);
  const { rows } = await database.pool.query('select from payload_contents where request_id = $1', [first]);
  expect(rows).toEqual([]);

  const again = await ask(secret);
  expect(await payload(again)).toMatchObject({ status: 200 });
  expect((await payload(again)).text).toContain(secret);

  const key = masterKey(Buffer.from(masterKeyText, 'hex'));
  const opener = createOpener({ current: key, previous: null }, database.pool);
  const report = await inSnapshot(database.pool, (client) =>
    verifyRecord(databaseSource(client, opener), { publicKey: null, checkpoints: [] }),
  );
  expect(report.findings).toEqual([]);
  expect(report.gone).toBeGreaterThanOrEqual(2);
});

test('all of a user’s content can be erased, and nobody else’s goes with it', async () => {
  const theirs = await ask(long('theirs'), [], keys.claw);
  const others = await ask(long('others'));
  const { rows } = await database.pool.query<{ user_id: string }>(
    'select user_id from invocations where request_id = $1',
    [theirs],
  );
  await done(await erase({ kind: 'user', id: rows[0]?.user_id ?? '' }));
  expect((await payload(theirs)).status).toBe(410);
  expect((await payload(others)).status).toBe(200);
  const listed = (await (await gateway.api('/erasures')).json()) as { items: { reason: string }[] };
  expect(listed.items[0]?.reason).toBe('asked for by the person');
});

test('what is not there cannot be erased, and a session is named with its user', async () => {
  const post = (scope: object, reason = 'x') =>
    gateway.api('/erasures', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scope, reason }),
    });
  expect((await post({ kind: 'invocation', id: 'req_nope' })).status).toBe(404);
  expect((await post({ kind: 'session', id: 'ses' })).status).toBe(422);
  expect((await post({ kind: 'session', id: 'ses', user: 'usr' })).status).toBe(404);
  expect((await post({ kind: 'user', id: 'usr' }, '')).status).toBe(422);
});

test('where the database is the record, an erasure is carried out and holds up no call', async () => {
  const before = gateway;
  gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: { ...companyEnvironment, TOLLGATE_RECORD: 'database' },
  });
  const first = await ask(long('quince'));
  const id = await erase({ kind: 'invocation', id: first });
  await until(async () => {
    const { rows } = await database.pool.query<{ told: boolean }>(
      'select sequence is not null as told from erasures where id = $1',
      [id],
    );
    await ask('meanwhile');
    return rows[0]?.told === true;
  });
  await done(id);
  expect((await payload(first)).status).toBe(410);
  expect((await payload(await ask(long('quince')))).status).toBe(200);
  expect(gateway.output()).not.toContain('erasures wait');
  await gateway.end('SIGTERM');
  gateway = before;
});
