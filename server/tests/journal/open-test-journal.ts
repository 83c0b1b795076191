import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { EventDraft } from '../../src/audit/events.ts';
import type { Room } from '../../src/audit/journal/journal.ts';
import { type OpenJournal, openJournal } from '../../src/audit/journal/open-journal.ts';
import { createReader, type ReaderOptions } from '../../src/audit/journal/reader.ts';
import type { EventSource } from '../../src/audit/shipper/event-source.ts';
import { until } from '#support/until.ts';
import { type DiskFaults, faultyDiskModule } from './faulty-disk.ts';

export const silent = pino({ level: 'silent' });

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tollgate-journal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Small segments, so that tests cross them. */
export const segmentBytes = 64 * 1024;

/** A journal that has `allocatedBytes` (by default two segments' worth) to give away. */
export async function openTestJournal(
  options: {
    root?: string;
    bytesMax?: number;
    segmentBytes?: number;
    allocatedBytes?: number;
    faults?: DiskFaults;
    first?: readonly EventDraft[];
  } = {},
): Promise<OpenJournal> {
  const journal = await openJournal({
    root: options.root ?? (await temporaryFolder()),
    bytesMax: options.bytesMax ?? 8 * 1024 * 1024,
    segmentBytes: options.segmentBytes ?? segmentBytes,
    log: silent,
    first: options.first ?? [],
    disk: options.faults ? { module: faultyDiskModule, data: options.faults.shared } : null,
  });
  onTestFinished(() => journal.close());
  (await reserveNow(journal, options.allocatedBytes ?? 2 * segmentBytes)).release();
  return journal;
}

/** Room of the journal, as soon as it is allocated. */
export function reserveNow(journal: OpenJournal, bytes: number): Promise<Room> {
  return until(
    () => journal.reserve(bytes),
    () => journal.state.reason ?? 'no room',
  );
}

export function liveReader(journal: OpenJournal, after: Partial<ReaderOptions['after']> = {}): EventSource {
  return reader(journal.directory, after, journal.follow);
}

export function reader(
  directory: string,
  after: Partial<ReaderOptions['after']> = {},
  follow: SharedArrayBuffer | null = null,
): EventSource {
  const source = createReader({ directory, after: { lastSequence: 0n, held: [], ...after }, follow, log: silent });
  onTestFinished(() => source.close());
  return source;
}
