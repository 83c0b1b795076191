import type pg from 'pg';
import { createPool } from './database/pool.ts';

/** Connections by what they are for: nobody waits behind a kind of work that takes longer than their own. */
export interface Pools {
  readonly pool: pg.Pool;
  readonly searches: pg.Pool;
  readonly exports: pg.Pool;
  /** Asked while a call waits: it answers at once or not at all. */
  readonly links: pg.Pool;
  /** It is agents who ask. */
  readonly usage: pg.Pool;
  readonly maintenance: pg.Pool;
  readonly erasures: pg.Pool;
  readonly retention: pg.Pool;
  readonly corrections: pg.Pool;
}

/** Opens them on a database; they end with what `made` holds. */
export function openPools(databaseUrl: string, made: AsyncDisposableStack): Pools {
  const open = (
    name: string,
    max: number,
    limits: Omit<Parameters<typeof createPool>[1], 'max' | 'applicationName'>,
  ) => {
    const pool = createPool(databaseUrl, { max, applicationName: name, ...limits });
    made.defer(() => pool.end());
    return pool;
  };
  return {
    pool: open('tollgate', 8, { statementTimeoutMs: 10_000 }),
    searches: open('tollgate searches', 4, { statementTimeoutMs: 2000 }),
    exports: open('tollgate exports', 2, {}),
    links: open('tollgate links', 2, { statementTimeoutMs: 100, connectTimeoutMs: 100 }),
    usage: open('tollgate usage', 2, { statementTimeoutMs: 1000, queryTimeoutMs: 2000, connectTimeoutMs: 1000 }),
    maintenance: open('tollgate maintenance', 1, {}),
    // No call is let in while this one gets no answer for long, so it gives up on networks that swallow packets.
    erasures: open('tollgate erasures', 1, { statementTimeoutMs: 5000, queryTimeoutMs: 10_000 }),
    retention: open('tollgate retention', 1, {}),
    corrections: open('tollgate price corrections', 1, { statementTimeoutMs: 60_000 }),
  };
}
