import fs from 'node:fs';
import { open, unlink } from 'node:fs/promises';

/** What the writer does to the disk; synchronous but for `allocate`. Errors are those of `node:fs`. */
export interface Disk {
  open(file: string): number;
  close(fd: number): void;
  /** Writes all of it. */
  write(fd: number, bytes: Uint8Array, position: number): void;
  sync(fd: number): void;
  rename(from: string, to: string): void;
  remove(file: string): void;
  syncFolder(folder: string): void;
  /** Makes a file whose blocks exist, and leaves none behind when it fails. */
  allocate(file: string, bytes: number): Promise<void>;
}

const zeros = Buffer.alloc(1024 * 1024);

export const nodeDisk: Disk = {
  open: (file) => fs.openSync(file, 'r+'),
  close: (fd) => fs.closeSync(fd),
  write(fd, bytes, position) {
    for (let done = 0; done < bytes.length;) {
      done += fs.writeSync(fd, bytes, done, bytes.length - done, position + done);
    }
  },
  sync: (fd) => fs.fdatasyncSync(fd),
  rename: (from, to) => fs.renameSync(from, to),
  remove: (file) => fs.unlinkSync(file),
  syncFolder(folder) {
    const fd = fs.openSync(folder, 'r');
    try {
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
  },
  async allocate(file, bytes) {
    const handle = await open(file, 'wx', 0o600);
    try {
      // Step by step, so that the appends that share the disk never wait behind a whole segment.
      for (let at = 0; at < bytes; at += zeros.length) {
        const length = Math.min(zeros.length, bytes - at);
        const { bytesWritten } = await handle.write(zeros, 0, length, at);
        if (bytesWritten < length) await handle.write(zeros, 0, length - bytesWritten, at + bytesWritten);
        await handle.datasync();
      }
      await handle.sync();
      await handle.close();
    } catch (error) {
      await handle.close().catch(() => {});
      await unlink(file).catch(() => {});
      throw error;
    }
  },
};
