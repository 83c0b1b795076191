import { setTimeout as wait } from 'node:timers/promises';
import type { Attempt } from '@tollgate/contract';
import type { GovernedModel } from '../catalog/snapshot.ts';
import type { UpstreamAnswer, UpstreamFailure, UpstreamPath } from '../providers/upstream/path.ts';
import { failureKind } from './provider-failure.ts';
import type { CallRecord } from './call-record.ts';
import type { Outgoing } from './compose-request.ts';

export interface Forwarding {
  /** The answer, or why none came. */
  readonly result: { readonly answer: UpstreamAnswer } | { readonly failure: UpstreamFailure };
  readonly attempts: readonly Attempt[];
}

/** Statuses by which a provider says that it did not do the work: the same call may be made again. */
const repeatable = new Set([429, 503, 529]);
const attemptsMax = 2;
const retryAfterMaxS = 2;

/**
 * Sends the request to the model, on the path of its route and on no other. Tried once more when nothing was sent, or
 * after an explicit 429, 503 or 529 that asks for no longer wait than two seconds; the same model, the same path, and
 * the record knows of each try before the provider does.
 * @throws JournalUnavailable when a further attempt could not be recorded
 */
export async function forward(
  outgoing: Outgoing,
  model: GovernedModel,
  path: UpstreamPath,
  record: CallRecord,
  signal: AbortSignal,
): Promise<Forwarding> {
  const { isLocal, timeouts } = model.upstream;
  const attempts: Attempt[] = [];
  for (let number = 1; ; number++) {
    const at = new Date().toISOString();
    const isLast = number >= attemptsMax;
    try {
      const { url, headers, body } = outgoing;
      const answer = await path.send({ url, headers, body, isLocal, timeouts, signal });
      attempts.push({ number, at, http_status: answer.status, error: null });
      const waitMs = retryWaitMs(answer);
      if (isLast || waitMs === null) return { result: { answer }, attempts };
      discard(answer);
      await wait(waitMs, undefined, { signal }).catch(() => undefined);
      await record.attempt(number + 1, `the provider answered ${answer.status}`);
    } catch (error) {
      const failure = failureKind(error);
      attempts.push({ number, at, http_status: null, error: failure.kind });
      if (isLast || failure.kind !== 'connect') return { result: { failure }, attempts };
      await record.attempt(number + 1, 'no connection could be made');
    }
  }
}

/** Null when this answer is not to be tried again. */
function retryWaitMs(answer: UpstreamAnswer): number | null {
  if (!repeatable.has(answer.status)) return null;
  const after = Number(answer.headers['retry-after'] ?? 0.25);
  return after >= 0 && after <= retryAfterMaxS ? after * 1000 : null;
}

function discard(answer: UpstreamAnswer): void {
  answer.pipe({ data: () => undefined, end: () => undefined, error: () => undefined });
}
