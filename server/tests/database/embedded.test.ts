import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '../../src/database/embedded.ts';

let parent: string;
let dataDir: string;
let running: EmbeddedDatabase[] = [];

beforeEach(async () => {
  // Only its owner can pass through what `mkdtemp` makes: the hard case for root.
  parent = await mkdtemp(join(tmpdir(), 'tollgate-embedded-'));
  dataDir = join(parent, 'data');
});
afterEach(async () => {
  for (const database of running) await database.stop();
  running = [];
  await rm(parent, { recursive: true, force: true });
});

async function begin(patienceMs?: number): Promise<EmbeddedDatabase> {
  const log = pino({ level: 'silent' });
  const database = await startEmbedded({ dataDir, log, durable: false, ...(patienceMs ? { patienceMs } : {}) });
  running.push(database);
  return database;
}

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql);
    return Object.values(result.rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

const pidFile = (): string => join(dataDir, 'postgres', 'data', 'postmaster.pid');
const serverPid = (): number => Number.parseInt(readFileSync(pidFile(), 'utf8'), 10);

/** A process of its own that starts the database and then waits to be killed. */
async function beginElsewhere(): Promise<ChildProcess> {
  const module = new URL('../../src/database/embedded.ts', import.meta.url).href;
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(module)});
    const log = { debug() {}, warn() {}, error() {} };
    await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log, durable: false });
    console.log('ready');
    setInterval(() => 0, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('it listens on loopback alone, asks for the password, and its data is for its own account', async () => {
  const { url } = await begin();
  expect(await query(url, 'show listen_addresses')).toBe('127.0.0.1');
  const stranger = new URL(url);
  stranger.password = 'wrong';
  await expect(query(stranger.href, 'select 1')).rejects.toThrow('password');
  for (const path of ['postgres', 'postgres/data']) expect((await stat(join(dataDir, path))).mode & 0o077).toBe(0);
  expect((await stat(join(dataDir, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
});

test('data outlives a stop, and the last one who leaves stops the server', async () => {
  const first = await begin();
  await query(first.url, 'create table kept as select 7 as value');
  const second = await begin();
  expect([first.adopted, second.adopted]).toEqual([false, true]);

  await first.stop();
  expect(await query(second.url, 'select value from kept')).toBe(7);
  await second.stop();
  await expect(query(second.url, 'select 1')).rejects.toThrow('ECONNREFUSED');

  const third = await begin();
  expect(third.adopted).toBe(false);
  expect(await query(third.url, 'select value from kept')).toBe(7);
});

test('the server that a killed process left behind is adopted, and stops with us', async () => {
  const child = await beginElsewhere();
  const pid = serverPid();
  child.kill('SIGKILL');
  await once(child, 'exit');

  const database = await begin();
  expect(database.adopted).toBe(true);
  expect(serverPid()).toBe(pid);
  await database.stop();
  await expect(query(database.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  expect(existsSync(pidFile())).toBe(false);
});

test('several that start at once share one server', async () => {
  const all = await Promise.all([begin(), begin(), begin()]);
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  expect(all.filter(({ adopted }) => !adopted)).toHaveLength(1);
});

test('a stale file that names somebody else’s process neither stops the start nor touches that process', async () => {
  const first = await begin();
  const stale = readFileSync(pidFile(), 'utf8');
  await first.stop();
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
  try {
    writeFileSync(pidFile(), stale.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 });
    const database = await begin();
    expect(database.adopted).toBe(false);
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('a server of ours that hangs is ended and started anew', async () => {
  const child = await beginElsewhere();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const pid = serverPid();
  process.kill(pid, 'SIGSTOP');

  const database = await begin(200);
  expect(database.adopted).toBe(false);
  expect(await query(database.url, 'select 1')).toBe(1);
  expect(serverPid()).not.toBe(pid);
});

test('a server that dies while it is used is started anew at the same address', async () => {
  const { url } = await begin();
  const pid = serverPid();
  process.kill(pid, 'SIGKILL');

  const deadline = Date.now() + 40_000;
  let value: unknown;
  while (value === undefined && Date.now() < deadline) {
    value = await query(url, 'select 7').catch(() => undefined);
    if (value === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(value).toBe(7);
  expect(serverPid()).not.toBe(pid);
});

test('knows nothing of the environment that credentials stand in', async () => {
  process.env['TEST_CANARY_CREDENTIAL'] = 'canary-4711';
  try {
    const { url } = await begin();
    const show = `create temp table shown (line text); copy shown from program 'env'; select string_agg(line, ',') from shown`;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const results = (await client.query(show)) as unknown as { rows: Record<string, string>[] }[];
    await client.end();
    const environment = results.at(-1)?.rows[0]?.['string_agg'];
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain('canary');
  } finally {
    delete process.env['TEST_CANARY_CREDENTIAL'];
  }
});
