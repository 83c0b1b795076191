import { expect, test } from 'vitest';
import { until } from '#support/until.ts';
import { JournalUnavailable, type Room } from '../../src/audit/journal/journal.ts';
import type { OpenJournal } from '../../src/audit/journal/open-journal.ts';
import { DiskFaults } from './faulty-disk.ts';
import { liveReader, openTestJournal, reserveNow, segmentBytes } from './open-test-journal.ts';
import { numberOf, readAll, sample } from './sample-events.ts';

const fullBytes = 8 * segmentBytes;

/** Appends without room until the journal says this; returns how many events it took. */
async function fill(journal: OpenJournal, reason: string): Promise<number> {
  for (let number = 0; ;) {
    try {
      await journal.append([sample(number, 1000)]);
      number++;
    } catch (error) {
      expect(error).toBeInstanceOf(JournalUnavailable);
      if (journal.state.reason?.includes(reason)) return number;
      await until(() => journal.state.writable || journal.state.reason?.includes(reason));
    }
  }
}

test('a journal at its quota gives no room, writes what held room, and recovers when events are shipped', async () => {
  const journal = await openTestJournal({ bytesMax: fullBytes });
  const rooms = [await reserveNow(journal, 30_000), await reserveNow(journal, 30_000)];
  const filled = await fill(journal, 'full');
  expect(journal.reserve(10_000)).toBeNull();
  expect(rooms[0]?.extend(10_000)).toBe(false);
  expect(journal.state).toMatchObject({ writable: false, reason: expect.stringContaining('full') as string });
  for (let i = 0; i < 5; i++) {
    for (const room of rooms) await journal.append([sample(9000, 5800)], room);
  }
  const source = liveReader(journal);
  const events = [];
  while (events.length < filled + 10) events.push(...(await source.next(100, 1e6, 30_000)));
  expect(events.slice(-10).map(numberOf)).toEqual(Array.from({ length: 10 }, () => 9000));
  expect(journal.reserve(10_000)).toBeNull();
  source.release(events.at(-1)?.sequence ?? 0n);
  await until(() => journal.state.writable);
  const room = await reserveNow(journal, 100_000);
  await journal.append([sample(1, 90_000)], room);
  expect(journal.state.bytes).toBeLessThanOrEqual(fullBytes);
});

test('a disk that is full gives no room, writes what held room, and recovers when there is space again', async () => {
  const faults = new DiskFaults();
  const journal = await openTestJournal({ faults });
  const room = await reserveNow(journal, 50_000);
  faults.full(true);
  await fill(journal, 'ENOSPC');
  expect(journal.reserve(50_000)).toBeNull();
  expect(journal.state).toMatchObject({ writable: false, reason: expect.stringContaining('ENOSPC') as string });
  for (let i = 0; i < 8; i++) await journal.append([sample(i, 6000)], room);
  expect(journal.reserve(50_000)).toBeNull();
  faults.full(false);
  await until(() => journal.reserve(50_000));
  await until(() => journal.state.writable);
  expect(journal.state.reason).toBeNull();
});

test('room that is given back serves others, once', async () => {
  const faults = new DiskFaults();
  const journal = await openTestJournal({ faults, bytesMax: fullBytes });
  faults.full(true);
  let largest = 0;
  for (let bytes = fullBytes; bytes > 0; bytes -= 1024) {
    const room = journal.reserve(bytes);
    if (room === null) continue;
    room.release();
    room.release();
    expect(room.extend(1)).toBe(false);
    largest = bytes;
    break;
  }
  expect(largest).toBeGreaterThan(0);
  const again = journal.reserve(largest);
  expect(again?.bytes).toBe(largest);
});

test('room grows ahead of the calls that ask for it', async () => {
  const journal = await openTestJournal();
  const rooms: Room[] = [];
  while (rooms.length < 100) rooms.push(await reserveNow(journal, segmentBytes / 2));
  await Promise.all(rooms.map((room, number) => journal.append([sample(number, segmentBytes / 2 - 100)], room)));
  expect((await readAll(liveReader(journal), 100)).map(numberOf)).toEqual(rooms.map((_, number) => number));
});

test('an append that is larger than all there may be is refused and harms nobody', async () => {
  const journal = await openTestJournal({ bytesMax: fullBytes });
  const before = journal.append([sample(1)]);
  await expect(journal.append([sample(2, fullBytes)])).rejects.toThrow(JournalUnavailable);
  await Promise.all([before, journal.append([sample(3)])]);
  expect((await readAll(liveReader(journal), 2)).map(numberOf)).toEqual([1, 3]);
});

test('strangers have a small space of their own, that comes back when their events are shipped', async () => {
  const journal = await openTestJournal({ segmentBytes: 4 * segmentBytes, allocatedBytes: 8 * segmentBytes });
  let taken = 0;
  while (journal.appendStranger([sample(taken, 1000)])) {
    taken++;
    if (taken % 20 === 0) await journal.append([sample(5000)]);
  }
  expect(taken).toBeGreaterThan(100);
  expect(taken).toBeLessThan(260);
  await journal.append([sample(6000)]);
  expect(journal.appendStranger([sample(taken, 1000)])).toBe(false);
  const source = liveReader(journal);
  const events = [];
  while (events.length === 0 || numberOf(events.at(-1)!) !== 6000)
    events.push(...(await source.next(100, 1e6, 30_000)));
  expect(events.map(numberOf).filter((number) => number < 5000)).toEqual(Array.from({ length: taken }, (_, i) => i));
  source.release(events.at(-1)?.sequence ?? 0n);
  expect(journal.appendStranger([sample(taken, 1000)])).toBe(true);
});
