import type { Queryable } from '../../../database/queryable.ts';
import { timeOfId } from '../../../platform/ids.ts';
import type { OpenHead, SettleHead } from '../../events.ts';
import { chargeRow } from '../../shipper/ledger-rows.ts';
import { answerRow, invocationRow, type Row, settleRow, toolCallRows } from '../../shipper/rows.ts';
import type { Attestations } from './attestations.ts';
import { compareRows, selectOwners, selectSetAside } from './database-source.queries.ts';
import { headOf, keyOf, placeOf } from './kept-event.ts';
import type { KeptEvent } from './record-source.ts';
import type { ReportBuilder } from './report.ts';

interface Expected {
  readonly row: Row;
  readonly event: KeptEvent;
  readonly requestId: string;
}

/** Compares the rows of calls with what the shipper makes of their events. */
export class CallComparison {
  readonly #database: Queryable;
  readonly #attestations: Attestations;
  readonly #report: ReportBuilder;

  constructor(database: Queryable, attestations: Attestations, report: ReportBuilder) {
    this.#database = database;
    this.#attestations = attestations;
    this.#report = report;
  }

  async compareOpens(events: readonly KeptEvent[]): Promise<void> {
    this.#report.counts.calls += events.length;
    const aside = await selectSetAside(this.#database, events);
    const expected = events.flatMap((event): Expected[] => {
      const head = headOf<OpenHead>(event);
      if (!this.#isKept(head.request_id) || aside.has(keyOf(event))) return [];
      const { journalId, sequence, content } = event;
      const open = { kind: 'open', journalId, sequence, head, hasContent: content !== null } as const;
      return [{ row: invocationRow({ open, attempts: [], settle: null }), event, requestId: head.request_id }];
    });
    await this.#compare('opens', expected);
  }

  async compareSettles(events: readonly KeptEvent[]): Promise<void> {
    const aside = await selectSetAside(this.#database, events);
    const settles = events
      .map((event) => ({ event, head: headOf<SettleHead>(event) }))
      .filter(({ event, head }) => this.#isKept(head.request_id) && !aside.has(keyOf(event)));
    const owners = await selectOwners(
      this.#database,
      settles.map(({ head }) => head.request_id),
    );
    const rows: Expected[] = [];
    const charges: Expected[] = [];
    const toolCalls: Expected[] = [];
    const answers: Expected[] = [];
    for (const { event, head } of settles) {
      const { journalId, sequence } = event;
      const requestId = head.request_id;
      const settle = { journalId, sequence, head };
      rows.push({ row: settleRow(settle), event, requestId });
      const owner = owners.get(requestId);
      if (!owner) continue;
      const charge = chargeRow(settle, owner);
      if (charge) charges.push({ row: charge, event, requestId });
      for (const row of toolCallRows(head, owner)) toolCalls.push({ row, event, requestId });
      const answer = answerRow(head, owner);
      if (answer) answers.push({ row: answer, event, requestId });
    }
    await this.#compare('settles', rows);
    await this.#compare('ledger', charges);
    await this.#compare('tool_calls', toolCalls);
    await this.#compare('answers', answers);
  }

  async #compare(kind: Parameters<typeof compareRows>[1], expected: readonly Expected[]): Promise<void> {
    const differences = await compareRows(
      this.#database,
      kind,
      expected.map(({ row }) => row),
    );
    for (const { index, difference } of differences) {
      const one = expected[index];
      if (one) this.#report.found(difference, { ...placeOf(one.event), requestId: one.requestId });
    }
  }

  #isKept(requestId: string): boolean {
    return !this.#attestations.isDropped('invocations', timeOfId(requestId));
  }
}
