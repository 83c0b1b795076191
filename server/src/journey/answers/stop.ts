import { errorCatalogue, type HitRecord } from '@tollgate/contract';
import type { Call } from '../call.ts';
import { type Refusal, refusal } from '../refusal.ts';

/** Why an answer does not go on: a rule ends it, or could not be evaluated. */
export type Stop =
  | { readonly kind: 'cut'; readonly hit: HitRecord }
  | { readonly kind: 'failed'; readonly name: string };

export function failedStop(error: unknown): Stop {
  return { kind: 'failed', name: error instanceof Error ? error.name : 'unknown' };
}

/** What the caller is told: never what was found. */
export function refusalOfStop({ draft }: Pick<Call, 'draft'>, stop: Stop): Refusal {
  if (stop.kind === 'failed') {
    return refusal('rules_unavailable', { detail: `a rule could not be evaluated on the answer (${stop.name})` });
  }
  const { display_name, place, scope } = stop.hit;
  const message = `The answer was ended by company policy: "${display_name}" was found in ${place} (${scope.replace('_', ' ')}). Ask for it without that. Trace ${draft.head.trace_id}.`;
  const { status } = errorCatalogue.content_policy_violation;
  return refusal('content_policy_violation', { status: 'blocked', httpStatus: status, message, param: place });
}
