import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { storedChain } from '../audit-shipper/chain.ts';
import { chat, openChat, readUntil, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { relayTo } from '../support/database-relay.ts';
import {
  cleanUpGateways,
  GatewayEnded,
  type GatewayProcess,
  newFolder,
  recordMode,
  startGateway,
  workerCounts,
} from '../support/gateway.ts';
import { startLoad } from '../support/load.ts';
import { settledRecord } from '../support/record.ts';
import { until } from '../support/until.ts';

/** Nothing recorded is lost or doubled. The long forms, with kills under load, are in the proof beside this file. */

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
    config: companyConfig({ outside: standIn.url, models: ['stand-in-endless-5'] }),
    ...(more.dataDir !== undefined && { dataDir: more.dataDir }),
    env: { ...companyEnvironment, ...more.env },
  });
}

describe.each(workerCounts)('with %s workers', (workers) => {
  it('every answered call is in the record once after an orderly end', async () => {
    const gateway = await start({ env: { TOLLGATE_WORKERS: workers } });
    const load = startLoad({ origin: () => gateway.origin, callers: 8 });
    await until(() => load.answered.size >= 60);
    await load.stop();
    expect(await gateway.end('SIGTERM')).toBe(0);
    const record = await settledRecord(database.pool, load.answered);
    for (const mark of load.answered) expect(record.get(mark)).toEqual(['completed']);
  });

  it.runIf(recordMode === 'journal')(
    'calls made while the database is away are in the record when it is back',
    async () => {
      const relay = await relayTo(database.url);
      const gateway = await start({ databaseUrl: relay.url, env: { TOLLGATE_WORKERS: workers } });
      await relay.cut();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, call) => chat(gateway.origin, says(`away ${call}`))),
      );
      expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
      await relay.mend();
      for (const answer of answers) expect((await gateway.settled(answer.requestId)).status).toBe('completed');
      await gateway.end('SIGTERM');
    },
  );
});

it('a call cut off by a kill becomes interrupted, with the part of the answer that was captured', async () => {
  const dataDir = await newFolder();
  const first = await start({ dataDir });
  const response = await openChat(first.origin, says('go on for ever', { model: 'stand-in-endless-5', stream: true }));
  const requestId = response.headers.get('x-request-id') ?? '';
  // Captured bytes are journalled at the latest every second: after 300 chunks of 5 ms some are.
  const { text, reader } = await readUntil(response, (all) => all.split('data:').length > 300);
  await first.end('SIGKILL');
  await reader.cancel().catch(() => undefined);

  const second = await start({ dataDir });
  const record = await second.settled(requestId);
  expect(record).toMatchObject({ status: 'interrupted', final_model: 'stand-in-endless-5', route: 'external' });
  const captured = await (await second.api(`/invocations/${requestId}/payloads/response-received`)).text();
  expect(captured.length).toBeGreaterThan(1000);
  expect(text.startsWith(captured.slice(0, 1000))).toBe(true);
  await second.end('SIGTERM');
});

it('while the disk of the database is full nothing is lost, and when there is space again nothing is doubled', async () => {
  const own = await createTestDatabase();
  const gateway = await start({ databaseUrl: own.url });
  const before = await chat(gateway.origin, says('before'));
  await gateway.settled(before.requestId);
  await own.pool.query(
    `create function disk_full() returns trigger language plpgsql as $$ begin
       raise exception 'could not extend file: No space left on device' using errcode = '53100';
     end $$;
     create trigger disk_full before insert on chain_blocks for each statement execute function disk_full()`,
  );
  const during = await Promise.all(Array.from({ length: 5 }, (_, call) => chat(gateway.origin, says(`full ${call}`))));
  expect(during.map(({ status }) => status)).toEqual(during.map(() => (recordMode === 'journal' ? 200 : 503)));
  await own.pool.query('drop trigger disk_full on chain_blocks');
  const after = await until(async () => {
    const answer = await chat(gateway.origin, says('after'));
    return answer.status === 200 ? answer : null;
  });
  const answered = [before, ...during, after].filter(({ status }) => status === 200);
  for (const { requestId } of answered) expect((await gateway.settled(requestId)).status).toBe('completed');
  expect(await gateway.end('SIGTERM')).toBe(0);
  const { rows } = await own.pool.query<{ calls: number; entries: number; corrections: number; rejected: number }>(
    `select (select count(*)::int from invocations where status = 'completed') as calls,
       (select count(*)::int from ledger) as entries, (select count(*)::int from corrections) as corrections,
       (select count(*)::int from rejected_events) as rejected`,
  );
  const calls = answered.length;
  expect(rows).toEqual([{ calls, entries: calls, corrections: 0, rejected: 0 }]);
  const journals = await own.pool.query<{ id: string }>('select id from journals');
  expect(journals.rows).toHaveLength(1);
  for (const { id } of journals.rows) expect((await storedChain(own.pool, id)).breaks).toEqual([]);
  await own.drop();
});

it('a second gateway on the same data folder does not start', async () => {
  const dataDir = await newFolder();
  const first = await start({ dataDir });
  const second = start({ dataDir });
  await expect(second).rejects.toThrow(GatewayEnded);
  await expect(second).rejects.toThrow(/TOLLGATE_DATA_DIR/);
  await first.end('SIGTERM');
});
