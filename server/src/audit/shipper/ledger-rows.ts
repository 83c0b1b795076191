import { type Cost, type Decimal, money, tokenClasses, type Usage } from '@tollgate/contract';
import type { PriceComparison } from '../../cost/compare-prices.ts';
import type { EventOf } from './batch.ts';
import { type CallIdentity, type Row, timeOfRequest } from './rows.ts';

/** The cost of a call as an event tells it. */
export interface Costing {
  readonly journalId: string;
  readonly sequence: bigint;
  readonly requestId: string;
  /** RFC 3339. */
  readonly bookedAt: string;
  readonly usage: Usage | null;
  /** Null when no price is in force for the call. */
  readonly cost: Cost | null;
  readonly comparison?: PriceComparison | undefined;
}

/** What an event says of its call's cost: the first outcome, a late one, or a correction of the price. */
export function costingOf({
  journalId,
  sequence,
  head,
}: Pick<EventOf<'settle' | 'correction'>, 'journalId' | 'sequence' | 'head'>): Costing {
  const { request_id: requestId, usage, cost } = head;
  const bookedAt = 'settled_at' in head ? head.settled_at : head.at;
  const comparison = 'comparison' in head ? head.comparison : undefined;
  return { journalId, sequence, requestId, bookedAt, usage, cost, comparison };
}

/** Details and fees are JSON objects in it. */
export type LedgerRow = Record<string, Row[string] | Readonly<Record<string, string>>>;

type Class = (typeof tokenClasses)[number];
type Figure = 'amount' | 'fee_amount' | `${Class}_amount` | `${Class}_tokens`;

/** The columns of sums, in the ledger as in what is booked. */
export const ledgerFigures: readonly Figure[] = [
  'amount',
  'fee_amount',
  ...tokenClasses.flatMap((name): Figure[] => [`${name}_amount`, `${name}_tokens`]),
];

/** One entry that the ledger holds for a call, its figures as decimal strings. */
export type Booked = Readonly<Record<Figure, string>> & {
  readonly kind: string;
  readonly currency: string;
  readonly price_version: number;
  readonly details: Readonly<Record<string, string>> | null;
  readonly fees: Readonly<Record<string, string>> | null;
};

/** The charge of a priced call: the same money and tokens as its settle, in the same transaction. */
export function chargeRow(costing: Costing, identity: CallIdentity): LedgerRow | null {
  const { cost, usage } = costing;
  if (cost === null) return null;
  return {
    ...entryRow(costing, identity, 'charge', cost),
    amount: cost.amount,
    fee_amount: cost.fees ? money.plain(money.sum(Object.values(decimals(cost.fees)))) : '0',
    ...Object.fromEntries(tokenClasses.map((name) => [`${name}_amount`, cost.classes[name]])),
    ...Object.fromEntries(tokenClasses.map((name) => [`${name}_tokens`, usage?.[name] ?? 0])),
    details: cost.details ?? null,
    fees: cost.fees ?? null,
    cache_savings: costing.comparison?.cache_savings ?? null,
    instead_currency: costing.comparison?.instead?.currency ?? null,
    instead_amount: costing.comparison?.instead?.amount ?? null,
  };
}

/**
 * What another cost of a call changes: that cost less what is booked. What is booked in another currency is taken back
 * there.
 * @returns no row where nothing changes
 */
export function correctionRows(
  costing: Costing,
  identity: CallIdentity,
  booked: readonly Booked[],
): (LedgerRow & Booked)[] {
  const { cost, usage } = costing;
  const wanted = cost && sheetOf(cost, usage);
  const groups = Map.groupBy(booked, ({ kind, currency }) => `${kind} ${currency}`);
  const rows: (LedgerRow & Booked)[] = [];
  const book = (of: EntryCost & Pick<Cost, 'price_variant'>, sheet: Sheet): void => {
    if (!isEmpty(sheet)) rows.push({ ...entryRow(costing, identity, 'correction', of), ...columnsOf(sheet) });
  };
  for (const [key, entries] of groups) {
    const [{ kind, currency, price_version }] = entries as [Booked];
    if (cost && key === keyOf(cost)) continue;
    const rest = subtract(emptySheet, sumOf(entries));
    book({ kind, currency, price_version: cost?.price_version ?? price_version }, rest);
  }
  if (cost && wanted) book(cost, subtract(wanted, sumOf(groups.get(keyOf(cost)) ?? [])));
  return rows;
}

/** Figures, details and fees of an entry, to be counted with. */
interface Sheet {
  readonly figures: Readonly<Record<Figure, Decimal>>;
  readonly details: Readonly<Record<string, Decimal>>;
  readonly fees: Readonly<Record<string, Decimal>>;
}

const emptySheet: Sheet = {
  figures: Object.fromEntries(ledgerFigures.map((name) => [name, money.zero])) as Record<Figure, Decimal>,
  details: {},
  fees: {},
};

function sheetOf(cost: Cost, usage: Usage | null): Sheet {
  const figures: Record<string, Decimal> = { ...emptySheet.figures, amount: money.decimal(cost.amount) };
  for (const name of tokenClasses) {
    figures[`${name}_amount`] = money.decimal(cost.classes[name]);
    figures[`${name}_tokens`] = money.decimal(String(usage?.[name] ?? 0));
  }
  const fees = decimals(cost.fees);
  figures['fee_amount'] = money.sum(Object.values(fees));
  return { figures: figures as Sheet['figures'], details: decimals(cost.details), fees };
}

function sumOf(entries: readonly Booked[]): Sheet {
  return entries.reduce<Sheet>((sum, entry) => {
    const figures = Object.fromEntries(ledgerFigures.map((name) => [name, money.decimal(entry[name])]));
    const sheet = {
      figures: figures as Sheet['figures'],
      details: decimals(entry.details),
      fees: decimals(entry.fees),
    };
    return combine(sum, sheet, money.add);
  }, emptySheet);
}

function subtract(a: Sheet, b: Sheet): Sheet {
  return combine(a, b, (one, other) => money.add(one, money.negate(other)));
}

function combine(a: Sheet, b: Sheet, by: (one: Decimal, other: Decimal) => Decimal): Sheet {
  const each = <Name extends string>(one: Readonly<Record<Name, Decimal>>, other: Readonly<Record<Name, Decimal>>) => {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<Name>;
    const pairs = [...names].map((name) => [name, by(one[name] ?? money.zero, other[name] ?? money.zero)]);
    return Object.fromEntries(pairs) as Record<Name, Decimal>;
  };
  return { figures: each(a.figures, b.figures), details: each(a.details, b.details), fees: each(a.fees, b.fees) };
}

function isEmpty({ figures, details, fees }: Sheet): boolean {
  return [figures, details, fees].every((record) => Object.values(record).every(({ units }) => units === 0n));
}

type EntryCost = Pick<Booked, 'kind' | 'currency' | 'price_version'>;

function entryRow(
  { requestId, journalId, sequence, bookedAt, usage }: Costing,
  identity: CallIdentity,
  entry: 'charge' | 'correction',
  { kind, currency, price_version, ...more }: EntryCost & Pick<Cost, 'price_variant'>,
): LedgerRow & EntryCost {
  return {
    request_id: requestId,
    at: timeOfRequest(requestId),
    journal_id: journalId,
    sequence: String(sequence),
    entry,
    booked_at: bookedAt,
    user_id: identity.user_id,
    instance_id: identity.instance_id,
    session_id: identity.session_id,
    model: identity.final_model,
    provider_id: identity.provider_id,
    route: identity.route,
    kind,
    currency,
    price_version,
    price_variant: more.price_variant ?? null,
    is_estimated: usage?.estimated ?? false,
    is_rerouted: identity.decision === 'rerouted',
  };
}

function columnsOf({ figures, details, fees }: Sheet): Pick<Booked, Figure | 'details' | 'fees'> {
  const texts = Object.fromEntries(ledgerFigures.map((name) => [name, money.plain(figures[name])])) as Record<
    Figure,
    string
  >;
  return { ...texts, details: textsOf(details), fees: textsOf(fees) };
}

function keyOf({ kind, currency }: Pick<Cost, 'kind' | 'currency'>): string {
  return `${kind} ${currency}`;
}

function decimals(amounts: Readonly<Record<string, string | undefined>> | null | undefined): Record<string, Decimal> {
  const entries = Object.entries(amounts ?? {}).map(([name, text]) => [name, money.decimal(text ?? '0')]);
  return Object.fromEntries(entries) as Record<string, Decimal>;
}

/** Null when there are none, as in most entries. */
function textsOf(amounts: Readonly<Record<string, Decimal>>): Record<string, string> | null {
  const entries = Object.entries(amounts).filter(([, { units }]) => units !== 0n);
  return entries.length === 0 ? null : Object.fromEntries(entries.map(([name, one]) => [name, money.plain(one)]));
}
