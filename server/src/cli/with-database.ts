import type pg from 'pg';
import { type Config, readConfig } from '../config/config.ts';
import { createPool } from '../database/pool.ts';
import { openDatabase } from '../main.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { stopSignal } from './stop-signal.ts';

/**
 * Runs a command on the configured database: on the embedded one it joins the running gateway's, or starts it for as
 * long as the command takes.
 *
 * @param isPrepared brings schema and policy up to date first
 */
export async function withDatabase<T>(
  isPrepared: boolean,
  work: (pool: pg.Pool, config: Config, log: Logger) => Promise<T>,
): Promise<T> {
  const stopping = stopSignal();
  const config = readConfig(process.env, process.cwd());
  const log = createLogger(process.env['TOLLGATE_LOG_LEVEL'] === undefined ? 'warn' : config.logLevel);
  const database = await openDatabase(config, log);
  try {
    stopping.throwIfAborted();
    if (isPrepared) await prepareDatabase(database.url, { ...config, gatewayFile: null }, log);
    const pool = createPool(database.url, { max: 2, applicationName: 'tollgate command' });
    try {
      stopping.throwIfAborted();
      return await work(pool, config, log);
    } finally {
      await pool.end();
    }
  } finally {
    await database.stop();
  }
}
