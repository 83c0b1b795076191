import type { AnswerReading } from '../providers/openai/answer-reading.ts';
import type { AnswerStep } from '../providers/interchange/answer.ts';
import type { KeyHolder } from '../catalog/snapshot.ts';
import type { Remembered } from './compose-request.ts';
import type { Gateway } from './gateway.ts';
import { linkScope } from './identify-call.ts';
import { holdAnswer } from './pins/hold.ts';
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
  call.beforeEnd = holdAnswer(call, caller, answer, gateway);
  conversations.remember(scope, { requestId: call.requestId, traceId, sessionId }, toolCalls, fingerprint);
  return fingerprint;
}

/** Some protocols want a call's signature back with its result, and few clients keep it. */
export function rememberSignature({ caller, gateway }: Pick<Relaying, 'caller' | 'gateway'>, step: AnswerStep): void {
  if (step.kind !== 'tool_call' || step.signature === null) return;
  gateway.signatures.remember(linkScope(caller), step.id, step.signature);
}

/** Reasoning that this provider sealed is never sent to another one. */
export function rememberSeals(
  { decision, gateway }: Pick<Relaying, 'decision' | 'gateway'>,
  reading: AnswerReading,
): void {
  const { provider } = decision.model.upstream;
  for (const seal of reading.seals ?? []) gateway.seals.remember(provider.id, seal);
}

export function rememberedFor(caller: KeyHolder, gateway: Gateway): Remembered {
  return { signatureOf: gateway.signatures.of(linkScope(caller)), seals: gateway.seals };
}
