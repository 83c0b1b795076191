import { type Cost, money, tokenClasses, type Usage } from '@tollgate/contract';
import { type CallIdentity, type Row, type Settling, timeOfRequest } from './rows.ts';

/** What the ledger holds for a call already, as decimal strings; zeros when nothing. */
export type Booked = Record<'amount' | `${(typeof tokenClasses)[number]}_${'amount' | 'tokens'}`, string>;

const tokensOf = (usage: Usage | null, name: (typeof tokenClasses)[number]): number => usage?.[name] ?? 0;

/** The charge of a priced call: the same money and tokens as its settle, in the same transaction. */
export function chargeRow(settle: Settling, identity: CallIdentity): Row | null {
  const { cost, usage } = settle.head;
  if (cost === null) return null;
  const row = entryRow(settle, identity, cost, 'charge');
  for (const name of tokenClasses) {
    row[`${name}_amount`] = cost.classes[name];
    row[`${name}_tokens`] = tokensOf(usage, name);
  }
  return { ...row, amount: cost.amount };
}

/** What a late settle changes: its cost less what is booked. Null when that is nothing. */
export function correctionRow(settle: Settling, identity: CallIdentity, booked: Booked): Row | null {
  const { cost, usage } = settle.head;
  if (cost === null) return null;
  const row = entryRow(settle, identity, cost, 'correction');
  row['amount'] = minus(cost.amount, booked.amount);
  let isSame = isZero(row['amount']);
  for (const name of tokenClasses) {
    const amount = minus(cost.classes[name], booked[`${name}_amount`]);
    const tokens = String(BigInt(tokensOf(usage, name)) - BigInt(booked[`${name}_tokens`]));
    row[`${name}_amount`] = amount;
    row[`${name}_tokens`] = tokens;
    isSame &&= isZero(amount) && tokens === '0';
  }
  return isSame ? null : row;
}

function entryRow(settle: Settling, identity: CallIdentity, cost: Cost, entry: 'charge' | 'correction'): Row {
  const { request_id } = settle.head;
  return {
    request_id,
    at: timeOfRequest(request_id),
    journal_id: settle.journalId,
    sequence: String(settle.sequence),
    entry,
    booked_at: settle.head.settled_at,
    user_id: identity.user_id,
    instance_id: identity.instance_id,
    session_id: identity.session_id,
    model: identity.final_model,
    provider_id: identity.provider_id,
    route: identity.route,
    kind: cost.kind,
    currency: cost.currency,
    price_version: cost.price_version,
    is_estimated: settle.head.usage?.estimated ?? false,
    is_rerouted: identity.decision === 'rerouted',
  };
}

function minus(a: string, b: string): string {
  const subtrahend = money.decimal(b);
  return money.toText(money.add(money.decimal(a), { ...subtrahend, units: -subtrahend.units }));
}

function isZero(text: string): boolean {
  return money.decimal(text).units === 0n;
}
