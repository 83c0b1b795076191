import { money, type PriceVersion, tokenClasses } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import { type CallCursor, type RecordedCall, selectRecordedCalls } from '../../database/recorded-calls.queries.ts';
import { RecordedPrices } from './recorded-prices.ts';
import { verifyCall } from './verify-call.ts';
import {
  type KeptCorrection,
  type LedgerEntry,
  selectKeptCorrections,
  selectLastTime,
  selectLedgerEntries,
} from './verify-costs.queries.ts';

export interface CostWindow {
  /** RFC 3339, inclusive. */
  readonly from: string;
  /** RFC 3339, exclusive. */
  readonly to: string;
}

export interface CostFinding {
  readonly requestId: string;
  readonly at: string;
  readonly message: string;
}

export interface CostReport {
  readonly calls: number;
  readonly unpriced: number;
  readonly entries: number;
  readonly corrections: number;
  /** Entries whose calls retention took: their sums alone were looked at. */
  readonly withoutCall: number;
  /** Time of the first and the last call. */
  readonly first: string | null;
  readonly last: string | null;
  readonly findings: number;
  /** The first ones. */
  readonly samples: readonly CostFinding[];
}

const pageSize = 2000;
const samplesMax = 20;

/**
 * Derives all entries of the ledger in a window from recorded tokens and the prices of the recorded policies, and compares
 * them to the last digit. Reads page by page, in the order of the calls: memory does not grow with the window.
 * @param onPage hears how many calls were looked at
 */
export async function verifyCosts(
  database: Queryable,
  window: CostWindow,
  onPage: (calls: number) => void = () => undefined,
): Promise<CostReport> {
  const verification = new CostVerification(database);
  let cursor: CallCursor = { at: window.from, request_id: '' };
  for (;;) {
    const calls = await selectRecordedCalls(database, window, cursor, pageSize);
    const last = calls.at(-1);
    if (!last || calls.length < pageSize) {
      const end = await selectLastTime(database, window);
      if (end)
        await verification.page(calls, { after: cursor, upto: { at: end.toISOString(), request_id: '\u{10ffff}' } });
      return verification.report;
    }
    await verification.page(calls, { after: cursor, upto: last });
    cursor = last;
    onPage(verification.report.calls);
  }
}

class CostVerification {
  readonly #database: Queryable;
  readonly #prices: RecordedPrices;
  readonly #samples: CostFinding[] = [];
  #report = { calls: 0, unpriced: 0, entries: 0, corrections: 0, withoutCall: 0, findings: 0 };
  #first: string | null = null;
  #last: string | null = null;

  constructor(database: Queryable) {
    this.#database = database;
    this.#prices = new RecordedPrices(database);
  }

  get report(): CostReport {
    return { ...this.#report, first: this.#first, last: this.#last, samples: this.#samples };
  }

  async page(
    calls: readonly RecordedCall[],
    range: { readonly after: CallCursor; readonly upto: CallCursor },
  ): Promise<void> {
    const entries = byRequest(await selectLedgerEntries(this.#database, range));
    const corrections = byRequest(await selectKeptCorrections(this.#database, range));
    for (const call of calls) {
      this.#first ??= call.at;
      this.#last = call.at;
      await this.#verify(call, entries.get(call.request_id) ?? [], corrections.get(call.request_id) ?? []);
      entries.delete(call.request_id);
    }
    for (const [requestId, left] of entries) this.#verifySums(requestId, left);
  }

  async #verify(
    call: RecordedCall,
    entries: readonly LedgerEntry[],
    corrections: readonly KeptCorrection[],
  ): Promise<void> {
    this.#report.calls += 1;
    this.#report.entries += entries.length;
    this.#report.corrections += corrections.length;
    if (call.usage !== null && entries.length === 0) this.#report.unpriced += 1;
    const prices = await this.#pricesFor(call, corrections);
    for (const message of verifyCall({
      call,
      entries,
      corrections,
      pricesOf: (version) => prices.get(version) ?? null,
    }))
      this.#found(call.request_id, call.at, message);
  }

  async #pricesFor(
    { policy_version, final_model }: RecordedCall,
    corrections: readonly KeptCorrection[],
  ): Promise<ReadonlyMap<number, readonly PriceVersion[] | null>> {
    const prices = new Map<number, readonly PriceVersion[] | null>();
    if (policy_version === null || final_model === null) return prices;
    prices.set(policy_version, await this.#prices.of(policy_version, final_model));
    for (const { head } of corrections) {
      if (!('correction_id' in head)) continue;
      prices.set(head.policy_version, await this.#prices.ofSameModel(policy_version, final_model, head.policy_version));
    }
    return prices;
  }

  /** An entry whose call is gone still has to be the sum of its parts. */
  #verifySums(requestId: string, entries: readonly LedgerEntry[]): void {
    this.#report.withoutCall += entries.length;
    for (const entry of entries) {
      const parts = [...tokenClasses.map((name) => entry[`${name}_amount`] ?? '0'), entry.fee_amount];
      if (money.compare(money.sum(parts.map(money.decimal)), money.decimal(entry.amount)) === 0) continue;
      this.#found(requestId, entry.at, 'an entry of the ledger is not the sum of its parts');
    }
  }

  #found(requestId: string, at: string, message: string): void {
    this.#report.findings += 1;
    if (this.#samples.length < samplesMax) this.#samples.push({ requestId, at, message });
  }
}

function byRequest<Row extends { readonly request_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ request_id }) => request_id);
}
