import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Invocation } from '@tollgate/contract';
import { until } from './until.ts';

/** A real gateway process, as `tollgate start` makes it. */
export interface GatewayProcess {
  readonly origin: string;
  readonly adminOrigin: string;
  readonly dataDir: string;
  readonly pid: number;
  /** What it wrote on standard output and standard error so far. */
  output(): string;
  /** Of `/api…`, as the bootstrap administrator. */
  api(
    path: string,
    init?: Omit<RequestInit, 'headers'> & { headers?: Readonly<Record<string, string>> },
  ): Promise<Response>;
  /** The call in the record, once it is settled. */
  settled(requestId: string): Promise<Invocation>;
  /** Ends it with a signal and waits. @returns its exit code; null after a signal ended it */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface GatewayOptions {
  /** Null: the embedded one. */
  readonly databaseUrl: string | null;
  /** The text of its `gateway.yaml`. */
  readonly config: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A folder that lives on across restarts; a new one otherwise, removed by `removeGatewayFolders`. */
  readonly dataDir?: string;
}

/** Which record mode is being tested: `TOLLGATE_TEST_RECORD=database npm test` runs everything in the other one. */
export const recordMode = process.env['TOLLGATE_TEST_RECORD'] ?? 'journal';
/** With how many worker processes: where it makes a difference, in the mode that is the default. */
export const workerCounts: readonly string[] = recordMode === 'journal' ? ['1', '2'] : ['1'];

export const masterKeyText = '5e'.repeat(32);
export const adminToken = 'test-bootstrap-token-0123456789';

const folders: string[] = [];
const processes = new Set<ChildProcess>();

/** Starts a gateway and waits until it serves. @throws with its output when it ends before */
export async function startGateway(options: GatewayOptions): Promise<GatewayProcess> {
  const dataDir = options.dataDir ?? (await newFolder());
  const file = path.join(await newFolder(), 'gateway.yaml');
  await writeFile(file, options.config);
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../src/cli.ts'), 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...(options.databaseUrl === null ? {} : { DATABASE_URL: options.databaseUrl }),
      TOLLGATE_PORT: '0',
      TOLLGATE_DATA_DIR: dataDir,
      TOLLGATE_CONFIG: file,
      TOLLGATE_ADMIN_TOKEN: adminToken,
      // Gateways on one database need the same one, and each has a data folder of its own here.
      TOLLGATE_MASTER_KEY: masterKeyText,
      TOLLGATE_LOG_LEVEL: 'warn',
      // It would call the stand-in a minute on, between the calls that a test looks for.
      TOLLGATE_DRIFT_CHECK_S: '0',
      TOLLGATE_RECORD: recordMode,
      ...options.env,
    },
  });
  processes.add(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      processes.delete(child);
      resolve(code);
    });
  });
  const origins = await until(
    () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new GatewayEnded(output);
      const origin = /base URL (\S+)\/v1/.exec(output)?.[1];
      const adminOrigin = /Console\s+(\S+)\/\n/.exec(output)?.[1];
      return origin && adminOrigin ? { origin, adminOrigin } : null;
    },
    () => `the gateway does not serve:\n${output}`,
    90_000,
  );
  const api: GatewayProcess['api'] = (at, init) =>
    fetch(`${origins.adminOrigin}/api${at}`, {
      ...init,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json', ...init?.headers },
    });
  return {
    ...origins,
    dataDir,
    pid: child.pid ?? 0,
    output: () => output,
    api,
    settled: (requestId) =>
      until(
        async () => {
          const response = await api(`/invocations/${requestId}`);
          if (response.status !== 200) return null;
          const found = (await response.json()) as Invocation;
          return found.status === 'open' ? null : found;
        },
        () => `${requestId} is not settled in the record:\n${output}`,
      ),
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** The gateway ended before it served; the message is its output. */
export class GatewayEnded extends Error {
  override readonly name = 'GatewayEnded';
}

/** For `afterAll`: ends what still runs, and removes the folders. */
export async function cleanUpGateways(): Promise<void> {
  for (const child of processes) child.kill('SIGKILL');
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })));
}

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tollgate-test-gateway-'));
  folders.push(folder);
  return folder;
}
