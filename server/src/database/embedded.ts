import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Logger } from '../platform/logger.ts';
import { type Account, chooseAccount, programEnvironment } from './embedded/account.ts';
import { type Binaries, findBinaries } from './embedded/binaries.ts';
import { initialise, superuser } from './embedded/initialise.ts';
import { lives, readPostmaster } from './embedded/postmaster.ts';
import { Presence } from './embedded/presence.ts';

export interface EmbeddedOptions {
  /** The data folder (`TOLLGATE_DATA_DIR`); the database lives in `postgres` below it. Made when missing, mode 0700. */
  readonly dataDir: string;
  readonly log: Logger;
  /** False gives up what a power cut would need (tests only). */
  readonly durable?: boolean;
  /** How long a server that runs may leave us without an answer before it is stopped, in milliseconds (20,000). */
  readonly patienceMs?: number;
}

export interface EmbeddedDatabase {
  /** Holds the generated password: never to be logged. */
  readonly url: string;
  /** Whether the server ran already: left over from a crash, or in use by another process of this data folder. */
  readonly adopted: boolean;
  /** Leaves; the last process that leaves stops the server. */
  stop(): Promise<void>;
}

interface Site {
  readonly home: string;
  readonly data: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly durable: boolean;
  readonly log: Logger;
}

const run = promisify(execFile);
const startTimeoutMs = 60_000;
const startsMax = 5;

/**
 * The PostgreSQL of this data folder, as a process of its own on 127.0.0.1 with a port that the system gives. It outlives
 * a crash of ours: whoever starts next adopts it if it answers, and stops it before starting anew if it does not.
 * Everyone who uses it is present in it (see `Presence`), so that a command and a gateway can share it; should it die
 * while it is used, it is started anew at the same address.
 *
 * @throws Error when it cannot be made or started; the message says what to set
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const binaries = findBinaries();
  const account = chooseAccount(dataDir, binaries);
  const durable = options.durable ?? true;
  await initialise(dataDir, binaries, account, durable);
  const home = join(dataDir, 'postgres');
  const site: Site = { home, data: join(home, 'data'), account, binaries, durable, log: options.log };

  const deadline = Date.now() + startTimeoutMs;
  let started = false;
  let failures = 0;
  for (;;) {
    const port = runningPort(site);
    const url = port === null ? null : urlOf(site, port);
    const presence = port === null ? null : await enter(site, port);
    if (url !== null && presence !== null) {
      return { url, adopted: !started, stop: () => leave(site, presence) };
    }
    if (Date.now() > deadline || failures >= startsMax) {
      throw new Error(`The embedded PostgreSQL does not start. Its own words are in ${join(home, 'server.log')}.`);
    }
    if (port === null && (await start(site, await freePort()))) started = true;
    else if (port === null) failures += 1;
    else if (await staysSilent(site, port, options.patienceMs ?? 20_000)) await endHung(site);
  }
}

/** The port of this folder's server while that process lives. */
function runningPort(site: Site): number | null {
  const postmaster = readPostmaster(site.data);
  if (postmaster === null) return null;
  const state = lives(site.data, postmaster.pid);
  // PostgreSQL would take a stranger's process with that number for a server and refuse to start.
  if (state === 'foreign') rmSync(join(site.data, 'postmaster.pid'), { force: true });
  return state === 'ours' ? postmaster.port : null;
}

function urlOf(site: Site, port: number): string {
  const password = readFileSync(join(site.home, 'password'), 'utf8').trim();
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/postgres`;
}

/** Null when it does not answer. Should the server die while we are in it, it is started anew at the same address. */
function enter(site: Site, port: number): Promise<Presence | null> {
  const revive = async (): Promise<void> => {
    if (runningPort(site) !== null) return;
    site.log.error('the embedded PostgreSQL is gone and is started anew');
    await start(site, port);
  };
  return Presence.enter(urlOf(site, port), revive).catch(() => null);
}

/** A server that starts, recovers or stops does not answer for a while; one that hangs never does. */
async function staysSilent(site: Site, port: number, patienceMs: number): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(100)) {
    const now = runningPort(site);
    if (now === null || now !== port) return false;
    const presence = await enter(site, port);
    if (presence !== null) {
      await presence.leave();
      return false;
    }
  }
  return true;
}

/** Our own server, and nobody else's: who it is was read from its data folder and compared with the process. */
async function endHung(site: Site): Promise<void> {
  site.log.warn('the embedded PostgreSQL that runs already does not answer and is stopped');
  try {
    await control(site, ['stop', '-m', 'immediate', '-t', '3']);
  } catch {
    const postmaster = readPostmaster(site.data);
    if (postmaster && lives(site.data, postmaster.pid) === 'ours') process.kill(postmaster.pid, 'SIGKILL');
  }
}

async function start(site: Site, port: number): Promise<boolean> {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    log_min_messages: 'warning',
    max_wal_size: '2GB',
    wal_compression: 'on',
    ...(site.durable
      ? {}
      : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '64MB' }),
  };
  const words = Object.entries(settings).map(([name, value]) => `-c ${name}=${value === '' ? "''" : value}`);
  try {
    await control(site, ['start', '-w', '-t', '50', '-l', join(site.home, 'server.log'), '-o', words.join(' ')]);
    return true;
  } catch (error) {
    // Another process may have started it at the same moment, or taken the port: the caller looks again.
    site.log.debug({ err: error }, 'embedded PostgreSQL did not start');
    await delay(200);
    return false;
  }
}

/** `pg_ctl` runs the server in a session of its own, so that a Ctrl-C on the terminal does not reach it before us. */
async function control(site: Site, words: readonly string[]): Promise<void> {
  const { file, args, ...ids } = site.account.command(site.binaries.pgCtl, [...words, '-D', site.data, '-s']);
  await run(file, args, { ...ids, cwd: site.home, env: programEnvironment() });
}

async function leave(site: Site, presence: Presence): Promise<void> {
  if (await presence.isLast())
    await control(site, ['stop', '-m', 'fast', '-t', '60']).catch((error: unknown) => {
      if (runningPort(site) !== null) throw error;
    });
  await presence.leave();
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
