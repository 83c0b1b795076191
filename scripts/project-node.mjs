// Plain JavaScript that the machine's own Node (20 or later) runs: everything else needs what this installs first.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectDir = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modulesDir = path.join(projectDir, 'node_modules');
const projectNode = path.join(modulesDir, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const lockFile = path.join(projectDir, '.installing');

/**
 * Makes `node_modules` what package-lock.json says, if it is not that yet, and tells so in one line on standard error.
 * Writes nothing when all is there, so that the code folder may be read-only from then on.
 * @throws Error with a message for the person who started the command
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const release = await waitForTurn();
  try {
    if (isInstalled()) return;
    process.stderr.write('Installing what package-lock.json names (npm ci), once …\n');
    const { command, args } = npm();
    const child = spawnSync(
      command,
      [
        ...args,
        'ci',
        '--include=dev',
        '--include=optional',
        '--loglevel=error',
        '--no-progress',
        '--fetch-retry-mintimeout=2000',
      ],
      { cwd: projectDir, encoding: 'utf8', env: outsideEnvironment(), maxBuffer: 64 * 1024 * 1024 },
    );
    if (child.error) throw new Error(`npm could not be run: ${child.error.message}`);
    if (child.status !== 0 || !isInstalled()) throw new Error(whyNot(`${child.stderr}\n${child.stdout}`));
  } finally {
    release();
  }
}

/**
 * Runs a JavaScript or TypeScript file with the Node that this project pins; this process becomes it where the platform
 * lets it, else stands in for it: signals go through, and the exit code comes back.
 * @param {string} entry the file, relative to the project's folder
 * @param {readonly string[]} args
 */
export function runWithProjectNode(entry, args) {
  const argv = [path.join(projectDir, entry), ...args];
  // What was read of sources once is kept for the next process: a start takes half the time.
  process.env.NODE_COMPILE_CACHE ??= path.join(projectDir, 'node_modules', '.cache', 'compile');
  // execve, where this Node has it, leaves no process in between that a SIGKILL could part from the real one.
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(projectNode, [projectNode, ...argv], process.env);
  }
  const child = spawn(projectNode, argv, { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    // A terminal sends Ctrl-C to the whole process group: passing it on as well would make it two.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`${projectNode} could not be run: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** Ends the process with a message and exit code 1. */
export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Compares the lock file with the one that npm leaves in `node_modules` at the end of an installation. */
function isInstalled() {
  const installedFile = path.join(modulesDir, '.package-lock.json');
  if (!existsSync(projectNode) || !existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(path.join(projectDir, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([place, entry]) =>
      !place.includes('node_modules/') || entry.optional || installed[place]?.version === entry.version,
  );
}

function npm() {
  const cli = process.env.npm_execpath ?? '';
  if (path.basename(cli) === 'npm-cli.js' && existsSync(cli) && !process.execPath.startsWith(modulesDir)) {
    return { command: process.execPath, args: [cli] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** The environment without this project's own commands: `npm ci` is about to replace the Node among them. */
function outsideEnvironment() {
  const env = { ...process.env };
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  env[name] = (env[name] ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.startsWith(modulesDir))
    .join(path.delimiter);
  delete env.NODE_OPTIONS;
  return env;
}

/** Two commands on a fresh clone at once: the second waits for the first one's installation. */
async function waitForTurn() {
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      const release = () => rmSync(lockFile, { force: true });
      process.once('exit', release);
      return release;
    } catch (error) {
      if (error.code !== 'EEXIST')
        throw new Error(`The dependencies are not installed, and this folder cannot be written: ${error.message}`);
      const age = Date.now() - (statSync(lockFile, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 10 * 60_000 || isOfTheDead()) rmSync(lockFile, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** An installation that a Ctrl-C cut leaves its lock behind, with the number of a process that is gone. */
function isOfTheDead() {
  try {
    const pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10);
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** @param {string} output what npm printed */
function whyNot(output) {
  const noNetwork = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|ENOTCACHED/.test(output);
  if (noNetwork) {
    return 'The dependencies could not be installed: npm cannot reach its registry (`npm config get registry` names it). Connect to the network once and start again.';
  }
  return `${output.trim().split('\n').slice(-15).join('\n')}\n\nThe dependencies could not be installed (npm ci failed).`;
}
