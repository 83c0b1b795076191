import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { verifyRollups } from '../../src/cost/rollups/verify-rollups.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { readPostmaster } from '../../src/database/embedded/postmaster.ts';
import { createPool } from '../../src/database/pool.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, newFolder, startGateway } from '../support/gateway.ts';
import { type Load, startLoad } from '../support/load.ts';
import { marksSeenBy, settledRecord } from '../support/record.ts';
import { until } from '../support/until.ts';

/** Kills of more than one process: two replicas on one database, and the database itself. */

const isShort = process.env['TOLLGATE_PROOF'] === 'short';

afterAll(cleanUpGateways);

async function answersGrow(load: Load, by: number): Promise<void> {
  const before = load.answered.size;
  await until(
    () => load.answered.size >= before + by,
    () => 'no calls are answered',
    60_000,
  );
}

/** Every answered call and every one that a provider was asked is there once, the chains hold, and all sums are right. */
async function expectWhole(pool: pg.Pool, load: Load, seen: ReadonlySet<string>): Promise<void> {
  const record = await settledRecord(pool, new Set([...load.answered, ...seen]));
  for (const [mark, statuses] of record) expect(statuses, mark).toHaveLength(1);
  for (const mark of load.answered) expect(record.get(mark), mark).toEqual(['completed']);
  const { rows } = await pool.query<{ ledger: string; priced: string }>(
    `SELECT (SELECT count(*) FROM ledger) AS ledger, (SELECT count(*) FROM invocations WHERE cost_amount IS NOT NULL) AS priced`,
  );
  expect(rows[0]?.ledger).toBe(rows[0]?.priced);
  const report = await inSnapshot(pool, (client) =>
    verifyRecord(databaseSource(client, null), { publicKey: null, checkpoints: [] }),
  );
  expect(report.findings).toEqual([]);
  const rollups = await inSnapshot(pool, (client) => verifyRollups(client));
  expect(rollups).toMatchObject({ differing: 0, first: null });
  expect(rollups.compared).toBeGreaterThan(0);
}

it('with two replicas on one database, nothing answered is lost or doubled, whichever of them is killed', async () => {
  const kills = isShort ? 4 : 100;
  const database = await createTestDatabase();
  const standIn = await startStandIn();
  standIn.script('gpt-test-2026', { chunks: 12, chunkDelayMs: 2 });
  const folders = [await newFolder(), await newFolder()];
  const start = (index: number): Promise<GatewayProcess> =>
    startGateway({
      databaseUrl: database.url,
      config: companyConfig({ outside: standIn.url }),
      dataDir: folders[index] ?? '',
      env: companyEnvironment,
    });
  const gateways = [await start(0), await start(1)];
  let turn = 0;
  const load = startLoad({ origin: () => gateways[turn++ % 2]?.origin ?? '', callers: 16 });
  for (let kill = 0; kill < kills; kill++) {
    await answersGrow(load, 10);
    await wait(Math.random() * 100);
    const index = Math.random() < 0.5 ? 0 : 1;
    await gateways[index]?.end('SIGKILL');
    gateways[index] = await start(index);
  }
  await load.stop();
  expect(load.answered.size).toBeGreaterThan(kills * 5);
  await expectWhole(database.pool, load, marksSeenBy(standIn));
  for (const gateway of gateways) expect(await gateway.end('SIGTERM')).toBe(0);
  await standIn.close();
  await database.drop();
});

it('the embedded PostgreSQL may be killed as often as you like: calls go on, and all of them are in the record once', async () => {
  const kills = isShort ? 2 : 20;
  const standIn = await startStandIn();
  const dataDir = await newFolder();
  const gateway = await startGateway({
    databaseUrl: null,
    config: companyConfig({ outside: standIn.url }),
    dataDir,
    env: companyEnvironment,
  });
  const database = await startEmbedded({ dataDir, log: pino({ level: 'silent' }) });
  const load = startLoad({ origin: () => gateway.origin, callers: 8 });
  for (let kill = 0; kill < kills; kill++) {
    await answersGrow(load, 50);
    await wait(Math.random() * 500);
    const { pid } = await until(() => readPostmaster(`${dataDir}/postgres/data`));
    process.kill(pid, 'SIGKILL');
    await until(
      () => (readPostmaster(`${dataDir}/postgres/data`)?.pid ?? pid) !== pid,
      () => 'the database is not started anew',
      60_000,
    );
  }
  await load.stop();
  const pool = createPool(database.url, { max: 2, applicationName: 'proof' });
  await until(
    () => pool.query('select 1').catch(() => null),
    () => 'the database does not come back',
    60_000,
  );
  await expectWhole(pool, load, marksSeenBy(standIn));
  await pool.end();
  expect(await gateway.end('SIGTERM')).toBe(0);
  await database.stop();
  await standIn.close();
});
