import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Agents whose packages are too large to be dependencies of this project: each has a folder with its own lock file here. */
export type AgentName = 'openclaw' | 'codex';

/**
 * Installs what the lock file of the agent's folder names, unless that is there already; no install script of it runs.
 * @returns the path of a command of the package
 */
export function installAgent(name: AgentName): string {
  const folder = path.join(import.meta.dirname, name);
  if (!isInstalled(folder)) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const done = spawnSync(npm, ['ci', '--ignore-scripts', '--include=optional', '--loglevel=error', '--no-progress'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(`npm ci in ${name}/: ${done.error?.message ?? done.stderr}`);
  }
  return path.join(folder, 'node_modules', '.bin', name);
}

function isInstalled(folder: string): boolean {
  const lock = (file: string): Record<string, { version?: string; optional?: boolean }> =>
    (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { packages: Record<string, { version?: string }> })
      .packages;
  if (!existsSync(path.join(folder, 'node_modules/.package-lock.json'))) return false;
  const installed = lock('node_modules/.package-lock.json');
  return Object.entries(lock('package-lock.json')).every(
    ([place, { version, optional }]) => place === '' || optional === true || installed[place]?.version === version,
  );
}
