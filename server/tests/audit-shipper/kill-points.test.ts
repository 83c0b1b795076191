import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { openJournal } from '../../src/audit/journal/open-journal.ts';
import { startRecovery } from '../../src/audit/shipper/recovery.ts';
import { startShipper } from '../../src/audit/shipper/start-shipper.ts';
import { createTestDatabase } from '../support/database.ts';
import { storedChain } from './chain.ts';
import { type KillPoint, killPoints } from './kill-points.ts';
import { noReports, silent } from './ship.ts';
import { masterKeys } from '../support/vault.ts';

/** What a process that was killed at this point had acknowledged. */
async function killedAt(
  { moment, place }: KillPoint,
  root: string,
  databaseUrl: string,
): Promise<{ journalId: string; opened: string[]; settled: string[] }> {
  const script = path.join(import.meta.dirname, 'killed-process.ts');
  const child = spawn(process.execPath, [script, root, databaseUrl, moment, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const told: Record<string, string[]> = { journal: [], open: [], settle: [] };
  const lines = createInterface(child.stdout).on('line', (line) => {
    const [word = '', id = ''] = line.split(' ');
    told[word]?.push(id);
  });
  const [[, signal]] = await Promise.all([once(child, 'exit') as Promise<[number, string]>, once(lines, 'close')]);
  expect(signal).toBe('SIGKILL');
  return { journalId: told['journal']?.[0] ?? '', opened: told['open'] ?? [], settled: told['settle'] ?? [] };
}

test.for(killPoints)(
  'a process that is killed $moment “$place” leaves every call in the record once, in one unbroken chain',
  async (point) => {
    const database = await createTestDatabase();
    const root = await mkdtemp(path.join(tmpdir(), 'tollgate-killed-'));
    onTestFinished(async () => {
      await database.drop();
      await rm(root, { recursive: true, force: true });
    });
    const { pool } = database;
    const { journalId, opened, settled } = await killedAt(point, root, database.url);

    const journal = await openJournal({ root, bytesMax: 64 * 1024 * 1024, log: silent });
    const common = { databaseUrl: database.url, masterKeys, journal, reports: noReports, log: silent };
    const shipper = startShipper(common);
    const recovery = startRecovery({ ...common, root });
    await recovery.firstRound;
    await recovery.stop();
    await journal.close();
    await shipper.stop();

    const { rows } = await pool.query<{ id: string; status: string; entries: number; links: number }>(
      `select request_id as id, status, (select count(*)::int from ledger l where l.request_id = i.request_id) as entries,
         (select count(*)::int from tool_calls t where t.request_id = i.request_id) as links from invocations i`,
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    expect(found.size).toBe(rows.length);
    expect(opened.filter((id) => !found.has(id))).toEqual([]);
    expect(settled.filter((id) => found.get(id)?.status !== 'completed')).toEqual([]);
    for (const { status, entries, links } of rows) {
      const booked = status === 'completed' ? 1 : 0;
      expect({ status, entries, links }).toEqual({
        status: status === 'completed' ? 'completed' : 'interrupted',
        entries: booked,
        links: booked,
      });
    }
    const chain = await storedChain(pool, journalId);
    expect(chain.breaks).toEqual([]);
    const contents = await pool.query<{ sequence: string }>(
      'select sequence from payload_contents where journal_id = $1 order by sequence',
      [journalId],
    );
    expect(contents.rows.map(({ sequence }) => BigInt(sequence))).toEqual(
      chain.events.filter(({ content }) => content !== null).map(({ sequence }) => sequence),
    );
    const lost = await pool.query('select from corrections union all select from rejected_events');
    expect(lost.rowCount).toBe(0);
    expect(await readdir(root)).toEqual([journal.id]);
  },
);
