import { type Disk, nodeDisk } from '../../src/audit/journal/disk.ts';

/** A real disk that fails when it is told to, from another thread. */
export class DiskFaults {
  readonly shared: SharedArrayBuffer;
  private readonly switches: Int32Array;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(16)) {
    this.shared = shared;
    this.switches = new Int32Array(shared);
  }

  /** The n-th sync from now fails once; what was written stays in the file. */
  failSync(n: number): void {
    Atomics.store(this.switches, 0, n);
  }

  /** The next write fails once, with half of it in the file. */
  failWrite(): void {
    Atomics.store(this.switches, 1, 1);
  }

  /** No file can be made until `full(false)`. */
  full(isFull: boolean): void {
    Atomics.store(this.switches, 2, isFull ? 1 : 0);
  }

  /** The next write ends the thread, with half of it in the file. */
  endThread(): void {
    Atomics.store(this.switches, 3, 1);
  }

  isDue(fault: 'sync' | 'write' | 'thread'): boolean {
    const index = { sync: 0, write: 1, thread: 3 }[fault];
    return Atomics.load(this.switches, index) > 0 && Atomics.sub(this.switches, index, 1) === 1;
  }

  get isFull(): boolean {
    return Atomics.load(this.switches, 2) === 1;
  }
}

/**
 * For `openJournal({ disk: { module: faultyDiskModule, data: faults.shared } })`, whose thread calls it by its name.
 * @public
 */
export function createDisk(shared: SharedArrayBuffer): Disk {
  const faults = new DiskFaults(shared);
  return {
    ...nodeDisk,
    sync(fd) {
      if (faults.isDue('sync')) throw new Error('EIO: i/o error, fdatasync');
      nodeDisk.sync(fd);
    },
    write(fd, bytes, position) {
      const isLast = faults.isDue('thread');
      if (!isLast && !faults.isDue('write')) return nodeDisk.write(fd, bytes, position);
      nodeDisk.write(fd, bytes.subarray(0, bytes.length / 2), position);
      if (isLast) process.exit(1);
      throw new Error('EIO: i/o error, write');
    },
    async allocate(file, bytes) {
      if (faults.isFull) throw new Error('ENOSPC: no space left on device, write');
      await nodeDisk.allocate(file, bytes);
    },
  };
}

export const faultyDiskModule = import.meta.url;
