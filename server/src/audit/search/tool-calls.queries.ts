import type { Queryable } from '../../database/queryable.ts';

export interface ToolCallLink {
  readonly traceId: string;
  readonly requestId: string;
}

/**
 * The call of this user and instance that issued one of these tool calls (ids without punctuation): the newest within
 * 24 hours.
 */
export async function findToolCall(
  database: Queryable,
  wanted: { readonly userId: string; readonly instanceId: string | null; readonly ids: readonly string[] },
): Promise<ToolCallLink | null> {
  const result = await database.query<{ trace_id: string; request_id: string }>(
    `select trace_id, request_id from tool_calls
     where user_id = $1 and instance_id = $2 and tool_call_id = any($3) and at > now() - interval '24 hours'
     order by at desc, request_id desc limit 1`,
    [wanted.userId, wanted.instanceId ?? '', wanted.ids],
  );
  const [row] = result.rows;
  return row ? { traceId: row.trace_id, requestId: row.request_id } : null;
}
