import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { until } from '#support/until.ts';
import { JournalUnavailable } from '../../src/audit/journal/journal.ts';
import { liveReader, openTestJournal, reserveNow } from './open-test-journal.ts';
import { sample } from './sample-events.ts';

/** A file system of one mebibyte, or null where this process may not mount one. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmdirSync(folder);
    return null;
  }
}

const disk = process.getuid?.() === 0 ? mountSmallDisk() : null;

afterAll(() => {
  if (disk === null) return;
  execFileSync('umount', [disk]);
  rmdirSync(disk);
});

test.runIf(disk !== null)(
  'on a disk that is really full, calls with room end, others are refused, and it recovers',
  async () => {
    const root = path.join(disk ?? '', 'journal');
    const journal = await openTestJournal({ root, allocatedBytes: 100_000 });
    const room = await reserveNow(journal, 50_000);
    let taken = 0;
    for (let refused = false; !refused;) {
      await journal.append([sample(++taken, 2000)]).catch(async (error: unknown) => {
        expect(error).toBeInstanceOf(JournalUnavailable);
        taken--;
        await until(() => journal.state.writable || journal.state.reason?.includes('ENOSPC'));
        refused = !journal.state.writable;
      });
    }
    expect(journal.reserve(64 * 1024)).toBeNull();
    for (let i = 0; i < 8; i++) await journal.append([sample(++taken, 6000)], room);

    const source = liveReader(journal);
    let events = 0;
    let last = 0n;
    while (events < taken) {
      for (const event of await source.next(100, 1e6, 30_000)) {
        events++;
        last = event.sequence;
      }
    }
    source.release(last);
    await until(() => journal.state.writable);
    (await reserveNow(journal, 64 * 1024)).release();

    await writeFile(path.join(disk ?? '', 'ballast'), Buffer.alloc(2 * 1024 * 1024)).catch(() => {});
    expect(journal.reserve(900_000)).toBeNull();
    await rm(path.join(disk ?? '', 'ballast'));
    (await reserveNow(journal, 400_000)).release();
    await journal.close();
  },
);
