import cluster, { type Worker } from 'node:cluster';
import { mkdir } from 'node:fs/promises';
import type { FirstAdministrator } from './administration/sign-in/ensure-first-administrator.ts';
import { type App, startApp } from './app.ts';
import type { Config } from './config/config.ts';
import { StartRefused } from './config/start-refused.ts';
import { startEmbedded } from './database/embedded.ts';
import { FolderInUse, lockFolder } from './platform/file-lock.ts';
import type { Logger } from './platform/logger.ts';
import { prepareWhenThere } from './prepare-database.ts';

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

/** What runs after `serve`. */
export interface Serving {
  readonly origin: string;
  readonly adminOrigin: string;
  /** False on a new database: nothing is configured yet. Null while the database is away. */
  readonly hasModels: boolean | null;
  /** Who may sign in at the console with what, if that was given out just now: to be shown once, and kept nowhere. */
  readonly firstAdministrator: FirstAdministrator | null;
  /** Drains and ends everything that was started. */
  stop(): Promise<void>;
}

/**
 * Serves in this process, or in as many as `TOLLGATE_WORKERS` says, on one data folder that nobody else may use.
 * @param stopping ends a start that is not done yet: what was started is ended, and its reason is thrown
 * @throws StartRefused, CannotListen, GatewayFileInvalid
 */
export async function serve(config: Config, log: Logger, stopping: AbortSignal): Promise<Serving> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`TOLLGATE_DATA_DIR: ${config.dataDir} cannot be made (${error.code ?? error.message})`);
  });
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
    stopping.throwIfAborted();
    const { hasModels, firstAdministrator, stop } = await prepareWhenThere(database.url, config, log);
    started.push(stop);
    stopping.throwIfAborted();
    const app =
      config.workers === 1 ? await startApp(config, database.url, log) : await startWorkers(config, database.url, log);
    started.push(() => app.close());
    stopping.throwIfAborted();
    return { origin: app.origin, adminOrigin: app.adminOrigin, hasModels, firstAdministrator, stop: undo };
  } catch (error) {
    await undo();
    // What a signal interrupted may have failed because of it: a terminal sends it to every process.
    stopping.throwIfAborted();
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
  const close = async (): Promise<void> => {
    isClosing = true;
    await Promise.all(
      [...workers].map((worker) => {
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        worker.process.kill('SIGTERM');
        return ended;
      }),
    );
  };
  try {
    const [first] = await Promise.all(Array.from({ length: config.workers }, start));
    if (!first) throw new StartRefused('no worker was started');
    return { origin: first.origin, adminOrigin: first.adminOrigin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The part of a worker process. */
export async function serveAsWorker(config: Config, log: Logger): Promise<void> {
  // A terminal's signals reach every process; a worker ends when the first one tells it to.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
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
}
