import { readConfig } from '../config/config.ts';
import { version } from '../config/version.ts';
import { type Serving, serve, serveAsWorker } from '../main.ts';
import { untilSignalled } from './until-signalled.ts';
import { createLogger } from '../platform/logger.ts';

/** `tollgate start`: serves until SIGTERM or SIGINT, then drains. A second signal ends it at once. */
export async function start(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  const serving = await serve(config, createLogger(config.logLevel));
  process.stdout.write(greeting(serving, config.adminToken !== null));
  await untilSignalled();
  process.stdout.write('Draining: running calls finish, new ones are refused.\n');
  await serving.stop();
}

/** Runs in each of several processes that `start` forked. */
export async function startWorker(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  await serveAsWorker(config, createLogger(config.logLevel));
}

function greeting({ origin, adminOrigin }: Serving, hasAdminToken: boolean): string {
  const access = hasAdminToken
    ? 'the TOLLGATE_ADMIN_TOKEN that you set'
    : 'a personal token: npx tollgate token create --user EMAIL';
  return `Tollgate ${version}
  OpenAI clients   base URL ${origin}/v1, with a key (npx tollgate key create --instance NAME --name NAME)
  Admin API        ${adminOrigin}/api, with ${access}
  Console          ${adminOrigin}/
  Health           ${origin}/readyz
`;
}
