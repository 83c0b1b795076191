import pg from 'pg';

/**
 * What went wrong in words that are fit for a log: PostgreSQL's messages about data repeat the data, so of those only
 * the code and the table are told.
 */
export function describeError(error: unknown): string {
  if (error instanceof pg.DatabaseError) {
    const place = [error.table, error.column, error.constraint].filter(Boolean).join(' ');
    const isAboutData = error.code?.startsWith('22') || error.code?.startsWith('23');
    return `PostgreSQL ${error.code ?? ''}: ${isAboutData ? place : error.message}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
}
