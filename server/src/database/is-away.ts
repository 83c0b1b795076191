import pg from 'pg';

/** SQLSTATEs under which the same statement can succeed later: connection lost, shutting down, starting up, too many. */
const passing = /^(08|57P0[123]|53300)/;
const unreachable = /^(ECONN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)/;

/** Whether an error says that the database cannot be reached now, and nothing about what was asked of it. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return passing.test(error.code ?? '');
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined) return unreachable.test(code);
  return /timeout exceeded when trying to connect|Connection terminated/.test(error.message);
}
