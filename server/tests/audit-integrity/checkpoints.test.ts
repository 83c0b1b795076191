import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSigned } from '../../src/audit/integrity/checkpoint.ts';
import type { CheckpointBody } from '../../src/audit/integrity/checkpoint.ts';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

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

const start = () =>
  startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: companyEnvironment,
  });

interface Listed {
  readonly items: readonly { readonly body: string; readonly signature: string }[];
  readonly public_key: string;
}

test('an orderly end leaves a signed checkpoint that names the end of every chain', async () => {
  for (let round = 0; round < 2; round++) {
    const gateway = await start();
    const answer = await chat(gateway.origin, says('hello'));
    expect(answer.status).toBe(200);
    await gateway.settled(answer.requestId);
    await gateway.end('SIGTERM');
  }
  const last = await start();
  const { items, public_key } = (await (await last.api('/audit/checkpoints')).json()) as Listed;
  const { rows } = await database.pool.query<{ id: string; sequence: string; hash: string }>(
    `select id, shipped_sequence::text as sequence, encode(chain_hash, 'hex') as hash from journals
     order by id`,
  );
  const newest = items[0];
  if (!newest) throw new Error('there is no checkpoint');
  const signature = Buffer.from(newest.signature, 'base64');
  expect(isSigned({ body: newest.body, signature }, public_key)).toBe(true);
  expect(isSigned({ body: newest.body.replace('"sequence":"', '"sequence":"1'), signature }, public_key)).toBe(false);
  const { chains } = JSON.parse(newest.body) as CheckpointBody;
  const named = chains.map(({ journal_id, sequence, hash }) => ({ id: journal_id, sequence, hash }));
  expect(rows.slice(0, 2)).toEqual(named.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  await last.end('SIGTERM');
});

test('changes of policy and accesses to the record are events of a chain', async () => {
  const gateway = await start();
  const answer = await chat(gateway.origin, says('hello'));
  await gateway.settled(answer.requestId);
  await gateway.api(`/invocations/${answer.requestId}/payloads/request-received`);
  const { rows: lines } = await until(async () => {
    const found = await database.pool.query(
      'select id from administration_log where journal_id is null or sequence is null',
    );
    const all = await database.pool.query('select id from administration_log');
    return found.rowCount === 0 && (all.rowCount ?? 0) > 0 ? all : null;
  });
  expect(lines.length).toBeGreaterThan(0);
  await until(async () => {
    const accesses = await database.pool.query(
      `select from access_log where action = 'payload.open' and target_id = $1 and sequence > 0`,
      [answer.requestId],
    );
    return accesses.rowCount === 1;
  });
  await gateway.end('SIGTERM');
});
