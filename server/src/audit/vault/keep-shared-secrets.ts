import type pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import { isDatabaseAway } from '../../database/is-away.ts';
import type { Logger } from '../../platform/logger.ts';
import type { MasterKeys } from './master-keys.ts';
import { loadSharedSecrets } from './shared-secrets.ts';
import type { SharedSecrets } from './vault.ts';

/** The shared secrets, which come later when the database is away at the start. */
export interface KeptSecrets {
  /** Null until the database has given them. */
  readonly current: SharedSecrets | null;
  stop(): void;
}

const againMs = 500;

/** @throws CannotOpen when the master key is not the one that the database's secrets were wrapped by */
export async function keepSharedSecrets(pool: pg.Pool, masterKeys: MasterKeys, log: Logger): Promise<KeptSecrets> {
  let current: SharedSecrets | null = null;
  let timer: NodeJS.Timeout | null = null;
  const load = async (): Promise<void> => {
    try {
      current = await loadSharedSecrets(pool, masterKeys);
    } catch (error) {
      if (!isAwayOrNotReady(error)) throw error;
      timer = setTimeout(() => void again(), againMs).unref();
    }
  };
  const again = (): Promise<void> =>
    load().catch((error: unknown) => {
      log.fatal({ reason: describeError(error) }, 'the secrets that all gateways share cannot be opened');
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    });
  await load();
  return {
    get current() {
      return current;
    },
    stop: () => void (timer && clearTimeout(timer)),
  };
}

/** The database is away, or is not migrated yet because it was away at the start. */
function isAwayOrNotReady(error: unknown): boolean {
  const undefinedTable = '42P01';
  return isDatabaseAway(error) || (error instanceof Error && 'code' in error && error.code === undefinedTable);
}
