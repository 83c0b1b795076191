import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { descendants } from './cpu.ts';
import type { LoadOrder, LoadResult } from './load.ts';

const projectDir = path.dirname(import.meta.dirname);
const hasTaskset = spawnSync('taskset', ['--version']).status === 0;
/** What is measured has a core of its own; the upstream, the load and the database share the other one. */
export const cores = hasTaskset ? { measured: '0', others: '1' } : null;

export interface Running {
  readonly pid: number;
  readonly port: number;
  /** The secret that it asks for. */
  readonly key: string;
  /** The processes of its database, those of now. */
  database(): number[];
  stop(): Promise<void>;
}

/** A script of this folder that says on which port it listens. */
export async function startServer(script: string, args: readonly string[], core: string | undefined): Promise<Running> {
  const child = spawnPinned([path.join(import.meta.dirname, script), ...args], core, {});
  const { port } = await message<{ port: number }>(child, script);
  return { pid: child.pid ?? 0, port, key: 'none', database: () => [], stop: () => stop(child) };
}

export interface RunningGateway extends Running {
  readonly dataDir: string;
}

/** A real gateway with all that it does: authentication, all built-in rules, durable record, metering, cost. */
export async function startGateway(upstreamPort: number): Promise<RunningGateway> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-bench-'));
  const dataDir = path.join(folder, 'data');
  const config = path.join(folder, 'gateway.yaml');
  const key = `bench-${'k'.repeat(32)}`;
  writeFileSync(config, gatewayFile(upstreamPort));
  const port = await freePort();
  const child = spawnPinned([path.join(projectDir, 'server/src/cli.ts'), 'start'], cores?.measured, {
    TOLLGATE_PORT: String(port),
    TOLLGATE_DATA_DIR: dataDir,
    TOLLGATE_CONFIG: config,
    TOLLGATE_LOG_LEVEL: 'warn',
    BENCH_KEY: key,
  });
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`the gateway ended at its start (exit code ${code})`))),
  );
  await Promise.race([ended, until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok, 120_000)]);
  moveDatabase(dataDir);
  return {
    pid: child.pid ?? 0,
    port,
    dataDir,
    key,
    database: () => databaseProcesses(dataDir),
    stop: async () => {
      await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The embedded PostgreSQL: the postmaster, whose id its data folder names, and its backends. */
function databaseProcesses(dataDir: string): number[] {
  const postmaster = Number.parseInt(readFileSync(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8'), 10);
  return [postmaster, ...descendants(postmaster)];
}

/** The database belongs beside what is measured, not on its core; backends to come inherit that from the postmaster. */
function moveDatabase(dataDir: string): void {
  if (!cores) return;
  for (const pid of databaseProcesses(dataDir)) spawnSync('taskset', ['-a', '-p', '-c', cores.others, String(pid)]);
}

/** Runs one load; `atStart` and `atEnd` are called right before and after the calls that count. */
export async function runLoad(order: LoadOrder, atStart: () => void, atEnd: () => void): Promise<LoadResult> {
  const child = spawnPinned([path.join(import.meta.dirname, 'load.ts')], cores?.others, {});
  child.send(order);
  await message<'warm'>(child, 'load.ts');
  atStart();
  child.send('go');
  const result = await message<LoadResult>(child, 'load.ts');
  atEnd();
  return result;
}

export async function until(condition: () => Promise<boolean> | boolean, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const holds = await Promise.resolve()
      .then(condition)
      .catch(() => false);
    if (holds) return;
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

function spawnPinned(argv: readonly string[], core: string | undefined, env: Record<string, string>): ChildProcess {
  const pin = core === undefined ? [] : ['taskset', '-c', core];
  const [command = process.execPath, ...args] = [...pin, process.execPath, ...argv];
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TOLLGATE_|DATABASE_URL$)/.test(name)),
  );
  return spawn(command, args, { env: { ...inherited, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

function message<T>(child: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`${name} ended (exit code ${code})`));
    child.once('exit', onExit);
    child.once('message', (value) => {
      child.off('exit', onExit);
      resolve(value as T);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function gatewayFile(upstreamPort: number): string {
  return JSON.stringify({
    providers: [
      { name: 'bench', protocol: 'openai-compatible', kind: 'local', base_url: `http://127.0.0.1:${upstreamPort}/v1` },
    ],
    models: [
      {
        display_name: 'bench',
        provider: 'bench',
        provider_model: 'bench-1',
        prices: { currency: 'USD', input: '1.25', cached_input: '0.125', output: '10' },
      },
    ],
    users: [{ email: 'bench@example.com', role: 'member' }],
    instances: [{ name: 'bench', owner: 'bench@example.com' }],
    keys: [{ name: 'bench', instance: 'bench', secret: 'env:BENCH_KEY' }],
    grants: [{ model: 'bench', to: 'everyone' }],
  });
}
