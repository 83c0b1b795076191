import type { Rule } from '@tollgate/contract';

const proofs = new Set(['luhn', 'iban', 'cn_resident_id', 'payment_card', 'cn_credit_code', 'jwt', 'base58_check']);

/** Whether a rule's findings prove themselves, so that digits or letters that were joined cannot be one by chance. */
export function survivesJoining({ kind, validator, detector }: Rule): boolean {
  return kind === 'keywords' || kind === 'fingerprints' || proofs.has(validator ?? detector ?? '');
}
