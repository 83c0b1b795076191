import type { Attempt } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import type { SettleHead } from '../events.ts';

/**
 * The settles that the open calls of a journal without a process need. They are no longer answered; what of the response
 * was captured stays with them. The caller appends them to its own journal, so that they enter the record as all else.
 */
export async function findInterrupted(
  database: Queryable,
  journalId: string,
  now: Date = new Date(),
): Promise<SettleHead[]> {
  const result = await database.query<{ request_id: string; attempts: Attempt[] }>(
    `select request_id, attempts from invocations where journal_id = $1 and status = 'open' order by request_id`,
    [journalId],
  );
  return result.rows.map(({ request_id, attempts }) => ({
    request_id,
    settled_at: now.toISOString(),
    status: 'interrupted',
    http_status: null,
    error_code: null,
    error_detail: 'The gateway process ended before the call did.',
    provider_request_id: null,
    attempts,
    usage: null,
    usage_reported: null,
    cost: null,
    tool_calls: [],
    answer: null,
    timings_ms: { record: null, first_token: null, total: null },
  }));
}
