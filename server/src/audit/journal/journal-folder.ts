import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { type FileLock, lockFolder } from '../../platform/file-lock.ts';
import { newId } from '../../platform/ids.ts';
import { nodeDisk } from './disk.ts';
import type { AdoptedJournal } from './orphans.ts';

/**
 * Makes the folder of a new journal, `root/<id>/`, locked as long as this process lives.
 * @throws the error of the file system
 */
export async function makeJournalFolder(root: string): Promise<AdoptedJournal> {
  const id = newId('jrn');
  const directory = path.join(root, id);
  // Made under another name and locked before it can be seen: nobody takes it for an orphan.
  const hidden = path.join(root, `.${id}`);
  await mkdir(hidden, { recursive: true, mode: 0o700 });
  const lock: FileLock = await lockFolder(hidden);
  await rename(hidden, directory);
  nodeDisk.syncFolder(root);
  return { id, directory, lock };
}
