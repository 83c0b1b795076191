import type { Queryable } from '../../../database/queryable.ts';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import { timeOfId } from '../../../platform/ids.ts';
import type { CorrectionHead, OpenHead, SettleHead } from '../../events.ts';
import { chargeRow, correctionRows, costingOf, type LedgerRow } from '../../shipper/ledger-rows.ts';
import { answerRow, invocationRow, type Row, settleRow, type Settling, toolCallRows } from '../../shipper/rows.ts';
import { type Comparison, compareRows, tableOf } from './compared-rows.queries.ts';
import {
  type Aside,
  type Owner,
  selectAside,
  selectBookedBefore,
  selectCorrections,
  selectOwners,
} from './database-source.queries.ts';
import { headOf, readable, keyOf, placeOf } from './kept-event.ts';
import { type LinkTable, linkKeys } from './leftovers.queries.ts';
import type { KeptEvent, Verification } from './record-source.ts';

interface Expected<Of extends LedgerRow = Row> {
  readonly row: Of;
  readonly event: KeptEvent;
  readonly requestId: string;
}

interface Told<Head extends SettleHead | CorrectionHead> {
  readonly event: KeptEvent;
  readonly head: Head;
}
type Settled = Told<SettleHead>;

/** Compares the rows of calls with what the shipper makes of their events. */
export class CallComparison {
  readonly #database: Queryable;
  readonly #verification: Verification;

  constructor(database: Queryable, verification: Verification) {
    this.#database = database;
    this.#verification = verification;
  }

  async compareOpens(events: readonly KeptEvent[]): Promise<void> {
    const { report, seen } = this.#verification;
    report.counts.calls += events.length;
    const aside = await selectAside(this.#database, events);
    const expected = events.flatMap((event): Expected[] => {
      seen.add('call', event.journalId, event.sequence);
      const { journalId, sequence, content } = event;
      const row = readable(event, report, (): Row => {
        const head = headOf<OpenHead>(event);
        const open = { kind: 'open', journalId, sequence, head, hasContent: content !== null } as const;
        return invocationRow({ open, attempts: [], settle: null });
      });
      return row ? [{ row, event, requestId: String(row['request_id']) }] : [];
    });
    await this.#compare('opens', expected, aside);
  }

  async compareSettles(events: readonly KeptEvent[]): Promise<void> {
    const { report, seen } = this.#verification;
    const settles = events.flatMap((event): Settled[] => {
      seen.add('outcome', event.journalId, event.sequence);
      const head = readable(event, report, () => {
        const read = headOf<SettleHead>(event);
        settleRow({ ...placeOf(event), head: read });
        return read;
      });
      return head ? [{ event, head }] : [];
    });
    if (settles.length === 0) return;
    const aside = await selectAside(this.#database, events);
    const ids = settles.map(({ head }) => head.request_id);
    const owners = await selectOwners(this.#database, ids);
    const first: (Settled & { readonly owner: Owner })[] = [];
    const others: Settled[] = [];
    for (const settle of settles) {
      const owner = owners.get(settle.head.request_id);
      if (owner?.settled_by === keyOf(settle.event)) first.push({ ...settle, owner });
      else others.push(settle);
    }
    await this.#compareFirst(first);
    if (others.length > 0) await this.#compareOthers(others, owners, aside);
  }

  /** The outcomes that the rows of their calls name. */
  async #compareFirst(settles: readonly (Settled & { readonly owner: Owner })[]): Promise<void> {
    const rows: Expected[] = [];
    const charges: Expected<LedgerRow>[] = [];
    const toolCalls: Expected[] = [];
    const answers: Expected[] = [];
    for (const { event, head, owner } of settles) {
      const requestId = head.request_id;
      const settle: Settling = { ...placeOf(event), head };
      rows.push({ row: settleRow(settle), event, requestId });
      const charge = chargeRow(costingOf(settle), owner);
      if (charge) charges.push({ row: charge, event, requestId });
      for (const row of toolCallRows(head, owner)) toolCalls.push({ row, event, requestId });
      const answer = answerRow(head, owner);
      if (answer) answers.push({ row: answer, event, requestId });
    }
    await this.#compare('settles', rows);
    await this.#compareLedger(charges);
    await this.#compareLinks('tool_calls', toolCalls);
    await this.#compareLinks('answers', answers);
  }

  /** Prices that were set for the past: each call's correction is kept, with what it changed in the ledger. */
  async compareCorrections(events: readonly KeptEvent[]): Promise<void> {
    const { report, seen } = this.#verification;
    const corrections = events.flatMap((event): Told<CorrectionHead>[] => {
      seen.add('outcome', event.journalId, event.sequence);
      const head = readable(event, report, () => {
        const read = headOf<CorrectionHead>(event);
        correctionRows(costingOf({ ...placeOf(event), head: read }), nobody, []);
        return read;
      });
      return head ? [{ event, head }] : [];
    });
    if (corrections.length === 0) return;
    const ids = corrections.map(({ head }) => head.request_id);
    const owners = await selectOwners(this.#database, ids);
    await this.#compareOthers(corrections, owners, await selectAside(this.#database, events));
  }

  /** What came for calls that had their outcome: each is kept as a correction, with what it changed in the ledger. */
  async #compareOthers(
    others: readonly Told<SettleHead | CorrectionHead>[],
    owners: ReadonlyMap<string, Owner>,
    aside: ReadonlyMap<string, Aside>,
  ): Promise<void> {
    const { report, seen } = this.#verification;
    const corrections = await selectCorrections(
      this.#database,
      others.map(({ head }) => head.request_id),
    );
    const entries: Expected<LedgerRow>[] = [];
    for (const { event, head } of others) {
      const isOutcome = event.kind === 'settle';
      const requestId = head.request_id;
      const found = (message: string): void => report.found(message, { ...placeOf(event), requestId });
      const owner = owners.get(requestId);
      const correction = corrections.get(keyOf(event));
      if (correction === undefined) {
        if (head.cost !== null) seen.add('ledger', event.journalId, event.sequence);
        if (aside.get(keyOf(event))?.has(event.kind) || this.#isGone('invocations', requestId)) continue;
        found(
          !owner ? 'its row is missing' : isOutcome ? 'its row has another outcome than this one' : 'it is missing',
        );
        continue;
      }
      if (canonicalJson(correction) !== canonicalJson(head)) found('the correction was altered');
      if (!owner) continue;
      if (isOutcome && (owner.settled_by === null || isLater(owner.settled_by, event)))
        found('its row has an outcome that came later');
      if (isOutcome && head.cost === null) continue;
      const costing = costingOf({ ...placeOf(event), head });
      const rows = correctionRows(costing, owner, await selectBookedBefore(this.#database, costing));
      for (const row of rows) entries.push({ row, event, requestId });
    }
    await this.#compareLedger(entries);
  }

  async #compareLedger(expected: readonly Expected<LedgerRow>[]): Promise<void> {
    const { seen } = this.#verification;
    for (const { event } of expected) {
      const of = seen.has('ledger', event.journalId, event.sequence) ? 'reversal' : 'ledger';
      seen.add(of, event.journalId, event.sequence);
    }
    await this.#compare('ledger', expected);
  }

  async #compareLinks(table: LinkTable, expected: readonly Expected[]): Promise<void> {
    const links = this.#verification.links[table];
    for (const { row } of expected) links.add(linkKeys[table].map((column) => row[column]).join(' '));
    links.count += expected.length - (await this.#compare(table, expected));
  }

  /** @returns how many of the rows are missing */
  async #compare(
    kind: Comparison,
    expected: readonly Expected<LedgerRow>[],
    aside: ReadonlyMap<string, Aside> = new Map(),
  ): Promise<number> {
    const differences = await compareRows(
      this.#database,
      kind,
      expected.map(({ row }) => row),
    );
    let missing = 0;
    for (const { index, isMissing, message } of differences) {
      const one = expected[index];
      if (!one) continue;
      if (isMissing) missing++;
      const mayBeMissing = aside.get(keyOf(one.event))?.has('open') || this.#isGone(tableOf(kind), one.requestId);
      if (isMissing && mayBeMissing) continue;
      this.#verification.report.found(message, { ...placeOf(one.event), requestId: one.requestId });
    }
    return missing;
  }

  #isGone(table: string, requestId: string): boolean {
    return this.#verification.attestations.isDropped(table, timeOfId(requestId));
  }
}

const nobody = {
  user_id: null,
  instance_id: null,
  session_id: null,
  trace_id: null,
  final_model: null,
  provider_id: null,
  route: null,
  decision: null,
};

/** Whether the event that is named came after this one, as far as their numbers tell. */
function isLater(named: string, { journalId, sequence }: KeptEvent): boolean {
  const [otherJournal, otherSequence] = named.split(' ');
  return otherJournal === journalId && BigInt(otherSequence ?? 0) > sequence;
}
