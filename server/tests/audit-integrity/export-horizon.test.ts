import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportLines } from '../../src/audit/integrity/export/export-lines.ts';
import { RecordWasCut } from '../../src/audit/integrity/export/horizon.ts';
import { exportSource } from '../../src/audit/integrity/verify/export-source.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import type { InvocationFilter } from '../../src/audit/search/invocations.queries.ts';
import { MemoryJournal, open, openHead, part, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { record, shipAll } from '../audit-shipper/ship.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, newFolder } from '../support/gateway.ts';
import { opener } from '../support/vault.ts';

/** An export shows the record as it was when it began, although it holds no transaction. */

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await cleanUpGateways();
  await database.drop();
});

const body = part('request_received', 'something');

/** Begins an export, does something to the record, and takes the rest of the lines. @returns the file */
async function exportAround(filter: InvocationFilter, meanwhile: () => Promise<unknown>): Promise<string> {
  const file = path.join(await newFolder(), 'export.jsonl');
  let isFirst = true;
  for await (const line of exportLines(database.pool, { filter, opener, signing: null })) {
    if (isFirst) await meanwhile();
    isFirst = false;
    await appendFile(file, line);
  }
  return file;
}

const callsOf = async (file: string) =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; request_id: string; status: string })
    .filter(({ type }) => type === 'invocation')
    .map(({ request_id, status }) => [request_id, status]);

test('calls that begin or end meanwhile, in this journal or in a new one, are shown as they were', async () => {
  const [ended, running, later, elsewhere] = [1, 2, 3, 4].map((hour) => requestId(`2026-11-02T0${hour}:00:00Z`));
  const journal = await record(
    database.pool,
    open(openHead(ended!), body),
    settle(settleHead(ended!)),
    open(openHead(running!), body),
  );
  const goOn = async (): Promise<void> => {
    journal.append(settle(settleHead(running!)), open(openHead(later!), body), settle(settleHead(later!)));
    await shipAll(database.pool, journal);
    await record(database.pool, open(openHead(elsewhere!), body), settle(settleHead(elsewhere!)));
  };
  const file = await exportAround({}, goOn);
  expect(await callsOf(file)).toEqual([
    [ended, 'completed'],
    [running, 'open'],
  ]);
  const report = await verifyRecord(exportSource(file), { publicKey: null, checkpoints: [] });
  expect(report).toMatchObject({ findings: [], chains: 1, calls: 2, events: 3 });
});

test('a filter that finds a call for its end finds none that ended meanwhile', async () => {
  const running = requestId('2026-11-03T01:00:00Z');
  const journal = new MemoryJournal();
  journal.append(open(openHead(running, { final_model: 'one' }), body));
  await shipAll(database.pool, journal);
  const file = await exportAround({ model: ['one'], status: ['completed'] }, async () => {
    journal.append(settle(settleHead(running)));
    await shipAll(database.pool, journal);
  });
  expect(await callsOf(file)).toEqual([]);
  expect((await verifyRecord(exportSource(file), { publicKey: null, checkpoints: [] })).findings).toEqual([]);
  const after = await exportAround({ model: ['one'], status: ['completed'] }, async () => undefined);
  expect(await callsOf(after)).toEqual([[running, 'completed']]);
});

test('an export of which retention drops a part breaks off', async () => {
  await database.pool.query(`select ensure_partition('chain_blocks', 'month', '2019-01-01T00:00:00Z')`);
  const exporting = exportAround({}, () => database.pool.query('drop table chain_blocks_2019_01'));
  await expect(exporting).rejects.toThrow(RecordWasCut);
});

test('an export of which an erasure takes a part breaks off', async () => {
  const exporting = exportAround({}, () =>
    database.pool.query(
      `insert into erasures (id, epoch, scope_kind, scope_id, user_id, reason, actor, requested_at, done_at)
       values ('era_1', 1, 'user', 'usr_ada', 'usr_ada', 'asked for', '{}', now(), now())`,
    ),
  );
  await expect(exporting).rejects.toThrow(RecordWasCut);
});
