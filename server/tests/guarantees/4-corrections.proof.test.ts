import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { applyGatewayFile } from '../../src/administration/apply/apply-gateway-file.ts';
import { verifyCosts } from '../../src/administration/verify-costs/verify-costs.ts';
import { verifyRollups } from '../../src/cost/rollups/verify-rollups.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, newFolder, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** Prices for the past, and gateways that are killed while they correct what calls cost. */

const isShort = process.env['TOLLGATE_PROOF'] === 'short';

afterAll(cleanUpGateways);

it('each call is corrected exactly once, however often the gateway that does it is killed', async () => {
  const database = await createTestDatabase();
  const { pool } = database;
  const standIn = await startStandIn();
  const dataDir = await newFolder();
  const config = (price: string): string => companyConfig({ outside: standIn.url }).replace('input: "1.25"', price);
  const start = (text: string): Promise<GatewayProcess> =>
    startGateway({ databaseUrl: database.url, config: text, dataDir, env: companyEnvironment });
  let gateway = await start(config('input: "1.25"'));
  const calls = isShort ? 40 : 1000;
  for (let made = 0; made < calls; made += 20) {
    const some = Array.from({ length: 20 }, (_, index) => chat(gateway.origin, says(`call ${made + index}`)));
    for (const answer of await Promise.all(some)) await gateway.settled(answer.requestId);
  }

  for (let round = 0; round < (isShort ? 2 : 15); round++) {
    const dearer = config(`valid_from: "2026-01-01T00:00:00Z", input: "${round + 2}.5"`);
    const actor = { kind: 'file', path: 'gateway.yaml' } as const;
    await applyGatewayFile(pool, { text: dearer, path: 'gateway.yaml', env: companyEnvironment, actor });
    const isRunning = async (): Promise<boolean> =>
      (await pool.query(`select from price_corrections where state = 'running'`)).rows.length > 0;
    await until(isRunning);
    await wait(Math.random() * 150);
    await gateway.end('SIGKILL');
    // As if the time of the dead process's lease were over.
    await pool.query('update price_corrections set lease_until = now() where lease_until is not null');
    gateway = await start(dearer);
    await until(
      async () => (await pool.query(`select from price_corrections where state <> 'done'`)).rows.length === 0,
      () => 'the correction does not end',
      120_000,
    );
    const { rows } = await pool.query<{ corrections: string }>(
      `select count(*) as corrections from ledger where entry = 'correction'`,
    );
    expect(Number(rows[0]?.corrections)).toBe(calls * (round + 1));
  }
  await until(async () => (await pool.query(`select from invocations where status = 'open'`)).rows.length === 0);
  const window = { from: '2020-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
  const [costs, rollups] = await inSnapshot(pool, async (client) => [
    await verifyCosts(client, window),
    await verifyRollups(client),
  ]);
  expect(costs.samples).toEqual([]);
  expect(rollups).toMatchObject({ differing: 0, first: null });
  expect(await gateway.end('SIGTERM')).toBe(0);
  await standIn.close();
  await database.drop();
});
