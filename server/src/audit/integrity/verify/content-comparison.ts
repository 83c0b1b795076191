import type { Queryable } from '../../../database/queryable.ts';
import { timeOfId } from '../../../platform/ids.ts';
import { keyIdText } from '../../vault/data-key.ts';
import { CannotOpen, type Opener } from '../../vault/vault.ts';
import { type ContentRow, selectAside, selectContentsOf, selectOwners } from './database-source.queries.ts';
import { Epochs, isErased } from './erased.ts';
import { keyOf, placeOf, requestOf } from './kept-event.ts';
import type { KeptEvent, Verification } from './record-source.ts';

/** Compares the sealed contents of events with what the events commit to. */
export class ContentComparison {
  readonly #database: Queryable;
  readonly #opener: Opener | null;
  readonly #verification: Verification;
  readonly #epochs = new Epochs();

  /** @param opener null without the master key: contents are then not opened */
  constructor(database: Queryable, opener: Opener | null, verification: Verification) {
    this.#database = database;
    this.#opener = opener;
    this.#verification = verification;
  }

  async compare(events: readonly KeptEvent[]): Promise<void> {
    const { report, seen } = this.#verification;
    this.#epochs.take(events);
    const withContent = events.filter(({ kind, content }) => content !== null && kind !== 'access');
    if (withContent.length === 0) return;
    const placed = withContent.map((event) => ({ ...placeOf(event), requestId: requestOf(event) }));
    const missing = new Map(withContent.map((event) => [keyOf(event), event]));
    for (const event of withContent) seen.add('content', event.journalId, event.sequence);
    for await (const contents of selectContentsOf(this.#database, placed)) {
      for (const [key, row] of contents) {
        const event = missing.get(key);
        if (!event) continue;
        missing.delete(key);
        const at = { ...placeOf(event), requestId: requestOf(event) };
        const found = (message: string): void => report.found(message, at);
        if (row.kind !== event.kind) found('its content is kept as that of another kind of event');
        else await this.open(event, row, found);
      }
    }
    if (missing.size > 0) await this.#excuse([...missing.values()]);
  }

  /** Compares the content of an event with what is kept of it. */
  async open({ content }: KeptEvent, row: Omit<ContentRow, 'kind'>, found: (message: string) => void): Promise<void> {
    const { counts } = this.#verification.report;
    const isSame =
      content !== null &&
      Buffer.compare(row.commitment, content.commitment) === 0 &&
      row.key_id === keyIdText(content.keyId);
    if (!isSame) return found('its content is another one than was written');
    if (this.#opener === null) {
      counts.unopened++;
      return;
    }
    try {
      await this.#opener.open({ ...content, box: row.box });
      counts.contents++;
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      found(`its content was altered: ${error.message}`);
    }
  }

  /** Contents may be missing because of an erasure, of their retention, or because their table did not take them. */
  async #excuse(events: readonly KeptEvent[]): Promise<void> {
    const { attestations, report } = this.#verification;
    const owners = await selectOwners(this.#database, events.map(requestOf));
    const aside = await selectAside(this.#database, events);
    for (const event of events) {
      const requestId = requestOf(event);
      const owner = owners.get(requestId);
      const call = { requestId, sessionId: owner?.session_id ?? null, userId: owner?.user_id ?? null };
      const isGone =
        isErased(attestations.tombstones, call, this.#epochs.ofCall(owner?.opened ?? null)) ||
        attestations.isDropped('payload_contents', timeOfId(requestId));
      if (isGone) report.counts.gone++;
      else if (!aside.get(keyOf(event))?.has('content')) {
        report.found('its content is missing, and neither an erasure nor its retention took it', {
          ...placeOf(event),
          requestId,
        });
      }
    }
  }
}
