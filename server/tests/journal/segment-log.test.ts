import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Batch } from '../../src/audit/journal/batch.ts';
import { type Disk, nodeDisk } from '../../src/audit/journal/disk.ts';
import { SegmentLog } from '../../src/audit/journal/segment-log.ts';
import { reader, segmentBytes, temporaryFolder } from './open-test-journal.ts';
import { numberOf, readAll, sample } from './sample-events.ts';

function batchOf(...numbers: number[]): Buffer {
  const batch = new Batch(null);
  batch.add(numbers.map((number) => sample(number, 60_000)));
  return Buffer.from(batch.arrayBuffer, 0, batch.bytes);
}

test('when the machine goes down in the middle of an event, no bytes of an earlier use of its segments complete it', async () => {
  const root = await temporaryFolder();
  const directory = path.join(root, 'jrn_x');
  await mkdir(directory);
  let writesLeft = Number.POSITIVE_INFINITY;
  const disk: Disk = {
    ...nodeDisk,
    write(fd, bytes, position) {
      if (writesLeft-- <= 0) throw new Error('the machine is down');
      nodeDisk.write(fd, bytes, position);
    },
  };
  const log = new SegmentLog({
    directory,
    journalId: 'jrn_x',
    segmentBytes,
    segmentsMax: 20,
    nextNumber: 1,
    nextSequence: 1n,
    chainHash: Buffer.alloc(32),
    disk,
    onSegment: () => {},
  });
  for (let i = 0; i < 10; i++) await log.allocate();
  // Every event but the first goes on at the start of the next segment.
  for (let number = 1; number <= 6; number++) log.append(batchOf(number));
  log.release(6n, 20);
  expect((await readdir(directory)).filter((name) => name.endsWith('.tgj'))).toHaveLength(1);
  log.append(batchOf(7));
  log.append(batchOf(8));
  // The first half of the ninth, the header of the next segment, and no more.
  writesLeft = 2;
  expect(() => log.append(batchOf(9))).toThrow('down');
  expect((await readAll(reader(directory))).map(numberOf).slice(-2)).toEqual([7, 8]);
  expect(await readdir(root)).toEqual(['jrn_x']);
});
