import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, newFolder, startGateway } from '../support/gateway.ts';

let standIn: StandIn;
let database: TestDatabase;
let requestId: string;
beforeAll(async () => {
  standIn = await startStandIn();
  database = await createTestDatabase();
  const config = companyConfig({ outside: standIn.url });
  const gateway = await startGateway({ databaseUrl: database.url, config, env: companyEnvironment });
  ({ requestId } = await chat(gateway.origin, says('What does this cost?')));
  await gateway.settled(requestId);
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

/** `tollgate cost …` on the database of the gateway, which goes on. */
async function cost(...args: readonly string[]) {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: database.url,
    TOLLGATE_DATA_DIR: await newFolder(),
  };
  return promisify(execFile)(process.execPath, [path.resolve('server/src/cli.ts'), 'cost', ...args], { env });
}

test('what all calls cost is derived again, and exit code 0 says that it holds', async () => {
  const { stdout } = await cost('verify');
  expect(stdout).toMatch(/^1 calls from .*: 1 entries of the ledger were derived again/);
  expect(stdout).toContain('All of it holds, to the last digit.');
});

test('an amount altered by its last digit is named with its call, and exit code 1 says so', async () => {
  const change = (by: string) => database.pool.query('update ledger set amount = amount + $1::numeric', [by]);
  await change('0.000000001');
  await expect(cost('verify', '--from', '2026-01-01')).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining(requestId) as string,
  });
  await change('-0.000000001');
});

test('sums that were altered are told apart from the ledger, and made anew they hold', async () => {
  await database.pool.query('update cost_rollups set calls = calls + 1');
  await expect(cost('verify')).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/[1-9]\d* differ\.[^]*findings\.\n$/) as string,
  });
  expect((await cost('rebuild')).stdout).toContain('All calls.');
  expect((await cost('verify')).stdout).toContain('All of it holds');
});

test('a day that is none is refused with the option that it stands in', async () => {
  await expect(cost('verify', '--to', 'yesterday')).rejects.toMatchObject({
    stderr: expect.stringContaining('--to: a day or a time such as 2026-11-01') as string,
  });
});
