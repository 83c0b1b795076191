import { readConfig } from '../config/config.ts';
import { version } from '../config/version.ts';
import { type Serving, serve, serveAsWorker } from '../main.ts';
import { createLogger } from '../platform/logger.ts';

/** `tollgate start`: serves until SIGTERM or SIGINT, then drains. A second signal ends it at once. */
export async function start(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  const serving = await serve(config, createLogger(config.logLevel));
  process.stdout.write(greeting(serving, config.adminToken !== null));
  await endOfService(serving);
}

/** Runs in each of several processes that `start` forked. */
export async function startWorker(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  await serveAsWorker(config, createLogger(config.logLevel));
}

/** Resolves when everything has ended after a signal. */
export async function endOfService(serving: Serving): Promise<void> {
  await new Promise<void>((resolve) => {
    let isStopping = false;
    const stop = (): void => {
      if (isStopping) process.exit(130);
      isStopping = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
  process.stdout.write('Draining: running calls finish, new ones are refused.\n');
  await serving.stop();
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
