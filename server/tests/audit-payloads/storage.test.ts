import { afterAll, expect, it } from 'vitest';
import { partitionedTables } from '../../src/audit/partitions.queries.ts';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { cleanUpGateways, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { turnsOf } from './conversation.ts';

afterAll(() => cleanUpGateways());

const recordTables =
  /^(invocations|payload_contents|payload_signatures|word_blocks|chain_blocks|ledger|corrections|tool_calls|answers|access_log|data_keys|journals|denials|rejected_events)(_|$)/;

it('100 turns that resend their history take at most a twentieth of their bytes, and come back byte for byte', async () => {
  const database = await createTestDatabase();
  const standIn = await startStandIn();
  const model = 'stand-in-chunks-50';
  const gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url, models: [model] }),
    env: companyEnvironment,
  });
  const sizes = async (): Promise<Map<string, number>> => {
    const { rows } = await database.pool.query<{ name: string; bytes: string }>(
      `select relname as name, pg_total_relation_size(oid) as bytes from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    return new Map(rows.filter(({ name }) => recordTables.test(name)).map(({ name, bytes }) => [name, Number(bytes)]));
  };
  // Partitions are made ahead: they are there whatever is recorded.
  await until(async () => {
    const made = await Promise.all(
      partitionedTables.map(async ({ table, unit }) => {
        const { rows } = await database.pool.query('select from pg_inherits where inhparent = $1::regclass', [table]);
        return rows.length >= (unit === 'week' ? 5 : 3);
      }),
    );
    return made.every(Boolean);
  });
  // So is the data key of the process, whatever it seals.
  await until(async () => (await database.pool.query('select from data_keys')).rows.length > 0);
  const before = await sizes();

  const sent: { requestId: string; body: string; answer: string }[] = [];
  for (const body of turnsOf(100, model, 4711)) {
    const answer = await chat(gateway.origin, body);
    expect(answer.status).toBe(200);
    sent.push({ requestId: answer.requestId, body, answer: answer.text });
  }
  for (const { requestId } of sent) await gateway.settled(requestId);
  const after = await sizes();

  const rawBytes = sent.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  const grown = [...after].map(([name, bytes]) => [name, bytes - (before.get(name) ?? 0)] as const);
  const storedBytes = grown.reduce((sum, [, bytes]) => sum + bytes, 0);
  const table = grown.filter(([, bytes]) => bytes > 0).map(([name, bytes]) => `${name} ${bytes}`);
  console.log(`raw ${rawBytes}, stored ${storedBytes} (1/${(rawBytes / storedBytes).toFixed(1)}): ${table.join(', ')}`);
  expect(storedBytes).toBeLessThanOrEqual(rawBytes / 20);

  for (const { requestId, body, answer } of sent) {
    const payload = async (name: string): Promise<string> =>
      (await gateway.api(`/invocations/${requestId}/payloads/${name}`)).text();
    expect(await payload('request-received')).toBe(body);
    expect(await payload('response-sent')).toBe(answer);
  }
  await gateway.end('SIGTERM');
  await standIn.close();
  await database.drop();
});
