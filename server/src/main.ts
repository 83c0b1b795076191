import cluster, { type Worker } from 'node:cluster';
import { mkdir, readFile } from 'node:fs/promises';
import type { Actor } from './administration/actor.ts';
import { applyGatewayFile } from './administration/apply/apply-gateway-file.ts';
import { ensurePolicy } from './administration/change-policy.ts';
import { type App, startApp } from './app.ts';
import type { Config } from './config/config.ts';
import { StartRefused } from './config/start-refused.ts';
import { startEmbedded } from './database/embedded.ts';
import { migrate } from './database/migrate.ts';
import { createPool } from './database/pool.ts';
import { FolderInUse, lockFolder } from './platform/file-lock.ts';
import type { Logger } from './platform/logger.ts';

/** A database that is ready to be used, and how to let it go. */
export interface OpenDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** The database of this configuration: the one that `DATABASE_URL` names, else the embedded one. */
export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: async () => undefined };
  return startEmbedded({ dataDir: config.dataDir, log });
}

/** Brings the schema and the policy up to date, and applies the configured file. */
export async function prepareDatabase(url: string, config: Config, log: Logger): Promise<void> {
  const pool = createPool(url, { max: 2, applicationName: 'tollgate start' });
  try {
    const applied = await migrate(pool);
    if (applied.length > 0) log.info({ migrations: applied }, 'the schema was brought up to date');
    const { problem } = await ensurePolicy(pool);
    if (problem) log.error({ problem }, "this release's built-in rules are not in force; the ones before stay");
    if (config.gatewayFile !== null) await applyFile(pool, config.gatewayFile, log);
  } finally {
    await pool.end();
  }
}

async function applyFile(pool: ReturnType<typeof createPool>, path: string, log: Logger): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`TOLLGATE_CONFIG: ${path} cannot be read (${error.code ?? error.message})`);
  });
  const actor: Actor = { kind: 'file', path };
  const { version, changes, notes } = await applyGatewayFile(pool, { text, path, env: process.env, actor });
  log.info({ file: path, policy_version: version, changes: changes.length }, 'the configuration file is in force');
  for (const note of notes) log.warn({ file: path }, note);
}

/** What runs after `serve`. */
export interface Serving {
  readonly origin: string;
  readonly adminOrigin: string;
  /** Drains and ends everything that was started. */
  stop(): Promise<void>;
}

/**
 * Serves in this process, or in as many as `TOLLGATE_WORKERS` says, on one data folder that nobody else may use.
 * @throws StartRefused, CannotListen, GatewayFileInvalid
 */
export async function serve(config: Config, log: Logger): Promise<Serving> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(config.dataDir).catch((error: unknown) => {
    if (error instanceof FolderInUse) throw new StartRefused(`TOLLGATE_DATA_DIR: ${error.message}`);
    throw error;
  });
  const started: (() => Promise<void>)[] = [async () => lock.release()];
  const undo = async (): Promise<void> => {
    for (const stop of started.toReversed()) await stop();
  };
  try {
    const database = await openDatabase(config, log);
    started.push(() => database.stop());
    await prepareDatabase(database.url, config, log);
    const app =
      config.workers === 1 ? await startApp(config, database.url, log) : await startWorkers(config, database.url, log);
    started.push(() => app.close());
    return { origin: app.origin, adminOrigin: app.adminOrigin, stop: undo };
  } catch (error) {
    await undo();
    throw error;
  }
}

interface ToWorker {
  readonly databaseUrl: string;
}
type FromWorker =
  | { readonly kind: 'listening for orders' }
  | { readonly kind: 'serving'; readonly origin: string; readonly adminOrigin: string }
  | { readonly kind: 'refused'; readonly problem: string };

/** Several processes share the port; one that dies is replaced, and its journal is recovered by the others. */
async function startWorkers(config: Config, databaseUrl: string, log: Logger): Promise<App> {
  let isClosing = false;
  const workers = new Set<Worker>();
  const start = (): Promise<Extract<FromWorker, { kind: 'serving' }>> =>
    new Promise((resolve, reject) => {
      const worker = cluster.fork();
      workers.add(worker);
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'listening for orders') worker.send({ databaseUrl } satisfies ToWorker);
        else if (message.kind === 'serving') resolve(message);
        else reject(new StartRefused(message.problem));
      });
      worker.once('exit', (code, signal) => {
        workers.delete(worker);
        reject(new StartRefused(`a worker ended with ${signal ?? code} before it served`));
        if (isClosing) return;
        log.error({ code, signal }, 'a worker ended; another one takes its place');
        start().catch((error: unknown) => log.fatal({ error }, 'no worker could take its place'));
      });
    });
  const [first] = await Promise.all(Array.from({ length: config.workers }, start));
  if (!first) throw new StartRefused('no worker was started');
  return {
    origin: first.origin,
    adminOrigin: first.adminOrigin,
    async close() {
      isClosing = true;
      await Promise.all(
        [...workers].map((worker) => {
          const ended = new Promise((resolve) => worker.once('exit', resolve));
          worker.process.kill('SIGTERM');
          return ended;
        }),
      );
    },
  };
}

/** The part of a worker process. */
export async function serveAsWorker(config: Config, log: Logger): Promise<void> {
  const tell = (message: FromWorker, then: () => void = () => undefined): void => void process.send?.(message, then);
  const { databaseUrl } = await new Promise<ToWorker>((resolve) => {
    process.once('message', resolve);
    tell({ kind: 'listening for orders' });
  });
  let app: App;
  try {
    app = await startApp(config, databaseUrl, log);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return tell({ kind: 'refused', problem }, () => process.exit(1));
  }
  tell({ kind: 'serving', origin: app.origin, adminOrigin: app.adminOrigin });
  process.once('SIGTERM', () => {
    void app.close().finally(() => process.exit(0));
  });
  process.on('SIGINT', () => undefined);
}
