import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import type { GovernedRequest } from '../../providers/request/governed-request.ts';
import type { Call } from '../call.ts';
import type { Forwarded } from '../decide.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { Allowance, type Claim } from './allowance.ts';
import { claimsOf } from './claims.ts';
import { limitHeaders } from './limit-headers.ts';
import { explainRefusal, limitRefusal } from './limit-refusal.ts';
import type { Limits } from './limits.ts';
import { upperEstimate, type UpperEstimate } from './upper-estimate.ts';

/**
 * Reserves what a call may use of its budgets, all of them or none; and says in the call's draft that it did. From memory
 * as long as the leases last, else it waits for the database. A call that only counts tokens takes nothing.
 * @returns null when it may go
 */
export async function takeAllowance(
  call: Call,
  caller: KeyHolder,
  request: GovernedRequest,
  decision: Forwarded,
  policy: Snapshot,
  limits: Limits,
): Promise<Refusal | null> {
  const budgets = policy.budgetsOf(caller, decision.model);
  if (budgets.length === 0 || call.surface.endpoint === 'messages.count_tokens') return null;
  let estimated: UpperEstimate | null = null;
  const estimate = (): UpperEstimate => (estimated ??= upperEstimate(call, request, decision));
  const claims = claimsOf(budgets, caller, decision, call.atMs, estimate, limits);
  if (isRefusal(claims)) return explained(call, claims);
  const refused = await reserve(claims, call.atMs);
  call.limitHeaders = limitHeaders(call, claims, call.atMs);
  if (refused) return explained(call, refused);
  call.allowance = new Allowance(claims, limits.rates);
  call.draft.head.limits = call.allowance.reserved;
  return null;
}

function explained({ draft }: Call, refused: Refusal): Refusal {
  draft.head.explanation = [...draft.head.explanation, explainRefusal(refused)];
  return refused;
}

/** One after the other; where one has nothing left, the others get back what they gave. */
async function reserve(claims: readonly Claim[], nowMs: number): Promise<Refusal | null> {
  const taken: Claim[] = [];
  for (const claim of claims) {
    if (!claim.account) continue;
    const shortage = claim.account.take(claim.reserved) ? null : await claim.account.ask(claim.reserved);
    if (shortage === null) {
      taken.push(claim);
      continue;
    }
    for (const { account, reserved } of taken) account?.settle(reserved, 0n);
    return limitRefusal(claim, shortage, nowMs);
  }
  return null;
}
