import { linkScope } from './identify-call.ts';
import type { Relaying } from './relaying.ts';

/** Lets later calls find this one by its answer. @returns the answer's fingerprint, for the record */
export function rememberAnswer(
  { call, caller, gateway }: Pick<Relaying, 'call' | 'caller' | 'gateway'>,
  { answer, toolCalls }: { readonly answer: string | null; readonly toolCalls: readonly string[] },
): string | null {
  const { trace_id: traceId, session_id: sessionId } = call.draft.head;
  if (traceId === null || sessionId === null) return null;
  const { conversations } = gateway;
  const scope = linkScope(caller);
  const fingerprint = conversations.fingerprint(scope, call.draft.conversation?.firstUserMessage ?? null, answer);
  conversations.remember(scope, { requestId: call.requestId, traceId, sessionId }, toolCalls, fingerprint);
  return fingerprint;
}
