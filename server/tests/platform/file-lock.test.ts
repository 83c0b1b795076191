import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FolderInUse, lockFolder } from '../../src/platform/file-lock.ts';

it('a folder is locked once, and its lock can be opened by its owner alone', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tollgate-lock-'));
  try {
    const lock = await lockFolder(folder);
    expect((await stat(path.join(folder, 'lock'))).mode & 0o777).toBe(0o600);
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    await lock.release();
    await (await lockFolder(folder)).release();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
