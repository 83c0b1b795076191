import { expect, test } from 'vitest';
import { until } from '#support/until.ts';
import { canonicalBytes, leafOf, link } from '../../src/audit/integrity/chain.ts';
import { JournalUnavailable } from '../../src/audit/journal/journal.ts';
import { DiskFaults } from './faulty-disk.ts';
import { liveReader, openTestJournal, reader } from './open-test-journal.ts';
import { breakOf, numberOf, readAll, sample } from './sample-events.ts';

const faultsOf: Record<string, (faults: DiskFaults) => void> = {
  'the sync fails': (faults) => faults.failSync(1),
  'the write fails half way': (faults) => faults.failWrite(),
  'the sync of a later segment of the same batch fails': (faults) => faults.failSync(5),
};

for (const [what, arm] of Object.entries(faultsOf)) {
  test(`when ${what}, the whole batch is refused and never read, and the journal goes on`, async () => {
    const faults = new DiskFaults();
    const journal = await openTestJournal({ faults, allocatedBytes: 500_000 });
    await journal.append([sample(1)]);
    arm(faults);
    const refused = [journal.append([sample(2), sample(3, 200_000)]), journal.append([sample(4)])];
    for (const append of refused) await expect(append).rejects.toThrow(JournalUnavailable);
    await until(() => journal.state.writable);
    await journal.append([sample(5)]);
    await journal.append([sample(6, 1000)]);
    const events = await readAll(liveReader(journal), 3);
    expect(events.map(numberOf)).toEqual([1, 5, 6]);
    expect(events.map((event) => event.sequence)).toEqual([1n, 2n, 3n]);
    expect(breakOf(events)).toBeNull();
    await journal.close();
    expect((await readAll(reader(journal.directory))).map(numberOf)).toEqual([1, 5, 6]);
  });
}

test('a call whose write failed keeps its room for another try', async () => {
  const faults = new DiskFaults();
  const journal = await openTestJournal({ faults });
  const room = await until(() => journal.reserve(20_000));
  faults.failSync(1);
  await expect(journal.append([sample(1, 10_000)], room)).rejects.toThrow('EIO');
  expect(room.bytes).toBe(20_000);
  await journal.append([sample(2, 10_000)], room);
  expect(room.bytes).toBeLessThan(10_000);
});

test('when the thread of the journal ends, what it had is refused, and another one goes on', async () => {
  const faults = new DiskFaults();
  const journal = await openTestJournal({ faults });
  await journal.append([sample(1)]);
  faults.endThread();
  await expect(journal.append([sample(2)])).rejects.toThrow(JournalUnavailable);
  await until(() => journal.state.writable);
  await journal.append([sample(3)]);
  const events = await readAll(liveReader(journal), 2);
  expect(events.map(numberOf)).toEqual([1, 3]);
  expect(breakOf(events)).toBeNull();
  expect(journal.head).toEqual({ sequence: 2n, hash: link(events[1]!.previous, leafOf(canonicalBytes(events[1]!))) });
});
