import type { Queryable } from '../../../database/queryable.ts';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import type { AccessHead, AdministrationHead, DenialsHead, TombstoneHead } from '../../events.ts';
import { compareRows } from './compared-rows.queries.ts';
import type { ContentComparison } from './content-comparison.ts';
import { selectAccessesOf, selectAside, selectErasuresOf, selectLinesOf } from './database-source.queries.ts';
import { headOf, keyOf, placeOf } from './kept-event.ts';
import type { KeptEvent, Verification } from './record-source.ts';

/** Stands for the journal of lines of the administration log, which are told apart by their numbers. */
const lineJournal = '';

/** Compares what is not of one call: who read, changed or erased something, and refused strangers. */
export class LogComparison {
  readonly #database: Queryable;
  readonly #contents: ContentComparison;
  readonly #verification: Verification;

  constructor(database: Queryable, contents: ContentComparison, verification: Verification) {
    this.#database = database;
    this.#contents = contents;
    this.#verification = verification;
  }

  async compare(events: readonly KeptEvent[]): Promise<void> {
    await this.#compareAccesses(events.filter(({ kind }) => kind === 'access'));
    await this.#compareLines(events.filter(({ kind }) => kind === 'administration'));
    await this.#compareTombstones(events.filter(({ kind }) => kind === 'tombstone'));
    await this.#compareDenials(events.filter(({ kind }) => kind === 'denials'));
  }

  /** Whether a line of the administration log has an event. */
  hasLine(id: string): boolean {
    return this.#verification.seen.claim('administration', lineJournal, BigInt(id));
  }

  async #compareAccesses(events: readonly KeptEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { report, seen, attestations } = this.#verification;
    const aside = await selectAside(this.#database, events);
    const lines = await selectAccessesOf(
      this.#database,
      events.map((event) => headOf<AccessHead>(event).access_id),
    );
    for (const event of events) {
      seen.add('access', event.journalId, event.sequence);
      const head = headOf<AccessHead>(event);
      const line = lines.get(head.access_id);
      const found = (message: string): void => report.found(message, placeOf(event));
      const mayBeMissing = attestations.isDropped('access_log', Date.parse(head.at)) || aside.has(keyOf(event));
      if (!line && mayBeMissing) continue;
      if (!line || canonicalJson(line.head) !== canonicalJson(head)) {
        found('its line of the access log is missing or altered');
      } else if (event.content !== null && line.content !== null) {
        await this.#contents.open(event, line.content, found);
      } else if (event.content !== null || line.content !== null) {
        found('the text that was searched for is missing or was added');
      }
    }
  }

  async #compareLines(events: readonly KeptEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { report, seen } = this.#verification;
    const lines = await selectLinesOf(
      this.#database,
      events.map((event) => headOf<AdministrationHead>(event).entry_id),
    );
    for (const event of events) {
      const head = headOf<AdministrationHead>(event);
      seen.add('administration', lineJournal, BigInt(head.entry_id));
      const line = lines.get(head.entry_id);
      if (!line || canonicalJson(line) !== canonicalJson(head)) {
        report.found('its line of the administration log is missing or altered', placeOf(event));
      }
    }
  }

  async #compareTombstones(events: readonly KeptEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { report, seen } = this.#verification;
    const erasures = await selectErasuresOf(
      this.#database,
      events.map((event) => headOf<TombstoneHead>(event).erasure_id),
    );
    for (const event of events) {
      seen.add('erasure', event.journalId, event.sequence);
      const head = headOf<TombstoneHead>(event);
      const erasure = erasures.get(head.erasure_id);
      if (!erasure || canonicalJson(erasure) !== canonicalJson(head)) {
        report.found('its line of the erasures is missing or altered', placeOf(event));
      }
    }
  }

  async #compareDenials(events: readonly KeptEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { report, seen } = this.#verification;
    const aside = await selectAside(this.#database, events);
    const rows = events.map((event) => {
      seen.add('denials', event.journalId, event.sequence);
      const { since, until, count } = headOf<DenialsHead>(event);
      return { journal_id: event.journalId, sequence: String(event.sequence), since, until, count };
    });
    for (const { index, isMissing, message } of await compareRows(this.#database, 'denials', rows)) {
      const event = events[index];
      if (event && !(isMissing && aside.has(keyOf(event)))) report.found(message, placeOf(event));
    }
  }
}
