import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import type { Actor } from './administration/actor.ts';
import { applyGatewayFile } from './administration/apply/apply-gateway-file.ts';
import {
  ensureFirstAdministrator,
  type FirstAdministrator,
} from './administration/sign-in/ensure-first-administrator.ts';
import { ensurePolicy } from './administration/change-policy.ts';
import { selectModels } from './catalog/models.queries.ts';
import type { Config } from './config/config.ts';
import { StartRefused } from './config/start-refused.ts';
import { describeError } from './database/describe-error.ts';
import { isDatabaseAway } from './database/is-away.ts';
import { migrate } from './database/migrate.ts';
import { createPool } from './database/pool.ts';
import type { Logger } from './platform/logger.ts';

/** Brings the schema and the policy up to date, and applies the configured file. @returns what is there then */
export async function prepareDatabase(url: string, config: Config, log: Logger): Promise<{ hasModels: boolean }> {
  const pool = createPool(url, { max: 2, applicationName: 'tollgate start' });
  try {
    const applied = await migrate(pool);
    if (applied.length > 0) log.info({ migrations: applied }, 'the schema was brought up to date');
    const { problem } = await ensurePolicy(pool);
    if (problem) log.error({ problem }, "this release's built-in rules are not in force; the ones before stay");
    if (config.gatewayFile !== null) await applyFile(pool, config.gatewayFile, config.reportTimeZone, log);
    return { hasModels: (await selectModels(pool)).length > 0 };
  } finally {
    await pool.end();
  }
}

async function giveFirstPassword(url: string, { openId }: Config): Promise<FirstAdministrator | null> {
  if (openId?.isOnly) return null;
  const pool = createPool(url, { max: 3, applicationName: 'tollgate start' });
  try {
    return await ensureFirstAdministrator(pool);
  } finally {
    await pool.end();
  }
}

async function applyFile(pool: pg.Pool, path: string, reportTimeZone: string, log: Logger): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`TOLLGATE_CONFIG: ${path} cannot be read (${error.code ?? error.message})`);
  });
  const actor: Actor = { kind: 'file', path };
  const request = { text, path, env: process.env, actor, reportTimeZone };
  const { version, changes, notes } = await applyGatewayFile(pool, request);
  log.info({ file: path, policy_version: version, changes: changes.length }, 'the configuration file is in force');
  for (const note of notes) log.warn({ file: path }, note);
}

const againMs = 500;

/** A database that is prepared, or will be as soon as it answers. */
export interface Preparation {
  /** Null while the database is away. */
  readonly hasModels: boolean | null;
  /** Who may sign in with what, if that was given out just now. */
  readonly firstAdministrator: FirstAdministrator | null;
  /** Stops trying. */
  stop(): Promise<void>;
}

/**
 * Prepares the database. While it is away the start goes on: the gateway serves and refuses calls, and this goes on
 * trying. What turns out to be wrong only then ends the process, as it would have ended the start.
 *
 * @throws whatever else is wrong
 */
export async function prepareWhenThere(url: string, config: Config, log: Logger): Promise<Preparation> {
  try {
    const { hasModels } = await prepareDatabase(url, config, log);
    return { hasModels, firstAdministrator: await giveFirstPassword(url, config), stop: async () => undefined };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    log.warn({ reason: describeError(error) }, 'the database is away; calls are refused until it answers');
  }
  let isStopped = false;
  const trying = (async (): Promise<void> => {
    while (!isStopped) {
      await new Promise((resolve) => setTimeout(resolve, againMs));
      try {
        await prepareDatabase(url, config, log);
        return;
      } catch (error) {
        if (isDatabaseAway(error)) continue;
        const reason = error instanceof Error ? error.message : String(error);
        log.fatal({ reason }, 'the database is back, but the gateway cannot be started on it');
        process.exitCode = 1;
        process.kill(process.pid, 'SIGTERM');
        return;
      }
    }
  })();
  return {
    hasModels: null,
    firstAdministrator: null,
    async stop() {
      isStopped = true;
      await trying;
    },
  };
}
