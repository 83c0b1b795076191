import type { Queryable } from '../../database/queryable.ts';
import { timeOfId } from '../../platform/ids.ts';
import { findErasureOf } from '../retention/erasures.queries.ts';

/** Why a content that was recorded is not there: `lost` is neither an erasure nor the end of its retention. */
export type Missing = 'erased' | 'expired' | 'lost';

/** @param requestId the call whose content is not there; not always the one that was asked for */
export async function whyMissing(database: Queryable, requestId: string): Promise<Missing> {
  const { rows } = await database.query<{ session_id: string | null; user_id: string | null; is_dropped: boolean }>(
    `select session_id, user_id,
       week + interval '7 days' <= now()
         and to_regclass('payload_contents' || to_char(week at time zone 'UTC', '_YYYY_MM_DD')) is null as is_dropped
     from date_trunc('week', $2::timestamptz, 'UTC') week left join invocations on request_id = $1 and at = $2`,
    [requestId, new Date(timeOfId(requestId))],
  );
  const [call] = rows;
  if (!call) return 'lost';
  const owner = { requestId, sessionId: call.session_id, userId: call.user_id };
  if (await findErasureOf(database, owner)) return 'erased';
  return call.is_dropped ? 'expired' : 'lost';
}
