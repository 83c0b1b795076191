import { copyFile, mkdir, open, readdir, readFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createReader } from '../../src/audit/journal/reader.ts';
import type { OpenJournal } from '../../src/audit/journal/open-journal.ts';
import { liveReader, openTestJournal, reader, silent } from './open-test-journal.ts';
import { breakOf, numberOf, readAll, sample } from './sample-events.ts';

/** Two hundred events over several segments. */
async function filled(): Promise<OpenJournal> {
  const journal = await openTestJournal({ allocatedBytes: 500_000 });
  for (let number = 1; number <= 200; number++) await journal.append([sample(number, 1500)]);
  return journal;
}

const allBut = (...missing: number[]): number[] =>
  Array.from({ length: 200 }, (_, i) => i + 1).filter((number) => !missing.includes(number));

/** Where the event's content stands. */
async function placeOf(directory: string, number: number): Promise<{ file: string; offset: number }> {
  for (const name of await readdir(directory)) {
    const file = path.join(directory, name);
    const offset = name.endsWith('.tgj') ? (await readFile(file)).indexOf(`"req_${number}"`) : -1;
    if (offset >= 0) return { file, offset };
  }
  throw new Error(`event ${number} is nowhere`);
}

async function overwrite(file: string, offset: number, change: (bytes: Buffer) => void, length = 1): Promise<void> {
  const handle = await open(file, 'r+');
  const bytes = Buffer.alloc(length);
  await handle.read(bytes, 0, length, offset);
  change(bytes);
  await handle.write(bytes, 0, length, offset);
  await handle.close();
}

const flipBit = (bytes: Buffer): void => void (bytes[0] = (bytes[0] ?? 0) ^ 4);

async function quarantined(directory: string): Promise<string[]> {
  return readdir(path.join(path.dirname(directory), 'quarantine')).catch(() => []);
}

test('an event with a flipped bit is kept aside and the rest ships', async () => {
  const journal = await filled();
  await journal.close();
  const place = await placeOf(journal.directory, 100);
  await overwrite(place.file, place.offset + 500, flipBit);
  const lost: unknown[] = [];
  const source = createReader({
    directory: journal.directory,
    after: { lastSequence: 0n, held: [] },
    follow: null,
    log: silent,
    onDamage: ({ journalId, from, upto }) => lost.push([journalId, from, upto]),
  });
  const events = await readAll(source);
  expect(events.map(numberOf)).toEqual(allBut(100));
  expect(lost).toEqual([[journal.id, 100n, 100n]]);
  expect(breakOf(events)).toBe(101n);
  const kept = await quarantined(journal.directory);
  expect(kept).toHaveLength(1);
  const bytes = await readFile(path.join(path.dirname(journal.directory), 'quarantine', kept[0] ?? ''));
  expect(bytes.toString('latin1')).toContain('"req_100"');
  expect(bytes.length).toBeLessThan(1700);
});

test('a live reader keeps damage aside too and goes on', async () => {
  const journal = await filled();
  const place = await placeOf(journal.directory, 200);
  await overwrite(place.file, place.offset, flipBit);
  const source = liveReader(journal);
  const events = [];
  while (events.length < 199) events.push(...(await source.next(100, 1e6, 30_000)));
  expect(await source.next(100, 1e6, 0)).toEqual([]);
  await journal.append([sample(201)]);
  events.push(...(await source.next(100, 1e6, 30_000)));
  expect(events.map(numberOf)).toEqual([...allBut(200), 201]);
});

test('a damaged length hides only its own event', async () => {
  const journal = await filled();
  await journal.close();
  const place = await placeOf(journal.directory, 150);
  // Before the head: 16 bytes of the event and 8 of the frame, then `{"request_id":`.
  const frame = place.offset - '{"request_id":'.length - 24;
  await overwrite(place.file, frame + 2, flipBit);
  expect((await readAll(reader(journal.directory))).map(numberOf)).toEqual(allBut(150));
});

test('a segment whose header is damaged is kept aside whole and the others ship', async () => {
  const journal = await filled();
  await journal.close();
  const place = await placeOf(journal.directory, 100);
  await overwrite(place.file, 60, flipBit);
  const numbers = (await readAll(reader(journal.directory))).map(numberOf);
  expect(numbers).not.toContain(100);
  expect(numbers).toContain(1);
  expect(numbers).toContain(200);
  expect(numbers.length).toBeGreaterThan(200 - 45);
  expect(await quarantined(journal.directory)).toContain(
    `${journal.id}-${Number(path.basename(place.file, '.tgj'))}-0.bin`,
  );
});

test('wherever the last write was torn, what was whole before it ships and nothing is kept aside', async () => {
  const journal = await openTestJournal();
  for (let number = 1; number <= 5; number++) await journal.append([sample(number, 300)]);
  await journal.close();
  const place = await placeOf(journal.directory, 5);
  const start = place.offset - '{"request_id":'.length - 24;
  for (let at = start; at < start + 345; at += 23) {
    const directory = path.join(path.dirname(journal.directory), `torn-${at}`);
    await mkdir(directory);
    const copy = path.join(directory, path.basename(place.file));
    await copyFile(place.file, copy);
    if (at % 2 === 0) await truncate(copy, at);
    else await overwrite(copy, at, (bytes) => bytes.fill(0), 400);
    expect((await readAll(reader(directory))).map(numberOf)).toEqual([1, 2, 3, 4]);
  }
  expect(await quarantined(journal.directory)).toEqual([]);
});

test('an event that lost its second half in a lost segment is left out and the rest ships', async () => {
  const journal = await openTestJournal({ allocatedBytes: 1_000_000 });
  await journal.append([sample(1), sample(2, 200_000), sample(3)]);
  await journal.close();
  const names = (await readdir(journal.directory)).filter((name) => name.endsWith('.tgj')).sort();
  expect(names.length).toBeGreaterThan(3);
  await overwrite(path.join(journal.directory, names[2] ?? ''), 1000, flipBit);
  expect((await readAll(reader(journal.directory))).map(numberOf)).toEqual([1, 3]);
});

test('a released part of a finished journal goes, and the rest can still be read', async () => {
  const journal = await filled();
  await journal.close();
  const count = (await readdir(journal.directory)).length;
  const source = reader(journal.directory);
  const events = [];
  while (events.length < 150) events.push(...(await source.next(50, 1e6, 0)));
  source.release(120n);
  expect((await readdir(journal.directory)).length).toBeLessThan(count);
  const rest = await readAll(reader(journal.directory, { lastSequence: 120n }));
  expect(rest.map(numberOf)).toEqual(allBut().slice(120));
});
