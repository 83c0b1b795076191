import type { BudgetMeasure } from '@tollgate/contract';
import type pg from 'pg';
import { inTransaction } from '../../database/transaction.ts';
import { grant, type GrantRequest } from './grant.ts';
import { type CounterKey, type LeaseRow, lockCounter, selectCounter, writeLease } from './leases.queries.ts';
import { larger, readUnits, type Units, unitsText } from './units.ts';

/** A counter as it is kept in memory. */
export interface Counter extends CounterKey {
  readonly measure: BudgetMeasure;
}

/** What a process asks for. */
export interface Asking extends Omit<GrantRequest, 'need'> {
  /** What calls wait for. */
  readonly need: Units;
  /** The part of `held` that running calls reserve. */
  readonly reserved: Units;
  /** It never asked before, in this period. */
  readonly isFirst: boolean;
}

export interface Granted {
  /** What the process may spend now, in all. */
  readonly granted: Units;
  /** What the record says it used before it asked for the first time; zero afterwards. */
  readonly before: Units;
  readonly others: { readonly used: Units; readonly reserved: Units; readonly isIdle: boolean };
}

/** Grants parts of the counters that all gateway processes share. */
export interface LeaseStore {
  /** @throws when the database does not answer; the lease may then have grown all the same, until the next asking */
  ask(counter: Counter, asking: Asking): Promise<Granted>;
}

/** @param journalId names this process */
export function createLeaseStore(pool: pg.Pool, journalId: string): LeaseStore {
  return {
    ask: (counter, asking) =>
      inTransaction(pool, async (client) => {
        const { measure } = counter;
        await lockCounter(client, counter);
        const state = await selectCounter(client, counter, journalId);
        const before = asking.isFirst ? readUnits(state.own, measure) : 0n;
        const held = asking.held + before;
        const granted = larger(asking.granted + before, held);
        const isIdle = state.is_idle;
        const given = grant(
          { ...asking, granted, held },
          { taken: readUnits(state.taken, measure), replicas: state.replicas, isRecalled: state.is_recalled },
        );
        const recall = given < asking.need && isIdle;
        const now = { granted: granted + given, held, reserved: asking.reserved };
        await writeLease(client, leaseRow(counter, journalId, now), recall);
        const others = { used: readUnits(state.used, measure), reserved: readUnits(state.reserved, measure), isIdle };
        return { granted: granted + given, before, others };
      }),
  };
}

/** How a lease stands in its table. */
export function leaseRow(
  { budgetId, subject, periodFrom, measure }: Counter,
  journalId: string,
  lease: { readonly granted: Units; readonly held: Units; readonly reserved: Units },
): LeaseRow {
  return {
    budget_id: budgetId,
    subject,
    period_from: periodFrom,
    journal_id: journalId,
    granted: unitsText(lease.granted, measure),
    held: unitsText(lease.held, measure),
    reserved: unitsText(lease.reserved, measure),
  };
}
