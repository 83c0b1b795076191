import type { Invocation } from '@tollgate/contract';
import { inTime } from '../../audit/search/in-time.ts';
import { conditionsOf, type InvocationFilter, searchInvocations } from '../../audit/search/invocations.queries.ts';
import type { Queryable } from '../../database/queryable.ts';

const pageSize = 100;

/** Null when they cannot be counted in the time that a statement may take. */
export async function countCalls(database: Queryable, filter: InvocationFilter): Promise<number | null> {
  const { where, values } = await conditionsOf(database, filter);
  return inTime(async () => {
    const { rows } = await database.query<{ calls: string }>(
      `select count(*) as calls from invocations call ${where}`,
      values,
    );
    return Number(rows[0]?.calls ?? 0);
  });
}

/** The calls of the record that a filter lets through, newest first, page by page. */
export async function* recordedCalls(database: Queryable, filter: InvocationFilter): AsyncGenerator<Invocation> {
  let cursor: string | null = null;
  do {
    const page = await searchInvocations(database, filter, pageSize, cursor);
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== null);
}

/**
 * Whether a call belongs to a sample of this share: told by the random end of its id, so that the sample is spread
 * evenly and is the same one each time.
 */
export function isInSample(requestId: string, share: number): boolean {
  return Number.parseInt(requestId.slice(-8), 16) / 2 ** 32 < share;
}
