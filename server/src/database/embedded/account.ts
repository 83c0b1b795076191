import { execFileSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Binaries } from './binaries.ts';

/**
 * The account that PostgreSQL's programs run under. They refuse to run as root, so root lends them the system user
 * `postgres` (and makes it where it is missing); everybody else runs them as themselves.
 */
export interface Account {
  /** Null: this process's own. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** How to start a program under it: put before the program and its arguments. */
  command(program: string, args: readonly string[]): { file: string; args: string[]; uid?: number; gid?: number };
}

const own: Account = { owner: null, command: (file, args) => ({ file, args: [...args] }) };

/**
 * @param dataDir exists already. Root opens it (not what is in it) for others to pass through, mode 0711.
 * @throws when the user `postgres` could not reach `dataDir`; the message names TOLLGATE_DATA_DIR
 */
export function chooseAccount(dataDir: string, binaries: Binaries): Account {
  if (process.getuid?.() !== 0) return own;
  const owner = postgresUser();
  const mode = statSync(dataDir).mode & 0o777;
  if ((mode & 0o001) === 0) chmodSync(dataDir, mode | 0o011);
  if (isPassable(dataDir) && isPassable(dirname(binaries.postgres))) {
    return { owner, command: (file, args) => ({ file, args: [...args], uid: owner.uid, gid: owner.gid }) };
  }
  return passingThrough(owner, dataDir, binaries);
}

/** Every folder down to `path` lets others pass. */
function isPassable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * Below a folder that only root may pass (`/root`, one made by `mktemp -d`) the programs keep the one capability that
 * lets them through. `setpriv` is a part of util-linux, which every common distribution has.
 */
function passingThrough(owner: { uid: number; gid: number }, dataDir: string, binaries: Binaries): Account {
  for (const capability of ['dac_read_search', 'dac_override']) {
    const prefix = [
      `--reuid=${owner.uid}`,
      `--regid=${owner.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
    ];
    try {
      execFileSync('setpriv', [...prefix, binaries.postgres, '--version'], { stdio: 'pipe' });
    } catch {
      continue;
    }
    return { owner, command: (program, args) => ({ file: 'setpriv', args: [...prefix, program, ...args] }) };
  }
  throw new Error(
    `The embedded PostgreSQL runs as the user "postgres", which cannot pass through the folders above ${dataDir} or above this program. ` +
      'Set TOLLGATE_DATA_DIR to a folder whose parents others may pass (mode 0711), start the gateway as an ordinary user, or set DATABASE_URL.',
  );
}

function postgresUser(): { uid: number; gid: number } {
  try {
    return idsOf('postgres');
  } catch {
    try {
      execFileSync(
        'useradd',
        ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
        { stdio: 'pipe' },
      );
      return idsOf('postgres');
    } catch (cause) {
      throw new Error(
        'PostgreSQL does not run as root, and the system user "postgres" neither exists nor could be made. ' +
          'Start the gateway as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours.',
        { cause },
      );
    }
  }
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string): number =>
    Number.parseInt(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }), 10);
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * What PostgreSQL's programs get of our environment. Not the rest: providers' credentials and tokens stand there, and
 * every process of the server shows its environment to whoever may read files in SQL.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  const passed = ['PATH', 'HOME', 'TZ', 'TMPDIR', 'LD_LIBRARY_PATH', 'SystemRoot'];
  return { ...Object.fromEntries(passed.map((name) => [name, process.env[name]])), LC_ALL: 'C' };
}
