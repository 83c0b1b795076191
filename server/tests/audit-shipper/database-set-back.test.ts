import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EventDraft } from '../../src/audit/events.ts';
import { openJournal } from '../../src/audit/journal/open-journal.ts';
import { createDamageReports } from '../../src/audit/shipper/damage-reports.ts';
import { startShipper } from '../../src/audit/shipper/start-shipper.ts';
import { createTestDatabase } from '../support/database.ts';
import { sealer } from '../support/vault.ts';
import { headsOf, storedChain } from './chain.ts';
import { open, openHead, part, requestId, settle, settleHead } from './events.ts';
import { payloadText, silent, until } from './ship.ts';
import { masterKeys } from '../support/vault.ts';

test('a database that is set back to a time before the journal gets all that the journal still has, and the key again', async () => {
  const database = await createTestDatabase();
  const root = await mkdtemp(join(tmpdir(), 'tollgate-set-back-'));
  const key: EventDraft = { kind: 'key', head: sealer.head, content: null };
  const options = { root, bytesMax: 4 * 1024 * 1024, segmentBytes: 64 * 1024, log: silent };
  const journal = await openJournal({ ...options, first: [key] });
  const reports = createDamageReports({ journal, indispensable: () => [key], quarantinedFiles: 0, log: silent });
  const shipper = startShipper({ databaseUrl: database.url, masterKeys, journal, reports, log: silent });
  onTestFinished(async () => {
    await reports.stop();
    await journal.close();
    await shipper.stop();
    await database.drop();
    await rm(root, { recursive: true, force: true });
  });
  const { pool } = database;
  const call = async (): Promise<string> => {
    const id = requestId();
    await journal.append([open(openHead(id), part('request_received', id)), settle(settleHead(id))]);
    return id;
  };
  for (let count = 0; count < 200; count += 1) await call();
  await until(() => shipper.backlog().events === 0);

  const tables = ['journals', 'data_keys', 'invocations', 'ledger', 'chain_blocks', 'payload_contents'];
  await pool.query(`truncate ${tables.join(', ')}`);
  const id = await call();
  await until(() => reports.damagedRanges === 1);
  await until(async () => (await pool.query('select from data_keys')).rowCount === 1);

  expect(await payloadText(pool, id, 'request-received')).toBe(id);
  const chain = await storedChain(pool, journal.id);
  const [lost] = headsOf(chain, 'damage') as { from: string; upto: string }[];
  expect(lost).toMatchObject({ from: '1', upto: String(Number(chain.events[0]?.sequence) - 1) });
  expect(chain.breaks).toEqual([chain.events[0]?.sequence]);
  expect(reports.brokenChains).toBe(0);
  const counts = await pool.query<{ calls: number; contents: number }>(
    'select (select count(*)::int from invocations) as calls, (select count(*)::int from payload_contents) as contents',
  );
  expect(counts.rows[0]?.calls).toBe(counts.rows[0]?.contents);
});
