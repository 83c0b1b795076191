import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openJournal } from '../../src/audit/journal/open-journal.ts';
import { createDamageReports } from '../../src/audit/shipper/damage-reports.ts';
import { JournalUnavailable } from '../../src/audit/journal/journal.ts';
import type { EventDraft } from '../../src/audit/events.ts';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, openChat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { cleanUpGateways, newFolder, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { headsOf, storedChain } from './chain.ts';
import { open, openHead, part, requestId, settle, settleHead } from './events.ts';
import { silent } from './ship.ts';

const standIn = await startStandIn();
const database = await createTestDatabase();
const { pool } = database;
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

/** Ten calls of a process that is gone. */
async function leftBehind(root: string): Promise<{ directory: string; id: string; ids: string[] }> {
  const journal = await openJournal({ root, bytesMax: 64 * 1024 * 1024, log: silent });
  const ids = Array.from({ length: 10 }, () => requestId());
  for (const id of ids) {
    await journal.append([open(openHead(id), part('request_received', 'a question')), settle(settleHead(id))]);
  }
  await journal.close();
  return { directory: journal.directory, id: journal.id, ids };
}

/** Flips one bit of what follows the last place that `text` has in the journal's files. */
async function flipBitAt(directory: string, text: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const file = path.join(directory, name);
    const bytes = name.endsWith('.tgj') ? await readFile(file) : Buffer.alloc(0);
    const at = bytes.lastIndexOf(text);
    if (at < 0) continue;
    bytes[at + text.length + 20] = (bytes[at + text.length + 20] ?? 0) ^ 4;
    return writeFile(file, bytes);
  }
  throw new Error(`${text} is nowhere`);
}

test('a flipped bit costs one event: the start goes on, the others ship, and the chain and administrators are told', async () => {
  const dataDir = await newFolder();
  const { directory, id: journalId, ids } = await leftBehind(path.join(dataDir, 'journal'));
  const hit = ids[4] ?? '';
  await flipBitAt(directory, `{"request_id":"${hit}","settled_at"`);

  const options = {
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: companyEnvironment,
    dataDir,
  };
  const gateway = await startGateway(options);
  expect((await chat(gateway.origin, says('hello'))).status).toBe(200);
  for (const id of ids) {
    expect((await gateway.settled(id)).status).toBe(id === hit ? 'interrupted' : 'completed');
  }

  const damage = {
    journal_id: journalId,
    from: '10',
    upto: '10',
    reason: expect.stringContaining('damaged') as string,
  };
  const told = await until(async () => {
    const { rows } = await pool.query<{ id: string }>('select id from journals where id <> $1', [journalId]);
    const chains = await Promise.all(rows.map(({ id }) => storedChain(pool, id)));
    return chains.find((chain) => headsOf(chain, 'damage').length > 0);
  }, gateway.output);
  expect(headsOf(told, 'damage')).toEqual([expect.objectContaining(damage)]);
  expect(told.breaks).toEqual([]);
  const chain = await storedChain(pool, journalId);
  expect(chain.events).toHaveLength(19);
  expect(chain.breaks).toEqual([11n]);

  const readiness = await fetch(`${gateway.adminOrigin}/readyz`);
  expect(readiness.status).toBe(200);
  expect(await readiness.json()).toMatchObject({
    status: 'ready',
    notices: ['a range of events was lost to a damaged disk'],
  });
  const metrics = await (await fetch(`${gateway.adminOrigin}/metrics`)).text();
  expect(metrics).toContain('tollgate_journal_damaged_ranges_total 1\n');
  expect(metrics).toContain('tollgate_chain_breaks_total 0\n');
  expect(await gateway.end('SIGTERM')).toBe(0);

  const next = await startGateway(options);
  expect(await (await fetch(`${next.adminOrigin}/readyz`)).json()).toMatchObject({
    notices: ['a damaged part of a journal lies in the quarantine folder'],
  });
});

test('a range that is met again counts once, and its event is tried until the journal takes it', async () => {
  const taken: EventDraft[] = [];
  let refusals = 2;
  const append = async (events: readonly EventDraft[]): Promise<void> => {
    refusals -= 1;
    if (refusals >= 0) throw new JournalUnavailable('full');
    taken.push(...events);
  };
  const reports = createDamageReports({
    journal: { id: 'jrn_own', append },
    indispensable: () => [],
    quarantinedFiles: 0,
    log: silent,
    retryMs: 1,
  });
  const damage = { journalId: 'jrn_1', from: 5n, upto: 7n, reason: 'a test' };
  reports.damaged(damage);
  reports.damaged(damage);
  reports.damaged({ ...damage, from: 9n, upto: 9n });
  await until(() => taken.length === 2);
  await reports.stop();
  expect(taken.map(({ head }) => head)).toMatchObject([
    { journal_id: 'jrn_1', from: '5', upto: '7' },
    { journal_id: 'jrn_1', from: '9', upto: '9' },
  ]);
  expect(reports.damagedRanges).toBe(2);
  expect(reports.notices()).toEqual(['2 ranges of events were lost to a damaged disk']);
});

test('an event that the tables do not take is told to administrators', async () => {
  const gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: companyEnvironment,
  });
  await pool.query(`alter table invocations add constraint none check (client_request_id <> 'refused-by-the-table')`);
  const headers = { 'x-request-id': 'refused-by-the-table' };
  const response = await openChat(gateway.origin, says('hello'), undefined, { headers });
  expect(response.status).toBe(200);
  await until(async () => (await pool.query('select from rejected_events')).rowCount === 1, gateway.output);
  const notices = async (): Promise<unknown> =>
    ((await (await fetch(`${gateway.adminOrigin}/readyz`)).json()) as { notices: unknown }).notices;
  await until(
    async () => JSON.stringify(await notices()).includes('an event is kept in rejected_events'),
    gateway.output,
  );
  const metrics = await (await fetch(`${gateway.adminOrigin}/metrics`)).text();
  expect(metrics).toContain('tollgate_rejected_events_total 1\n');
  expect(gateway.output()).not.toContain('refused-by-the-table');
});
