import type pg from 'pg';
import type { EventOf } from './batch.ts';
import { insertCorrections, readBooked } from './corrections.queries.ts';
import { type Booked, correctionRows, costingOf, type LedgerRow } from './ledger-rows.ts';
import { insertLedgerEntries } from './record.queries.ts';
import type { RollupFacts } from './rollup-facts.ts';

/** What changes the cost of a call that was settled: a late outcome, or a price that was set for the past. */
export type Correcting = Pick<EventOf<'settle'> | EventOf<'correction'>, 'kind' | 'journalId' | 'sequence' | 'head'>;

/** The events stand beside their calls, and the ledger gets what they change, in their order. */
export async function bookCorrections(
  client: pg.ClientBase,
  events: readonly Correcting[],
  rollups: RollupFacts,
): Promise<void> {
  if (events.length === 0) return;
  const calls = new Map((await insertCorrections(client, events)).map((call) => [call.request_id, call]));
  const booked = new Map<string, Booked[]>();
  for (const { request_id: id, ...entry } of await readBooked(client, [...calls.keys()]))
    booked.set(id, [...(booked.get(id) ?? []), entry]);
  const rows: LedgerRow[] = [];
  for (const event of events) {
    const { request_id: id, cost } = event.head;
    const call = calls.get(id);
    // An outcome without a cost says nothing of the price; a correction without one takes back what is booked.
    if (!call || (cost === null && event.kind === 'settle')) continue;
    const entries = correctionRows(costingOf(event), call, booked.get(id) ?? []);
    if (entries.length > 0 && call.is_metered && !booked.has(id)) rollups.priced(id, call);
    for (const entry of entries) rollups.entry(entry);
    if (entries.length > 0) booked.set(id, [...(booked.get(id) ?? []), ...entries]);
    rows.push(...entries);
  }
  await insertLedgerEntries(client, rows);
}
