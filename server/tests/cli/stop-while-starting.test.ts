import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { lives, readPostmaster } from '../../src/database/embedded/postmaster.ts';
import { until } from '#support/until.ts';

let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  { signal: 'SIGTERM', workers: '1' },
  { signal: 'SIGINT', workers: '2' },
  { signal: 'SIGHUP', workers: '1' },
] as const)(
  '$signal to a start that does not serve yet, with $workers workers, leaves no PostgreSQL behind',
  async ({ signal, workers }) => {
    folder = await mkdtemp(path.join(tmpdir(), 'tollgate-test-stop-'));
    const database = path.join(folder, 'postgres', 'data');
    const gateway = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../src/cli.ts'), 'start'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        TOLLGATE_DATA_DIR: folder,
        TOLLGATE_PORT: '0',
        TOLLGATE_WORKERS: workers,
        TOLLGATE_LOG_LEVEL: 'warn',
      },
    });
    let output = '';
    for (const stream of [gateway.stdout, gateway.stderr])
      stream.on('data', (text: Buffer) => (output += String(text)));
    const ended = once(gateway, 'exit');
    const postmaster = await until(
      () => readPostmaster(database),
      () => `no PostgreSQL is started:\n${output}`,
      60_000,
    );
    gateway.kill(signal);

    expect([...(await ended), output]).toEqual([0, null, '']);
    expect(lives(database, postmaster.pid)).not.toBe('ours');
  },
  120_000,
);
