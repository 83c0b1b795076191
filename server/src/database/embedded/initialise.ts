import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, programEnvironment } from './account.ts';
import type { Binaries } from './binaries.ts';

export const superuser = 'tollgate';
const unfinished = 'postgres-new-';
const run = promisify(execFile);

/**
 * Makes `<dataDir>/postgres` (`data`, `password`) when it is not there. It is made under another name first and then
 * renamed, so that a start that was cut leaves nothing half-made.
 */
export async function initialise(
  dataDir: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  const home = join(dataDir, 'postgres');
  removeUnfinished(dataDir);
  if (existsSync(home)) return;
  const fresh = mkdtempSync(join(dataDir, `${unfinished}${process.pid}-`));
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(fresh, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  mkdirSync(join(fresh, 'data'), { mode: 0o700 });
  if (account.owner)
    for (const path of [fresh, passwordFile, join(fresh, 'data')])
      chownSync(path, account.owner.uid, account.owner.gid);
  const { file, args, ...ids } = account.command(binaries.initdb, [
    `--pgdata=${join(fresh, 'data')}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  try {
    await run(file, args, { ...ids, cwd: fresh, env: programEnvironment() });
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`The embedded PostgreSQL could not make its data folder below ${dataDir}.`, { cause });
  }
  try {
    renameSync(fresh, home);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith(unfinished)) continue;
    try {
      process.kill(Number.parseInt(name.slice(unfinished.length), 10), 0);
    } catch {
      rmSync(join(dataDir, name), { recursive: true, force: true });
    }
  }
}
