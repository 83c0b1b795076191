import type { Budget } from '@tollgate/contract';
import { describeError } from '../../database/describe-error.ts';
import { createPool } from '../../database/pool.ts';
import type { Logger } from '../../platform/logger.ts';
import { Account } from './account.ts';
import { type CounterReadings, createCounterReadings } from './counter-readings.ts';
import { followRates, type Rates } from './exchange-rates.ts';
import { createLeaseStore, leaseRow } from './lease-store.ts';
import { type LeaseRow, renewLeases, returnLeases } from './leases.queries.ts';
import { type Period, type Periods, createPeriods } from './periods.ts';
import { readUnits } from './units.ts';

/** What budgets are kept to with. */
export interface Limits {
  readonly periods: Periods;
  readonly rates: Rates;
  /** For who only looks. */
  readonly readings: CounterReadings;
  /** The counter of a hard budget, in memory. */
  account(budget: Budget, subject: string, period: Period): Account;
}

export interface RunningLimits extends Limits {
  /** Gives back what was not used; calls must have ended. */
  stop(): Promise<void>;
}

const heartbeatMs = 500;
/** A period's counter is let go so long after its end, once no call of it runs. */
const keptMs = 60_000;

/**
 * Keeps the counters of this process, and tells the database twice a second what they hold. Its connections have short
 * timeouts and serve nothing else: calls wait for them.
 */
export async function startLimits(options: {
  readonly databaseUrl: string;
  /** Names this process among those that share the counters. */
  readonly journalId: string;
  /** Whose days and months those of budgets are. */
  readonly timeZone: string;
  readonly log: Logger;
}): Promise<RunningLimits> {
  const { journalId, log } = options;
  const pool = createPool(options.databaseUrl, {
    max: 4,
    applicationName: 'tollgate limits',
    statementTimeoutMs: 2000,
    queryTimeoutMs: 3000,
    connectTimeoutMs: 1000,
  });
  const rates = await followRates(pool);
  const periods = createPeriods(options.timeZone);
  const store = createLeaseStore(pool, journalId);
  const accounts = new Map<string, Account>();
  const limitOf = rememberedLimits();

  const rows = (): LeaseRow[] =>
    [...accounts.values()].map(({ counter, lease }) => leaseRow(counter, journalId, lease));
  const beat = async (): Promise<void> => {
    dropOver(accounts, Date.now());
    if (accounts.size === 0) return;
    const atMs = performance.now();
    const told = [...accounts.values()];
    const recalled = await renewLeases(pool, rows());
    for (const account of told) account.heardOf(atMs);
    for (const { budget_id, subject, period_from_ms } of recalled) {
      accounts.get(nameOf(budget_id, subject, period_from_ms))?.returnRest();
    }
  };
  let isAway = false;
  let isStopped = false;
  let beating: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const schedule = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      beating = beat()
        .then(() => void (isAway = false))
        .catch((error: unknown) => {
          if (!isAway) log.warn({ reason: describeError(error) }, 'budgets are kept from memory: no database');
          isAway = true;
        })
        .finally(schedule);
    }, heartbeatMs).unref();
  };
  schedule();

  return {
    periods,
    rates,
    readings: createCounterReadings(pool),
    account(budget, subject, period) {
      const limit = limitOf(budget);
      const name = nameOf(budget.id, subject, period.fromMs);
      let account = accounts.get(name);
      if (!account) {
        const counter = { budgetId: budget.id, subject, periodFrom: period.from, measure: budget.measure };
        account = new Account(counter, period.toMs, limit, store);
        accounts.set(name, account);
      }
      account.limit = limit;
      return account;
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await beating;
      rates.stop();
      if (accounts.size > 0) {
        await returnLeases(pool, rows()).catch((error: unknown) => {
          log.warn({ reason: describeError(error) }, 'what was leased of budgets could not be given back');
        });
      }
      await pool.end();
    },
  };
}

function nameOf(budgetId: string, subject: string, fromMs: number): string {
  return `${budgetId}\n${subject}\n${fromMs}`;
}

function dropOver(accounts: Map<string, Account>, nowMs: number): void {
  for (const [name, account] of accounts) {
    if (account.toMs + keptMs < nowMs && account.isIdle) accounts.delete(name);
  }
}

/** A budget's limit as units; a budget object never changes, so each is read once. */
function rememberedLimits(): (budget: Budget) => bigint {
  const limits = new WeakMap<Budget, bigint>();
  return (budget) => {
    let limit = limits.get(budget);
    if (limit === undefined) limits.set(budget, (limit = readUnits(budget.limit, budget.measure)));
    return limit;
  };
}
