import type { Queryable } from '../../database/queryable.ts';

/** A call that another one may go on from. */
export interface LinkedCall {
  readonly requestId: string;
  readonly traceId: string;
  readonly sessionId: string;
}

interface LinkRow {
  key: string;
  request_id: string;
  trace_id: string;
  session_id: string | null;
}

/** The calls of this user and instance that issued these tool calls (ids without punctuation) within 24 hours, newest first. */
export async function findToolCalls(
  database: Queryable,
  wanted: { readonly userId: string; readonly instanceId: string | null; readonly ids: readonly string[] },
): Promise<(LinkedCall & { readonly toolCallId: string })[]> {
  if (wanted.ids.length === 0) return [];
  const result = await database.query<LinkRow>(
    `select tool_call_id as key, request_id, trace_id, session_id from tool_calls
     where user_id = $1 and instance_id = $2 and tool_call_id = any($3) and at > now() - interval '24 hours'
     order by at desc, request_id desc limit 1000`,
    [wanted.userId, wanted.instanceId ?? '', wanted.ids],
  );
  return result.rows.map(({ key, ...row }) => ({ toolCallId: key, ...toCall(row) }));
}

/** How long ago an answer may be that a conversation goes on from. */
const answerDays = 92;

/** The calls that gave the answers with these fingerprints (hexadecimal), newest first. */
export async function findAnswers(
  database: Queryable,
  fingerprints: readonly string[],
): Promise<(LinkedCall & { readonly fingerprint: string })[]> {
  if (fingerprints.length === 0) return [];
  const result = await database.query<LinkRow>(
    `select encode(fingerprint, 'hex') as key, request_id, trace_id, session_id from answers
     where fingerprint = any($1) and at > now() - make_interval(days => $2) order by at desc, request_id desc limit 1000`,
    [fingerprints.map((text) => Buffer.from(text, 'hex')), answerDays],
  );
  return result.rows.map(({ key, ...row }) => ({ fingerprint: key, ...toCall(row) }));
}

function toCall(row: Omit<LinkRow, 'key'>): LinkedCall {
  return { requestId: row.request_id, traceId: row.trace_id, sessionId: row.session_id ?? row.trace_id };
}
