import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { relayTo } from '../support/database-relay.ts';
import { cleanUpGateways, type GatewayProcess, newFolder, startGateway } from '../support/gateway.ts';
import { startLoad } from '../support/load.ts';
import { marksSeenBy, recordedMarks, settledRecord } from '../support/record.ts';

const isShort = process.env['TOLLGATE_PROOF'] === 'short';

afterAll(cleanUpGateways);

function workersOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

const modes = ['journal', 'database'].flatMap((record) => [1, 2].map((workers) => ({ record, workers })));

describe.each(modes)('record in the $record, with $workers workers', ({ record: mode, workers }) => {
  it('every answered call is in the record once, every asked provider call too, however often the gateway is killed', async () => {
    const kills = isShort ? 5 : 100;
    const database = await createTestDatabase();
    const standIn = await startStandIn();
    standIn.script('gpt-test-2026', { chunks: 12, chunkDelayMs: 2 });
    const dataDir = await newFolder();
    const start = (): Promise<GatewayProcess> =>
      startGateway({
        databaseUrl: database.url,
        config: companyConfig({ outside: standIn.url }),
        dataDir,
        env: { ...companyEnvironment, TOLLGATE_RECORD: mode, TOLLGATE_WORKERS: String(workers) },
      });
    let gateway = await start();
    const load = startLoad({ origin: () => gateway.origin, callers: 16 });
    for (let kill = 0; kill < kills; kill++) {
      const before = load.answered.size;
      for (let tries = 0; tries < 1000 && load.answered.size < before + 20; tries++) await wait(10);
      await wait(Math.random() * 100);
      const [worker] = workersOf(gateway.pid);
      if (workers > 1 && kill % 2 === 0 && worker !== undefined) {
        process.kill(worker, 'SIGKILL');
      } else {
        await gateway.end('SIGKILL');
        gateway = await start();
      }
    }
    await load.stop();

    const seen = marksSeenBy(standIn);
    expect(load.answered.size).toBeGreaterThan(kills * 10);
    const record = await settledRecord(database.pool, new Set([...load.answered, ...seen]));
    for (const [mark, statuses] of record) expect(statuses, mark).toHaveLength(1);
    for (const mark of load.answered) expect(record.get(mark), mark).toEqual(['completed']);
    // Whoever was cut off by a kill is told apart from those that were answered.
    const interrupted = [...record.values()].filter(([status]) => status === 'interrupted').length;
    expect(interrupted).toBeGreaterThan(0);
    const { rows } = await database.pool.query<{ ledger: string; priced: string }>(
      `SELECT (SELECT count(*) FROM ledger) AS ledger, (SELECT count(*) FROM invocations WHERE cost_amount IS NOT NULL) AS priced`,
    );
    expect(rows[0]?.ledger).toBe(rows[0]?.priced);

    expect(await gateway.end('SIGTERM')).toBe(0);
    await standIn.close();
    await database.drop();
  });

  it.runIf(mode === 'journal')(
    'calls go on while the database is away, and all of them are in the record when it is back',
    async () => {
      const awayMs = isShort ? 5000 : 60_000;
      const database = await createTestDatabase();
      const relay = await relayTo(database.url);
      const standIn = await startStandIn();
      const gateway = await startGateway({
        databaseUrl: relay.url,
        config: companyConfig({ outside: standIn.url }),
        env: { ...companyEnvironment, TOLLGATE_RECORD: mode, TOLLGATE_WORKERS: String(workers) },
      });
      const load = startLoad({ origin: () => gateway.origin, callers: 8 });
      while (load.answered.size < 50) await wait(10);
      await relay.cut();
      const atCut = load.answered.size;
      const storedAtCut = (await recordedMarks(database.pool)).size;
      await wait(awayMs);
      expect(load.answered.size).toBeGreaterThan(atCut + 50);
      expect((await recordedMarks(database.pool)).size - storedAtCut).toBeLessThanOrEqual(50);
      await relay.mend();
      await load.stop();

      expect([...load.statuses.keys()]).toEqual([200]);
      const record = await settledRecord(database.pool, load.answered);
      expect(record.size).toBe(load.answered.size);
      for (const [mark, statuses] of record) expect(statuses, mark).toEqual(['completed']);
      await gateway.end('SIGTERM');
      await standIn.close();
      await database.drop();
    },
  );
});
