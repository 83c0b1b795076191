import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type FileLock, FolderInUse, lockFolder } from '../../platform/file-lock.ts';
import { isMissing } from './segment-folder.ts';

export interface JournalFolder {
  readonly id: string;
  readonly directory: string;
}

/** A journal folder whose process is gone, held by us: no other process adopts it at the same time. */
export interface AdoptedJournal extends JournalFolder {
  readonly lock: FileLock;
}

const idPattern = /^jrn_[0-9a-f-]{36}$/;

/** The journals that no living process writes or has adopted, oldest first. Empty when the root does not exist. */
export async function listOrphans(root: string): Promise<JournalFolder[]> {
  const adopted = await adoptOrphans(root);
  for (const { lock } of adopted) await lock.release();
  return adopted.map(({ id, directory }) => ({ id, directory }));
}

/** As `listOrphans`, and locks each for this process: ship what is in it, then `removeJournal`, or release the lock. */
export async function adoptOrphans(root: string): Promise<AdoptedJournal[]> {
  const adopted: AdoptedJournal[] = [];
  for (const id of await listJournals(root)) {
    const directory = path.join(root, id);
    const lock = await tryLock(directory);
    if (lock !== null) adopted.push({ id, directory, lock });
  }
  return adopted;
}

/** Deletes a journal of which everything was shipped. The caller holds it, or it is `close`d. */
export async function removeJournal(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}

/** Null when it is held, or was removed meanwhile. */
async function tryLock(directory: string): Promise<FileLock | null> {
  try {
    return await lockFolder(directory);
  } catch (error) {
    if (error instanceof FolderInUse || isMissing(error)) return null;
    throw error;
  }
}

/** The ids of all journals there, those that are being written too, oldest first. Empty when the root does not exist. */
export async function listJournals(root: string): Promise<string[]> {
  try {
    return (await readdir(root)).filter((name) => idPattern.test(name)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
