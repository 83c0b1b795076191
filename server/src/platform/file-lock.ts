import { chmod, readFile, realpath, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Held until `release` or the end of the process, however it ends. */
export interface FileLock {
  release(): Promise<void>;
}

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

const lockName = 'lock';
const holderName = 'lock-holder.json';

/**
 * Locks a folder, which must exist, for the life of this process.
 *
 * The lock is the kernel's (a POSIX record lock, which Node only offers through SQLite's exclusive transaction on an
 * empty file): it ends with the process, also by SIGKILL, knows no stale state, no reused process id and no race, and
 * holds between containers that share the folder of one machine. Between machines it holds as far as their network file
 * system passes record locks on. The holder's name stands in a file of its own, since a process that closes any
 * descriptor of a locked file gives up its lock: nothing else may open the file `lock`.
 * @throws FolderInUse when another process, or another part of this one, holds it; its message names the holder
 */
export async function lockFolder(folder: string): Promise<FileLock> {
  const place = await realpath(folder);
  const database = new DatabaseSync(path.join(place, lockName), { timeout: 0 });
  try {
    // Nothing is ever written, so nothing but the lock itself is needed of the transaction.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new FolderInUse(`${folder} is in use by ${await holderOf(place)}`);
  }
  // SQLite makes it readable for everybody, and whoever may read a file may lock it. No descriptor is opened for this.
  await chmod(path.join(place, lockName), 0o600);
  const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(path.join(place, holderName), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  let held = true;
  return {
    release() {
      if (held) database.close();
      held = false;
      return Promise.resolve();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

async function holderOf(folder: string): Promise<string> {
  try {
    const holder = JSON.parse(await readFile(path.join(folder, holderName), 'utf8')) as Record<string, unknown>;
    return `process ${String(holder['pid'])} on ${String(holder['host'])} since ${String(holder['since'])}`;
  } catch {
    return 'another process';
  }
}
