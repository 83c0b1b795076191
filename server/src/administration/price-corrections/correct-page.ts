import type { PriceVersion } from '@tollgate/contract';
import type { CorrectionHead, EventDraft } from '../../audit/events.ts';
import { readBooked } from '../../audit/shipper/corrections.queries.ts';
import { correctionRows, costingOf } from '../../audit/shipper/ledger-rows.ts';
import { priceCall } from '../../cost/price.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { RecordedCall } from '../../database/recorded-calls.queries.ts';

/** The policy by whose prices calls are corrected. */
export interface CorrectingPolicy {
  readonly version: number;
  readonly prices: readonly PriceVersion[];
}

/**
 * The events that are due for these calls: one for each whose cost, by the prices of the policy, is not what is booked.
 * Nothing is booked here: what changes is found anew where the event is written into the ledger.
 */
export async function correctionsOf(
  database: Queryable,
  calls: readonly RecordedCall[],
  policy: CorrectingPolicy,
  correction: { readonly id: string; readonly at: string },
): Promise<(EventDraft & { readonly kind: 'correction' })[]> {
  const ids = calls.map(({ request_id }) => request_id);
  const booked = Map.groupBy(await readBooked(database, ids), ({ request_id }) => request_id);
  return calls.flatMap((call) => {
    const head = headOf(call, policy, correction);
    if (head === null) return [];
    const costing = costingOf({ journalId: '', sequence: 0n, head });
    if (correctionRows(costing, call, booked.get(call.request_id) ?? []).length === 0) return [];
    return [{ kind: 'correction', head, content: null } as const];
  });
}

function headOf(
  call: RecordedCall,
  { version, prices }: CorrectingPolicy,
  { id, at }: { readonly id: string; readonly at: string },
): CorrectionHead | null {
  if (call.usage === null || call.route === null) return null;
  const cost = priceCall(call.usage, prices, call.at, call.route, { serviceTier: call.service_tier });
  const { request_id, usage } = call;
  return { request_id, at, reason: 'price', correction_id: id, policy_version: version, usage, cost };
}
