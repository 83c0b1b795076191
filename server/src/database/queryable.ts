import type pg from 'pg';

/** Whatever a single statement can be sent to: the pool, or a client that holds a transaction. */
export type Queryable = pg.Pool | pg.ClientBase;
