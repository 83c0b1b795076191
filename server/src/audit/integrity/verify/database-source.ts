import type { AccessHead, AdministrationHead, ChainHead } from '../../events.ts';
import type { Queryable } from '../../../database/queryable.ts';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import { selectChainHeads } from '../../shipper/heads.queries.ts';
import { timeOfId } from '../../../platform/ids.ts';
import { CannotOpen, type Opener } from '../../vault/vault.ts';
import { keyIdText } from '../../vault/data-key.ts';
import { decodeBlock } from '../chain-block.ts';
import { selectCheckpoints } from '../checkpoints.queries.ts';
import type { Attestations } from './attestations.ts';
import {
  selectAccessesOf,
  selectBlocks,
  selectContentsOf,
  selectJournalIds,
  selectLinesOf,
  selectPlacedRows,
  selectOwners,
  selectUnsettledWithOutcome,
} from './database-source.queries.ts';
import { CallComparison } from './call-comparison.ts';
import { headOf, keyOf, placeOf, requestOf } from './kept-event.ts';
import type { KeptBlock, KeptEvent, RecordSource } from './record-source.ts';
import type { ReportBuilder } from './report.ts';

/** The record as it is in a live database. `opener`: null without the master key; contents are then not compared. */
export function databaseSource(database: Queryable, opener: Opener | null): RecordSource {
  return new DatabaseSource(database, opener);
}

const blocksAtOnce = 20;
const checkpointsAtOnce = 1000;

class DatabaseSource implements RecordSource {
  readonly #database: Queryable;
  readonly #opener: Opener | null;

  constructor(database: Queryable, opener: Opener | null) {
    this.#database = database;
    this.#opener = opener;
  }

  journals(): Promise<string[]> {
    return selectJournalIds(this.#database);
  }

  heads(): Promise<ChainHead[]> {
    return selectChainHeads(this.#database);
  }

  async checkpoints() {
    const found = [];
    for (let before: { at: Date; id: string } | null = null; ;) {
      const page = await selectCheckpoints(this.#database, { before, limit: checkpointsAtOnce });
      found.push(...page);
      const last = page.at(-1);
      if (page.length < checkpointsAtOnce || !last) return found;
      before = { at: new Date(last.at), id: last.id };
    }
  }

  async *blocks(journalId: string): AsyncIterable<KeptBlock> {
    for (let after = { sequence: -1n, at: new Date(0) }; ;) {
      const rows = await selectBlocks(this.#database, journalId, after, blocksAtOnce);
      for (const { entries, ...block } of rows) yield { ...block, entries: readEntries(entries) };
      const last = rows.at(-1);
      if (!last || rows.length < blocksAtOnce) return;
      after = { sequence: last.firstSequence, at: last.at };
    }
  }

  async compare(events: readonly KeptEvent[], attestations: Attestations, report: ReportBuilder): Promise<void> {
    await this.#compareCalls(events, attestations, report);
    await this.#compareContents(events, attestations, report);
    await this.#compareLogs(events, attestations, report);
  }

  async leftovers(has: (journalId: string, sequence: bigint) => boolean, report: ReportBuilder): Promise<void> {
    for await (const { journalId, sequence, requestId, what } of selectPlacedRows(this.#database)) {
      if (!has(journalId, sequence))
        report.found(`${what} is there without its event`, { journalId, sequence, requestId });
    }
    for (const requestId of await selectUnsettledWithOutcome(this.#database)) {
      report.found('it has an outcome that no event gave it', { requestId });
    }
  }

  async #compareCalls(events: readonly KeptEvent[], attestations: Attestations, report: ReportBuilder): Promise<void> {
    const calls = new CallComparison(this.#database, attestations, report);
    await calls.compareOpens(events.filter(({ kind }) => kind === 'open'));
    await calls.compareSettles(events.filter(({ kind }) => kind === 'settle'));
  }

  async #compareContents(
    events: readonly KeptEvent[],
    attestations: Attestations,
    report: ReportBuilder,
  ): Promise<void> {
    const withContent = events.filter(
      ({ kind, content }) => content !== null && (kind === 'open' || kind === 'captured' || kind === 'settle'),
    );
    if (withContent.length === 0) return;
    const placed = withContent.map((event) => ({ ...placeOf(event), requestId: requestOf(event) }));
    const rows = await selectContentsOf(this.#database, placed);
    const owners = await selectOwners(
      this.#database,
      withContent.map((event) => requestOf(event)),
    );
    for (const event of withContent) {
      const requestId = requestOf(event);
      const found = (message: string): void => report.found(message, { ...placeOf(event), requestId });
      const row = rows.get(keyOf(event));
      if (!row) {
        const owner = owners.get(requestId);
        const isErased = attestations.tombstones.some(
          ({ scope: { kind, id } }) =>
            (kind === 'invocation' && id === requestId) ||
            (kind === 'session' && id === owner?.session_id) ||
            (kind === 'user' && id === owner?.user_id),
        );
        if (isErased || attestations.isDropped('payload_contents', timeOfId(requestId))) report.counts.gone++;
        else found('its content is missing, and neither an erasure nor its retention took it');
        continue;
      }
      const isSame =
        event.content !== null &&
        Buffer.compare(row.commitment, event.content.commitment) === 0 &&
        row.key_id === keyIdText(event.content.keyId);
      if (!isSame) found('its content is another one than was written');
      else await this.#openContent(event, row.box, found, report);
    }
  }

  async #openContent(
    { content }: KeptEvent,
    box: Buffer,
    found: (message: string) => void,
    report: ReportBuilder,
  ): Promise<void> {
    if (this.#opener === null || content === null) {
      report.counts.unopened++;
      return;
    }
    try {
      await this.#opener.open({ ...content, box });
      report.counts.contents++;
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      found(`its content was altered: ${error.message}`);
    }
  }

  async #compareLogs(events: readonly KeptEvent[], attestations: Attestations, report: ReportBuilder): Promise<void> {
    const accesses = events.filter(({ kind }) => kind === 'access');
    const accessRows = await selectAccessesOf(
      this.#database,
      accesses.map((event) => headOf<AccessHead>(event).access_id),
    );
    for (const event of accesses) {
      const head = headOf<AccessHead>(event);
      const row = accessRows.get(head.access_id);
      if (!row && attestations.isDropped('access_log', Date.parse(head.at))) continue;
      if (!row || canonicalJson(row) !== canonicalJson(head)) {
        report.found('its line of the access log is missing or altered', placeOf(event));
      }
    }
    const lines = events.filter(({ kind }) => kind === 'administration');
    const lineRows = await selectLinesOf(
      this.#database,
      lines.map((event) => headOf<AdministrationHead>(event).entry_id),
    );
    for (const event of lines) {
      const head = headOf<AdministrationHead>(event);
      const row = lineRows.get(head.entry_id);
      if (!row || canonicalJson(row) !== canonicalJson(head)) {
        report.found('its line of the administration log is missing or altered', placeOf(event));
      }
    }
  }
}

function readEntries(entries: Buffer): KeptBlock['entries'] {
  try {
    return decodeBlock(entries);
  } catch {
    return null;
  }
}
