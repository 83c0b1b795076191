import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { until } from '#support/until.ts';
import { JournalUnavailable } from '../../src/audit/journal/journal.ts';
import { SharedPosition } from '../../src/audit/journal/shared-position.ts';
import { liveReader, openTestJournal, reader } from './open-test-journal.ts';
import { breakOf, numberOf, readAll, sample } from './sample-events.ts';

test('events come back in the order of their appends, numbered without gaps from 1', async () => {
  const journal = await openTestJournal();
  for (let number = 1; number <= 3; number++) await journal.append([sample(number * 10), sample(number * 10 + 1)]);
  const events = await readAll(liveReader(journal), 6);
  expect(events.map(numberOf)).toEqual([10, 11, 20, 21, 30, 31]);
  expect(events.map((event) => event.sequence)).toEqual([1n, 2n, 3n, 4n, 5n, 6n]);
  expect(events[0]).toMatchObject({ kind: 'captured', journalId: journal.id });
});

test('appends of concurrent calls share a sync of the disk', async () => {
  const journal = await openTestJournal();
  const before = journal.syncs;
  await Promise.all(Array.from({ length: 100 }, (_, number) => journal.append([sample(number)])));
  expect(journal.syncs - before).toBeLessThanOrEqual(3);
});

test('an event larger than many segments comes back whole, and so do those around it', async () => {
  const journal = await openTestJournal({ allocatedBytes: 1_000_000 });
  const sizes = [1, 500_000, 65_000, 65_400, 1, 131_000, 0];
  for (const [number, bytes] of sizes.entries()) await journal.append([sample(number, bytes)]);
  const events = await readAll(liveReader(journal), sizes.length);
  expect(events.map(numberOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(events.map((event) => event.content?.box.length)).toEqual(sizes);
  await journal.close();
  const again = await readAll(reader(journal.directory));
  expect(again.map(numberOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(breakOf(again)).toBeNull();
});

test('a live reader is never given an event beyond the durable position', async () => {
  const journal = await openTestJournal();
  await journal.append([1, 2, 3, 4, 5].map((number) => sample(number)));
  const shared = SharedPosition.create();
  const position = new SharedPosition(shared);
  position.publishSegment(1);
  position.publishDurable(2n, Buffer.alloc(32));
  const source = reader(journal.directory, {}, shared);
  expect((await source.next(100, 1e6, 0)).map(numberOf)).toEqual([1, 2]);
  expect(await source.next(100, 1e6, 0)).toEqual([]);
  const waiting = source.next(100, 1e6, 30_000);
  position.publishDurable(4n, Buffer.alloc(32));
  expect((await waiting).map(numberOf)).toEqual([3, 4]);
  position.publishClosed();
  expect(await source.next(100, 1e6, 30_000)).toEqual([]);
  expect(source.ended).toBe(true);
});

test('a reader returns what was not shipped and what was held back, across segments', async () => {
  const journal = await openTestJournal({ allocatedBytes: 500_000 });
  for (let number = 1; number <= 30; number++) await journal.append([sample(number, 10_000)]);
  const source = liveReader(journal, { lastSequence: 27n, held: [3n, 15n] });
  expect((await readAll(source, 5)).map(numberOf)).toEqual([3, 15, 28, 29, 30]);
});

test('a closed journal ends for its live reader after the last event', async () => {
  const journal = await openTestJournal();
  const source = liveReader(journal);
  const appended = journal.append([sample(1)]);
  await journal.close();
  await appended;
  expect((await readAll(source)).map(numberOf)).toEqual([1]);
  await expect(journal.append([sample(2)])).rejects.toThrow(JournalUnavailable);
  expect(journal.reserve(10)).toBeNull();
  expect(journal.state).toMatchObject({ writable: false, reason: 'the journal is closed' });
});

test('segments that are used again never bring events of their earlier use back', async () => {
  const journal = await openTestJournal({ bytesMax: 512 * 1024 });
  const source = liveReader(journal);
  let number = 0;
  for (let round = 0; round < 40; round++) {
    const room = await until(() => journal.reserve(70_000));
    for (let i = 0; i < 20; i++) await journal.append([sample(++number, 3000)], room);
    room.release();
    const events = [];
    while (events.length < 20) events.push(...(await source.next(20, 1e6, 30_000)));
    expect(events.map(numberOf)).toEqual(Array.from({ length: 20 }, (_, i) => round * 20 + i + 1));
    source.release(events.at(-1)?.sequence ?? 0n);
  }
  await journal.close();
  const left = (await readAll(reader(journal.directory))).map(numberOf);
  expect(left.length).toBeGreaterThan(0);
  expect(left).toEqual(Array.from({ length: left.length }, (_, i) => number - left.length + 1 + i));
  expect((await readdir(journal.directory)).filter((name) => name.endsWith('.tgs'))).toEqual([]);
});

test('the backlog counts the events that are durable and not released', async () => {
  const journal = await openTestJournal();
  await journal.append([1, 2, 3].map((number) => sample(number)));
  expect(journal.state.backlogEvents).toBe(3);
  liveReader(journal).release(2n);
  expect(journal.state.backlogEvents).toBe(1);
});

test('a journal begins with the events it was given, before anything else can be written', async () => {
  const journal = await openTestJournal({ first: [sample(100), sample(101)] });
  await journal.append([sample(1)]);
  const events = await readAll(liveReader(journal), 3);
  expect(events.map(numberOf)).toEqual([100, 101, 1]);
  expect(breakOf(events)).toBeNull();
});
