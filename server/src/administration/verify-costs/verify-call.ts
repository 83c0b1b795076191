import { type Cost, money, type PriceVersion, type Usage } from '@tollgate/contract';
import { type Booked, chargeRow, correctionRows, costingOf, ledgerFigures } from '../../audit/shipper/ledger-rows.ts';
import { priceCall } from '../../cost/price.ts';
import type { RecordedCall } from '../../database/recorded-calls.queries.ts';
import type { KeptCorrection, LedgerEntry } from './verify-costs.queries.ts';

export interface CallToVerify {
  readonly call: RecordedCall;
  /** What the call was recorded to cost by, and by what its corrections were made; null when they are not there. */
  readonly pricesOf: (policyVersion: number) => readonly PriceVersion[] | null;
  readonly entries: readonly LedgerEntry[];
  readonly corrections: readonly KeptCorrection[];
}

/**
 * Derives what a call costs from its tokens and the prices of the recorded policy, and what the ledger has to hold for it
 * because of that: the charge, and an entry for each correction that changed something. Pure.
 * @returns what is not as it should be, for a person
 */
export function verifyCall({ call, pricesOf, entries, corrections }: CallToVerify): string[] {
  const found: string[] = [];
  const derive = (usage: Usage | null, policyVersion: number | null): Cost | null | undefined => {
    if (usage === null) return null;
    if (policyVersion === null || call.route === null) return undefined;
    const prices = pricesOf(policyVersion);
    return prices === null
      ? undefined
      : priceCall(usage, prices, call.at, call.route, { serviceTier: call.service_tier });
  };
  const check = (what: string, recorded: Cost | null, derived: Cost | null | undefined): void => {
    if (derived === undefined) found.push(`${what} cannot be derived: its policy or its model is not there`);
    else found.push(...differencesOf(what, recorded, derived));
  };

  const derived = derive(call.usage, call.policy_version);
  check('its cost', call.cost, derived);
  const left = new Set(entries);
  const booked: Booked[] = [];
  const take = (what: string, expected: Record<string, unknown>, isIt: (entry: LedgerEntry) => boolean): void => {
    const entry = [...left].find(isIt);
    if (!entry) return void found.push(`${what} is missing in the ledger`);
    left.delete(entry);
    booked.push(entry);
    const differing = differingColumns(entry, expected);
    if (differing.length > 0) found.push(`${what} in the ledger differs: ${differing.join(', ')}`);
  };

  const place = { journalId: '', sequence: 0n, requestId: call.request_id, bookedAt: call.at };
  const charge = chargeRow({ ...place, usage: call.usage, cost: derived ?? call.cost }, call);
  if (charge) take('its charge', charge, ({ entry }) => entry === 'charge');
  for (const { journal_id, sequence, head } of corrections) {
    const isPrice = 'correction_id' in head;
    check(isPrice ? 'its corrected cost' : 'its late cost', head.cost, derive(head.usage, policyOf(call, head)));
    if (!isPrice && head.cost === null) continue;
    const costing = costingOf({ journalId: journal_id, sequence: BigInt(sequence), head });
    for (const row of correctionRows(costing, call, booked.slice()))
      take(
        'a correction',
        row,
        (one) => one.journal_id === journal_id && one.sequence === sequence && one.currency === row.currency,
      );
  }
  if (left.size > 0) found.push(`the ledger holds ${left.size} entries that nothing accounts for`);
  return found;
}

function policyOf(call: RecordedCall, head: KeptCorrection['head']): number | null {
  return 'correction_id' in head ? head.policy_version : call.policy_version;
}

function differencesOf(what: string, recorded: Cost | null, derived: Cost | null): string[] {
  if (recorded === null || derived === null)
    return recorded === derived ? [] : [`${what} is ${recorded ? 'there without a price' : 'missing'}`];
  const names = new Set([...Object.keys(recorded), ...Object.keys(derived)]) as Set<keyof Cost>;
  const differing = [...names].filter((name) => !isSame(recorded[name], derived[name]));
  return differing.length === 0 ? [] : [`${what} differs: ${differing.join(', ')}`];
}

const compared = [...ledgerFigures, 'kind', 'currency', 'price_version', 'price_variant', 'details', 'fees'];

function differingColumns(entry: LedgerEntry, expected: Record<string, unknown>): string[] {
  const there = entry as unknown as Record<string, unknown>;
  return compared.filter((name) => !isSame(there[name], expected[name]));
}

/** Decimals are equal whatever zeros stand at their end; nothing is as good as an empty object. */
function isSame(a: unknown, b: unknown): boolean {
  if (isObject(a) || isObject(b)) {
    const [one, other] = [isObject(a) ? a : {}, isObject(b) ? b : {}];
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => isSame(one[name], other[name]));
  }
  const [one, other] = [numeric(a), numeric(b)];
  if (one !== null && other !== null) return money.compare(one, other) === 0;
  return (a ?? null) === (b ?? null);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function numeric(value: unknown): ReturnType<typeof money.decimal> | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? money.decimal(text) : null;
}
