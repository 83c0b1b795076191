import { parentPort, workerData } from 'node:worker_threads';
import { type Disk, nodeDisk } from './disk.ts';
import { findSegments } from './segment-folder.ts';
import { SegmentLog } from './segment-log.ts';
import { SharedPosition } from './shared-position.ts';
import type { ToWriter, WriterData, WriterReport } from './writer-messages.ts';

/**
 * The thread that writes a journal. Each batch is one write and one fdatasync, both synchronous: the thread has nothing
 * else to do, and libuv's pool is shared with work that takes long. Room is allocated beside that, step by step.
 */
const retryMs = 500;
const releaseLookMs = 1000;

const data = workerData as WriterData;
const port = parentPort ?? raise('this is the thread of a journal, started by openJournal');
const position = new SharedPosition(data.shared);
const log = await openLog();
let freeBytesWanted = data.freeBytesWanted;
let answeredBytes = 0;
let allocating = false;
let retry: NodeJS.Timeout | null = null;
let allocationTrouble: string | null = null;
let writeTrouble: string | null = null;
let closed = false;

port.on('message', (message: ToWriter) => {
  if (message.type === 'close') return close();
  freeBytesWanted = message.freeBytesWanted;
  if (message.type === 'batch') write(message.buffer, message.bytes);
  void allocate();
});
void watchReleases();
await allocate();

async function openLog(): Promise<SegmentLog> {
  const { directory, journalId, segmentBytes, segmentsMax } = data;
  const found = await findSegments(directory);
  const last = found.segments.at(-1);
  const disk = await openDisk();
  const { head } = position;
  for (const spare of found.spares) disk.remove(spare);
  const segmentLog = new SegmentLog({
    directory,
    journalId,
    segmentBytes,
    segmentsMax,
    disk,
    nextNumber: (last?.number ?? 0) + 1,
    nextSequence: head.sequence + 1n,
    chainHash: head.hash,
    onSegment: (number) => position.publishSegment(number),
  });
  // After the thread ended unexpectedly its files are still there: what was durable stays, the next header voids the rest.
  segmentLog.adopt(
    found.segments.map(({ number }, index) => ({
      number,
      lastSequence: (found.segments[index + 1]?.header?.firstSequence ?? position.durable + 1n) - 1n,
    })),
  );
  return segmentLog;
}

async function openDisk(): Promise<Disk> {
  if (data.disk === null) return nodeDisk;
  const { createDisk } = (await import(data.disk.module)) as { createDisk: (data: unknown) => Disk };
  return createDisk(data.disk.data);
}

function write(buffer: ArrayBuffer, bytes: number): void {
  let error: string | null = null;
  try {
    log.append(Buffer.from(buffer, 0, bytes));
    position.publishDurable(log.nextSequence - 1n, log.chainHash);
    writeTrouble = null;
  } catch (cause) {
    error = wordsOf(cause);
    writeTrouble = error;
    openNext();
  }
  answeredBytes += bytes;
  report({ buffer, error });
}

/** A batch failed: the next segment's header voids it for readers too, so it is written at once, or as soon as it can be. */
function openNext(): void {
  if (log.hasActive) return;
  try {
    log.activate();
    writeTrouble = null;
  } catch (cause) {
    writeTrouble ??= wordsOf(cause);
    tryAgainLater();
  }
}

/** Allocates until there is as much free as is wanted, the quota is used up or the disk is full. */
async function allocate(): Promise<void> {
  if (allocating || retry !== null || closed) return;
  allocating = true;
  try {
    while (log.freeBytes < freeBytesWanted && log.mayAllocate && !closed) {
      await log.allocate();
      allocationTrouble = null;
      openNext();
      report(null);
    }
  } catch (cause) {
    allocationTrouble = wordsOf(cause);
    tryAgainLater();
    report(null);
  } finally {
    allocating = false;
  }
}

function tryAgainLater(): void {
  retry ??= setTimeout(() => {
    retry = null;
    if (closed) return;
    openNext();
    report(null);
    void allocate();
  }, retryMs);
}

async function watchReleases(): Promise<void> {
  let done = 0n;
  while (!closed) {
    const mark = position.releasedMark;
    const { released } = position;
    if (released > done) {
      release(released);
      done = released;
    }
    await position.releasedChange(mark, releaseLookMs);
  }
}

function release(uptoSequence: bigint): void {
  try {
    log.release(uptoSequence, Math.ceil(freeBytesWanted / data.segmentBytes) + 1);
  } catch (cause) {
    allocationTrouble = wordsOf(cause);
  }
  if (!log.hasActive) openNext();
  report(null);
  void allocate();
}

function close(): void {
  closed = true;
  if (retry !== null) clearTimeout(retry);
  log.close();
  position.publishClosed();
  report(null);
  port.close();
}

function report(batch: WriterReport['batch']): void {
  const message: WriterReport = {
    type: 'report',
    batch,
    answeredBytes,
    freeBytes: log.freeBytes,
    usedBytes: log.usedBytes,
    canWrite: log.hasActive,
    mayAllocate: log.mayAllocate,
    trouble: writeTrouble ?? allocationTrouble,
    syncs: log.syncs,
    closed,
  };
  port.postMessage(message, batch === null ? [] : [batch.buffer]);
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function raise(message: string): never {
  throw new Error(message);
}
