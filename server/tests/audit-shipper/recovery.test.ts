import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenJournal, openJournal } from '../../src/audit/journal/open-journal.ts';
import { readInvocation } from '../../src/audit/search/invocations.queries.ts';
import { type RunningRecovery, startRecovery } from '../../src/audit/shipper/recovery.ts';
import { type RunningShipper, startShipper } from '../../src/audit/shipper/start-shipper.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { headsOf, storedChain } from './chain.ts';
import { captured, open, openHead, part, requestId, settle, settleHead } from './events.ts';
import { noReports, payloadText, record, silent, until } from './ship.ts';
import { masterKeys } from '../support/vault.ts';

let database: TestDatabase;
let pool: pg.Pool;
let root: string;
let journals: OpenJournal[] = [];
let running: (RunningShipper | RunningRecovery)[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  root = await mkdtemp(join(tmpdir(), 'tollgate-recovery-'));
});
afterEach(async () => {
  for (const one of running) await one.stop();
  for (const journal of journals) await journal.close();
  running = [];
  journals = [];
  await database.drop();
  await rm(root, { recursive: true, force: true });
});

async function beginJournal(): Promise<OpenJournal> {
  const journal = await openJournal({ root, bytesMax: 64 * 1024 * 1024, log: silent });
  journals.push(journal);
  return journal;
}

function beginShipper(journal: OpenJournal): RunningShipper {
  const shipper = startShipper({ databaseUrl: database.url, masterKeys, journal, reports: noReports, log: silent });
  running.push(shipper);
  return shipper;
}

function beginRecovery(journal: OpenJournal, deadMs = 60_000): RunningRecovery {
  const recovery = startRecovery({
    masterKeys,
    root,
    databaseUrl: database.url,
    journal,
    reports: noReports,
    log: silent,
    deadMs,
    roundMs: 50,
  });
  running.push(recovery);
  return recovery;
}

test('the thread ships what the journal takes, and stopping brings everything home', async () => {
  const journal = await beginJournal();
  const shipper = beginShipper(journal);
  const [done, still] = [requestId(), requestId()];
  await journal.append([open(openHead(done), part('request_received', 'hello')), settle(settleHead(done))]);
  await until(async () => (await readInvocation(pool, done))?.status === 'completed');
  await until(() => shipper.backlog().events === 0);

  await journal.append([open(openHead(still))]);
  await until(() => shipper.backlog().oldestMs !== null);
  await journal.close();
  await shipper.stop();

  expect((await readInvocation(pool, still))?.status).toBe('open');
  expect(await payloadText(pool, done, 'request-received')).toBe('hello');
  expect(shipper.backlog()).toEqual({ events: 0, oldestMs: null });
});

test('what a dead process left is shipped, its open calls become interrupted with what was captured, and its folder goes', async () => {
  const dead = await beginJournal();
  const [settled, cut] = [requestId(), requestId()];
  await dead.append([
    open(openHead(settled)),
    settle(settleHead(settled)),
    open(openHead(cut), part('request_received', 'question')),
    captured({ request_id: cut }, part('response_received', 'half an ans')),
  ]);
  await dead.close();

  const journal = await beginJournal();
  beginShipper(journal);
  await beginRecovery(journal).firstRound;

  await until(async () => (await readInvocation(pool, cut))?.status === 'interrupted');
  expect(await readInvocation(pool, cut)).toMatchObject({ usage: null, cost: null });
  expect(await payloadText(pool, cut, 'response-received')).toBe('half an ans');
  expect((await readInvocation(pool, settled))?.status).toBe('completed');
  expect(await readdir(root)).toEqual([journal.id]);
  const state = await pool.query<{ state: string }>('select state from journals where id = $1', [dead.id]);
  expect(state.rows).toEqual([{ state: 'closed' }]);
});

test('the settles that one orphan holds for another’s calls count before anything is told as interrupted', async () => {
  const first = await beginJournal();
  const id = requestId();
  await first.append([open(openHead(id))]);
  await first.close();
  const second = await beginJournal();
  await second.append([settle(settleHead(id, { status: 'interrupted', cost: null, usage: null }))]);
  await second.close();

  const journal = await beginJournal();
  const shipper = beginShipper(journal);
  await beginRecovery(journal).firstRound;
  expect(await shipper.drain(20_000)).toBe(true);

  expect((await readInvocation(pool, id))?.status).toBe('interrupted');
  expect((await pool.query('select from corrections')).rowCount).toBe(0);
});

test('calls of a journal elsewhere whose lease stays dead become interrupted; a lease that is renewed is left alone', async () => {
  const [lost, alive] = [requestId(), requestId()];
  const elsewhere = await record(pool, open(openHead(lost)));
  const away = await record(pool, open(openHead(alive)));
  await pool.query(`update journals set lease_until = now() - interval '1 minute'`);
  const journal = await beginJournal();
  beginShipper(journal);
  beginRecovery(journal, 400);

  await until(async () => {
    await pool.query(`update journals set lease_until = now() - interval '1 second' where id = $1`, [away.id]);
    return (await readInvocation(pool, lost))?.status === 'interrupted';
  });
  expect((await readInvocation(pool, alive))?.status).toBe('open');
  const states = await pool.query<{ id: string; state: string }>('select id, state from journals where id = any($1)', [
    [elsewhere.id, away.id],
  ]);
  expect(new Map(states.rows.map((row) => [row.id, row.state]))).toEqual(
    new Map([
      [elsewhere.id, 'closed'],
      [away.id, 'live'],
    ]),
  );
});

test('after the first round the chain of this process names how far all chains are, an orphan’s own end among them', async () => {
  const dead = await beginJournal();
  await dead.append([open(openHead(requestId()))]);
  await dead.close();
  const journal = await beginJournal();
  const shipper = beginShipper(journal);
  await beginRecovery(journal).firstRound;
  expect(await shipper.drain(20_000)).toBe(true);

  const { hash } = await storedChain(pool, dead.id);
  const chain = await storedChain(pool, journal.id);
  expect(headsOf(chain, 'heads')).toMatchObject([
    { heads: expect.arrayContaining([{ journal_id: dead.id, sequence: '1', hash: hash.toString('hex') }]) as unknown },
  ]);
});
