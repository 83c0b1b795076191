import { readConfig } from '../config/config.ts';
import { serve, serveAsWorker } from '../main.ts';
import { createLogger } from '../platform/logger.ts';
import { greeting } from './greeting.ts';
import { Stopped, stopSignal, whenStopped } from './stop-signal.ts';

/** `tollgate start`: serves until SIGTERM, SIGINT or SIGHUP, then drains. A second signal ends it at once. */
export async function start(): Promise<void> {
  const stopping = stopSignal();
  const config = readConfig(process.env, process.cwd());
  const serving = await serve(config, createLogger(config.logLevel), stopping).catch((error: unknown) => {
    if (error instanceof Stopped) return null;
    throw error;
  });
  if (serving === null) return;
  process.stdout.write(greeting(serving, config));
  await whenStopped(stopping);
  process.stdout.write('Draining: running calls finish, new ones are refused.\n');
  await serving.stop();
}

/** Runs in each of several processes that `start` forked. */
export async function startWorker(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  await serveAsWorker(config, createLogger(config.logLevel));
}
