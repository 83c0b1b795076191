import type pg from 'pg';
import type { AdministrationHead } from '../audit/events.ts';
import type { Journal } from '../audit/journal/journal.ts';
import { describeError } from '../database/describe-error.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Logger } from '../platform/logger.ts';
import { markInChain, selectUnchained } from './chain-administration-log.queries.ts';

/** One process at a time puts lines into a chain. */
const lock = 7_236_005;
const linesMax = 200;
const lookMs = 1000;

/**
 * Puts the lines of the administration log into the chain of this process: within about a second, and those that were
 * written at a command line as soon as a gateway runs. A line is marked only once its event is durable; after a kill in
 * between there are two equal events of it, of which the first one counts.
 */
export function startChainingAdministrationLog(
  pool: pg.Pool,
  journal: Pick<Journal, 'id' | 'append'>,
  log: Logger,
): { stop(): Promise<void> } {
  let isTold = false;
  const chain = async (): Promise<void> => {
    try {
      await chainLines(pool, journal);
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn({ reason: describeError(error) }, 'the administration log waits to be put into the chain');
      isTold = true;
    }
  };
  let working = chain();
  const timer = setInterval(() => {
    working = working.then(chain);
  }, lookMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await (working = working.then(chain));
    },
  };
}

async function chainLines(pool: pg.Pool, journal: Pick<Journal, 'id' | 'append'>): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock]);
    if (!rows[0]?.mine) return;
    const heads: AdministrationHead[] = await selectUnchained(client, linesMax);
    if (heads.length === 0) return;
    await journal.append(heads.map((head) => ({ kind: 'administration', head, content: null })));
    const ids = heads.map((head) => head.entry_id);
    await markInChain(client, ids, journal.id);
  });
}
