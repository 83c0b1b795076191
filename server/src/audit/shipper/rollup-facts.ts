import { insteadKind } from '../../database/rollups.ts';
import type { OpenHead, SettleHead } from '../events.ts';
import type { LedgerRow } from './ledger-rows.ts';
import { type CallIdentity, identityOf, type Row, timeOfRequest } from './rows.ts';

/** What tells entries apart, and those of their amounts that are summed as they are. */
const entryDimensions = ['session_id', 'user_id', 'instance_id', 'model', 'provider_id', 'route'];
const entryAmounts = [
  'amount',
  'input_amount',
  'cached_input_amount',
  'cache_write_amount',
  'output_amount',
  'reasoning_amount',
  'fee_amount',
  'cache_savings',
];

/** What a batch adds to the rollups: rows of `cost_rollups` whose bucket is the time of the call. */
export class RollupFacts {
  readonly #rows: LedgerRow[] = [];

  get rows(): readonly LedgerRow[] {
    return this.#rows;
  }

  /** A call that enters the record. */
  opened(head: OpenHead): void {
    this.#add(head.request_id, identityOf(head), { calls: 1, rerouted_calls: Number(head.decision === 'rerouted') });
  }

  /** A call that was open until now. */
  settled({ request_id, status, usage, cost }: SettleHead, identity: CallIdentity): void {
    this.#add(request_id, identity, {
      ...(cost && { kind: cost.kind, currency: cost.currency }),
      completed_calls: Number(status === 'completed'),
      ...(usage && {
        metered_calls: 1,
        unpriced_calls: Number(cost === null),
        estimated_calls: Number(usage.estimated),
        input_tokens: usage.input,
        cached_input_tokens: usage.cached_input,
        cache_write_tokens: usage.cache_write,
        output_tokens: usage.output,
        reasoning_tokens: usage.reasoning,
      }),
    });
  }

  /** A call that had no price has one now, by a correction. */
  priced(requestId: string, identity: CallIdentity): void {
    this.#add(requestId, identity, { unpriced_calls: -1 });
  }

  /** A row of the ledger. */
  entry(row: LedgerRow): void {
    const { at: bucket = null, amount = null, kind = null, currency = null } = row;
    const of = { bucket, ...picked(row, entryDimensions) };
    this.#rows.push({
      ...of,
      kind,
      currency,
      ...picked(row, entryAmounts),
      ...(row['is_estimated'] === true && { estimated_amount: amount }),
      ...(row['is_rerouted'] === true && { rerouted_amount: amount }),
    });
    const { instead_amount: instead = null, instead_currency: meant = null } = row;
    if (instead !== null) this.#rows.push({ ...of, kind: insteadKind, currency: meant, amount: instead });
  }

  #add(requestId: string, identity: CallIdentity, sums: Row): void {
    const { session_id, user_id, instance_id, final_model: model, provider_id, route } = identity;
    const bucket = timeOfRequest(requestId);
    this.#rows.push({ bucket, session_id, user_id, instance_id, model, provider_id, route, ...sums });
  }
}

function picked(row: LedgerRow, names: readonly string[]): LedgerRow {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}
