import pg from 'pg';

export interface PoolOptions {
  /** The most connections it opens. */
  readonly max: number;
  /** How the connections show in `pg_stat_activity`. */
  readonly applicationName: string;
  /** The server ends a statement after so many milliseconds; without it statements may take their time. */
  readonly statementTimeoutMs?: number;
  /** We give up on a statement after so many milliseconds without an answer: for networks that swallow packets. */
  readonly queryTimeoutMs?: number;
  /** The server ends a transaction in which nothing happens for so many milliseconds. */
  readonly idleInTransactionTimeoutMs?: number;
  /** Whatever the server is set to: what is committed here survives the server's own crash. */
  readonly durableCommits?: boolean;
  /** How long to wait for a connection before giving up, in milliseconds (5,000). */
  readonly connectTimeoutMs?: number;
}

/**
 * A pool of connections. `bigint` and `numeric` arrive as strings, so that money and sequences stay exact; timestamps
 * arrive as `Date`. Nothing connects before the first query.
 */
export function createPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
    ...(options.queryTimeoutMs === undefined ? {} : { query_timeout: options.queryTimeoutMs }),
    ...(options.idleInTransactionTimeoutMs === undefined
      ? {}
      : { idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs }),
    ...(options.durableCommits ? { onConnect: makeCommitsDurable } : {}),
  });
  // A connection that breaks while nobody uses it is replaced; whoever asks next sees whether the server is away.
  pool.on('error', () => undefined);
  // So is one that breaks in somebody's hands between two statements: the next statement fails, the process must not.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The pool waits for it, although its type does not say so. */
function makeCommitsDurable(client: pg.ClientBase): unknown {
  return client.query(
    `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`,
  );
}
