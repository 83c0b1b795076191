import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { buildConsole } from '../../../scripts/build-console.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createPool } from '../../src/database/pool.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server's maintenance database; tests get databases of their own by `createTestDatabase`. */
    databaseServerUrl: string;
    /** The migrated database that they are cloned from. Nobody connects to it. */
    databaseTemplate: string;
  }
}

/** One real PostgreSQL for the whole run, with one migrated database as the template of all others. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildConsole();
  const dataDir = await mkdtemp(join(tmpdir(), 'tollgate-test-'));
  const server = await startEmbedded({ dataDir, log: pino({ level: 'silent' }), durable: false });
  const template = 'tollgate_template';
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  const pool = createPool(withDatabase(server.url, template), { max: 1, applicationName: 'tollgate test template' });
  await migrate(pool);
  await pool.end();
  project.provide('databaseServerUrl', server.url);
  project.provide('databaseTemplate', template);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
