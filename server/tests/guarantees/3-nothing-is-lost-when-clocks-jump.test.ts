import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import { describeReport } from '../../src/audit/integrity/verify/describe-report.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { masterKey } from '../../src/audit/vault/master-keys.ts';
import { createOpener } from '../../src/audit/vault/opener.ts';
import { timeOfId } from '../../src/platform/ids.ts';
import { chat, openChat, readUntil, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, masterKeyText, newFolder, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** The clock of a machine is set forward into a month that has no partition yet, and back into one that never had one. */

const dayMs = 86_400_000;
const jumps = [0, 70 * dayMs, -70 * dayMs, 0];

let database: TestDatabase;
let standIn: StandIn;
let gateway: GatewayProcess;
let clockFile: string;

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  clockFile = path.join(await newFolder(), 'clock');
  await writeFile(clockFile, '0');
  gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url, models: ['stand-in-endless-5'] }),
    env: {
      ...companyEnvironment,
      NODE_OPTIONS: `--import ${path.resolve(import.meta.dirname, '../support/jumping-clock-process.ts')}`,
      TEST_CLOCK_FILE: clockFile,
    },
  });
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

/** Sets the clock of the gateway, and waits until it shows. */
async function setClock(offsetMs: number): Promise<void> {
  await writeFile(clockFile, String(offsetMs));
  await until(async () => {
    const { headers } = await chat(gateway.origin, says('What time is it?'));
    return Math.abs(timeOfId(headers.get('x-request-id') ?? '') - Date.now() - offsetMs) < dayMs;
  });
}

/** Every call that the search knows, page by page, newest first. */
async function searched(query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const response = await gateway.api(`/invocations?limit=3${query}${cursor}`);
    const page = (await response.json()) as { items: { request_id: string }[]; next_cursor: string | null };
    ids.push(...page.items.map((item) => item.request_id));
    cursor = page.next_cursor === null ? '' : `&cursor=${encodeURIComponent(page.next_cursor)}`;
  } while (cursor !== '');
  return ids;
}

it('calls are answered, recorded once, found and chained, whatever the clock says', async () => {
  const made: string[] = [];
  for (const offsetMs of jumps) {
    await setClock(offsetMs);
    for (const stream of [false, true]) {
      const answer = await chat(gateway.origin, says(`at ${offsetMs}`, { stream }));
      expect(answer.status).toBe(200);
      expect(await gateway.settled(answer.requestId)).toMatchObject({ status: 'completed' });
      made.push(answer.requestId);
    }
  }
  const all = await searched('');
  expect(new Set(all).size).toBe(all.length);
  expect(all).toEqual(all.toSorted().toReversed());
  for (const id of made) expect(all).toContain(id);

  // The first and the last jump are at the same time.
  const from = new Date(Date.now() - dayMs).toISOString();
  const to = new Date(Date.now() + dayMs).toISOString();
  const today = await searched(`&from=${from}&to=${to}`);
  expect(made.filter((id) => today.includes(id))).toEqual([...made.slice(0, 2), ...made.slice(-2)]);
  for (const id of made) {
    const text = await (await gateway.api(`/invocations/${id}/payloads/request-received`)).text();
    expect(text).toContain('at ');
  }
});

it('a call that is running while the clock jumps gets its time in milliseconds that passed, and is shipped meanwhile', async () => {
  await setClock(0);
  const response = await openChat(gateway.origin, says('go on', { model: 'stand-in-endless-5', stream: true }));
  const requestId = response.headers.get('x-request-id') ?? '';
  const { reader } = await readUntil(response, (text) => text.includes('data:'));
  // What came after it is in the database: the shipper has it, and holds it back for its end.
  await gateway.settled((await chat(gateway.origin, says('after it'))).requestId);
  await setClock(-70 * dayMs);
  // An open call goes into the database without its end: its time to wait is not counted by the wall clock.
  await until(async () => (await gateway.api(`/invocations/${requestId}`)).status === 200);
  await setClock(70 * dayMs);
  await reader.cancel();
  const record = await gateway.settled(requestId);
  expect(record).toMatchObject({ status: 'aborted' });
  expect(record.timings_ms.total).toBeGreaterThan(0);
  expect(record.timings_ms.total).toBeLessThan(60_000);
});

it('the record verifies after the clock jumped', async () => {
  await gateway.end('SIGTERM');
  const keys = { current: masterKey(Buffer.from(masterKeyText, 'hex')), previous: null };
  const source = databaseSource(database.pool, createOpener(keys, database.pool));
  const report = await verifyRecord(source, { publicKey: null, checkpoints: [] });
  expect(report.findings, describeReport(report)).toEqual([]);
});
