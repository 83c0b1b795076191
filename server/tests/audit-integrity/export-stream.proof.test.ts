import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportSource } from '../../src/audit/integrity/verify/export-source.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  adminToken,
  cleanUpGateways,
  type GatewayProcess,
  masterKeyText,
  newFolder,
  startGateway,
} from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** How an export behaves while a gateway works, and towards clients that take their time or leave. */

let database: TestDatabase;
let standIn: StandIn;
let gateway: GatewayProcess;
let folder: string;
let publicKey: string;

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  folder = await newFolder();
  gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: companyEnvironment,
  });
  const first = await chat(gateway.origin, says('first'));
  await gateway.settled(first.requestId);
  const listed = await until(async () => {
    const { public_key } = (await (await gateway.api('/audit/checkpoints')).json()) as { public_key: string | null };
    return public_key;
  });
  publicKey = listed;
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

async function verifyText(text: string): Promise<Awaited<ReturnType<typeof verifyRecord>>> {
  const file = path.join(folder, 'one.jsonl');
  await writeFile(file, text);
  return verifyRecord(exportSource(file), { publicKey, checkpoints: [] });
}

test('exports that are made while calls begin and end hold, whole ones and filtered ones', async () => {
  let isDone = false;
  const calls = (async () => {
    for (let call = 0; !isDone; call++) await chat(gateway.origin, says(`call ${call}`, { stream: call % 2 === 0 }));
  })();
  try {
    for (const query of ['', '?status=completed', '?status=open', '', '?model=gpt-test&status=completed', '']) {
      const report = await verifyText(await (await gateway.api(`/audit/export${query}`)).text());
      expect(report.findings).toEqual([]);
      expect(report.coveredUntil).not.toBeNull();
      expect(report.uncovered).toBe(0);
    }
  } finally {
    isDone = true;
    await calls;
  }
});

/** Rows for an export that takes long. */
async function fill(count: number, month: string): Promise<void> {
  await database.pool.query(
    `insert into invocations select one.* from generate_series(1, $1::int) number,
       lateral json_populate_record((select call from invocations call where status = 'completed' order by at limit 1),
         json_build_object('request_id', 'req_' || number, 'at', $2::timestamptz + number * interval '1 millisecond',
           'journal_id', 'jrn_made_up', 'settle_journal_id', 'jrn_made_up')) one`,
    [count, `${month}-01T00:00:00Z`],
  );
}

function openExport(query: string) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const url = `${gateway.adminOrigin}/api/audit/export${query}`;
    request(url, { headers: { authorization: `Bearer ${adminToken}` }, agent: false }, resolve)
      .on('error', reject)
      .end();
  });
}

async function exportsRunning(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where application_name = 'tollgate exports' and (state = 'active' or state like 'idle in transaction%')`,
  );
  return rows[0]?.count ?? 0;
}

async function memoryOf(name: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${gateway.pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
}

async function countLines(response: IncomingMessage): Promise<number> {
  let lines = 0;
  for await (const _ of createInterface({ input: response })) lines++;
  return lines;
}

test('clients that do not read hold neither connections nor locks, and others get their exports meanwhile', async () => {
  await fill(20_000, '2020-01');
  const stalled = await Promise.all([1, 2, 3, 4].map(() => openExport('?to=2020-02-01T00:00:00Z')));
  for (const response of stalled) {
    expect(response.statusCode).toBe(200);
    response.pause();
  }
  await until(async () => (await exportsRunning()) === 0);
  // What making and dropping partitions needs.
  const client = await database.pool.connect();
  try {
    await client.query(`begin; set local lock_timeout = '5s'`);
    await client.query('lock table invocations, chain_blocks, payload_contents in access exclusive mode');
    await client.query('rollback');
  } finally {
    client.release();
  }
  expect(await countLines(await openExport('?to=2020-01-01T00:00:01Z&format=csv'))).toBe(1000);
  expect((await chat(gateway.origin, says('meanwhile'))).status).toBe(200);
  const [first, ...others] = stalled;
  for (const response of others) response.destroy();
  expect(await countLines(first!)).toBeGreaterThan(20_000);
  await until(async () => (await exportsRunning()) === 0);
});

test('an export of 120,000 calls is not held in memory', async () => {
  await fill(120_000, '2021-01');
  const small = '?format=csv&from=2021-01-01T00:00:00Z&to=2021-01-01T00:00:10Z';
  const large = '?from=2021-01-01T00:00:00Z&to=2021-02-01T00:00:00Z';
  for (const _ of [1, 2]) expect(await countLines(await openExport(small))).toBe(10_000);
  expect(
    await countLines(await openExport(large.replace('02-01T00', '01-01T00').replace('00:00:00Z&', '00:00:00Z&'))),
  ).toBeGreaterThan(0);
  const before = await memoryOf('VmHWM');
  const response = await openExport(large);
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  const grown = (await memoryOf('VmHWM')) - before;
  expect(bytes).toBeGreaterThan(120_000_000);
  // What was collected would take at least all of it; a heap that nothing presses grows somewhat by itself.
  expect(grown).toBeLessThan(bytes / 1024 / 1024 / 2);
});

test('an export whose database connections break ends without its last line, and the gateway goes on', async () => {
  const response = await openExport('?from=2021-01-01T00:00:00Z&to=2021-02-01T00:00:00Z');
  const broken = (async () => {
    let text = '';
    for await (const chunk of response) {
      text = (chunk as Buffer).toString();
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tollgate exports'`,
      );
    }
    return text;
  })();
  await expect(broken).rejects.toThrow('aborted');
  expect((await chat(gateway.origin, says('still here'))).status).toBe(200);
});

test('the command exports the same, to a file that nobody else reads, and the administration log has it', async () => {
  await database.pool.query(`delete from invocations where request_id ~ '^req_[0-9]+$'`);
  const run = promisify(execFile);
  const out = path.join(folder, 'command.jsonl');
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: database.url,
    TOLLGATE_MASTER_KEY: masterKeyText,
    TOLLGATE_DATA_DIR: folder,
  };
  const command = (...args: string[]) =>
    run(process.execPath, [path.resolve('server/src/cli.ts'), 'audit', ...args], { env });
  await command('export', '--out', out, '--status', 'completed', '--status', 'failed', '--user', 'bob@company.test');
  expect((await stat(out)).mode & 0o777).toBe(0o600);
  const report = await verifyText(await readFile(out, 'utf8'));
  expect(report.findings).toEqual([]);
  expect(report.calls).toBeGreaterThan(0);
  const { rows } = await database.pool.query<{ after: unknown }>(
    `select after from administration_log where action = 'record.export'`,
  );
  expect(rows).toEqual([{ after: { format: 'jsonl', status: ['completed', 'failed'], user: ['bob@company.test'] } }]);
  await expect(command('export', '--status', 'nonsense')).rejects.toThrow(/--status/);
  const csv = await command('export', '--format', 'csv', '--latency-min-ms', '100000000');
  expect(csv.stdout.split('\r\n')).toHaveLength(2);
  const verified = await command('verify');
  expect(verified.stdout).toContain('All holds.');
});
