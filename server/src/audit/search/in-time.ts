const queryCanceled = '57014';

/** Null when the statement took longer than it may (PostgreSQL's `statement_timeout`). */
export async function inTime<Result>(select: () => Promise<Result>): Promise<Result | null> {
  try {
    return await select();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === queryCanceled) return null;
    throw error;
  }
}
