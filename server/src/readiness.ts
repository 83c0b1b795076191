import type { PolicySourceState } from './catalog/policy-source.ts';
import type { Readiness } from './http/operations.ts';
import type { Gateway } from './journey/gateway.ts';

/** Whether calls can be governed, and if not why. What does not stop calls is a notice. */
export function readinessOf(
  { policy, journal, isDraining }: Gateway,
  policyTrouble: string | null,
  notices: readonly string[],
): Readiness {
  const reasons: string[] = [];
  if (isDraining) reasons.push('shutting down');
  if (!policy.current()) reasons.push(policyTrouble ?? 'no policy is loaded');
  if (!journal.state.writable) reasons.push(journal.state.reason ?? 'the journal cannot be written');
  return { isReady: reasons.length === 0, reasons, notices };
}

/** What an administrator should look at of the policy in force. */
export function noticesOf({
  rulesTrouble,
  credentialTroubles,
}: Pick<PolicySourceState, 'rulesTrouble' | 'credentialTroubles'>): string[] {
  return [...(rulesTrouble === null ? [] : [rulesTrouble]), ...credentialTroubles];
}
