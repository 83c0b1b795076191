import type { EventDraft, SettleHead } from '../events.ts';

/**
 * The settles of calls that were opened by these events, of which their callers were told that they could not be
 * recorded: they were refused.
 */
export function settlesOfRefused(drafts: readonly EventDraft[], now: Date): EventDraft[] {
  const settled = new Set(drafts.flatMap((draft) => (draft.kind === 'settle' ? [draft.head.request_id] : [])));
  return drafts.flatMap((draft): EventDraft[] =>
    draft.kind === 'open' && !settled.has(draft.head.request_id)
      ? [{ kind: 'settle', head: refusedHead(draft.head.request_id, now), content: null }]
      : [],
  );
}

function refusedHead(requestId: string, now: Date): SettleHead {
  return {
    request_id: requestId,
    settled_at: now.toISOString(),
    status: 'failed',
    http_status: 503,
    error_code: 'audit_unavailable',
    error_detail: 'The database confirmed too late that the call was recorded: it was refused.',
    provider_request_id: null,
    attempts: [],
    usage: null,
    usage_reported: null,
    cost: null,
    tool_calls: [],
    answer: null,
    timings_ms: { record: null, first_token: null, total: null },
  };
}
