import type pg from 'pg';
import { describeError } from '../../../database/describe-error.ts';
import { createPool } from '../../../database/pool.ts';
import { inTransaction } from '../../../database/transaction.ts';
import type { Logger } from '../../../platform/logger.ts';
import { deleteOldCounters, enterAlerts, noteAttempt, selectDueAlerts } from './alerts.queries.ts';
import { createWebhookAgent, sendAlert } from './send-alert.ts';

/** One replica at a time looks for alerts and sends them. */
const lock = 7_236_017;
const roundMs = 2000;
const atOnce = 20;
const retryMaxS = 3600;
/** A webhook that takes nothing for about two days is given up. */
const attemptsMax = 60;
const tidyMs = 3_600_000;

export interface AlertsOptions {
  readonly databaseUrl: string;
  /** `TOLLGATE_WEBHOOK_HOSTS`. */
  readonly hosts: readonly string[];
  readonly secretOf: (reference: string) => string | null;
  readonly log: Logger;
}

/**
 * Tells of budgets that are used to a share. Alerts are entered in the database first and noted as sent when the webhook
 * has taken them, so one may come twice after a kill, and none is lost.
 */
export function startAlerts(options: AlertsOptions): { stop(): Promise<void> } {
  const pool = createPool(options.databaseUrl, { max: 1, applicationName: 'tollgate alerts', queryTimeoutMs: 30_000 });
  const agent = createWebhookAgent();
  let isStopped = false;
  let tidiedAtMs = Number.NEGATIVE_INFINITY;

  const tidy = async (client: pg.PoolClient): Promise<void> => {
    if (performance.now() - tidiedAtMs < tidyMs) return;
    await deleteOldCounters(client);
    tidiedAtMs = performance.now();
  };
  // What is entered is committed before it is sent: its id must be the same when it is sent again.
  const work = async (): Promise<void> => {
    await alone(pool, tidy);
    await alone(pool, enterAlerts);
    await alone(pool, (client) => sendDue(client, options, agent));
  };
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  const schedule = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      working = work()
        .catch((error: unknown) => options.log.debug({ reason: describeError(error) }, 'alerts are tried again'))
        .finally(schedule);
    }, roundMs).unref();
  };
  schedule();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await working;
      await agent.destroy();
      await pool.end();
    },
  };
}

/** Nothing is done while another replica is at it. */
async function alone(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [lock]);
    if (rows[0]?.mine) await work(client);
  });
}

async function sendDue(
  client: pg.PoolClient,
  { hosts, secretOf, log }: AlertsOptions,
  agent: ReturnType<typeof createWebhookAgent>,
): Promise<void> {
  const due = await selectDueAlerts(client, atOnce);
  const nowMs = Date.now();
  const problems = await Promise.all(due.map((alert) => sendAlert(alert, { agent, hosts, secretOf, nowMs })));
  for (const [index, { id, attempts }] of due.entries()) {
    const problem = problems[index] ?? null;
    const isGivenUp = attempts + 1 >= attemptsMax;
    if (problem !== null) log.warn({ alert: id, reason: problem, isGivenUp }, 'an alert was not delivered');
    const retryS = problem === null || isGivenUp ? null : Math.min(retryMaxS, 2 ** attempts);
    await noteAttempt(client, id, { problem, retryS });
  }
}
