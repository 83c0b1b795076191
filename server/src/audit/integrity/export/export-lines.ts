import type { Queryable } from '../../../database/queryable.ts';
import type { InvocationFilter } from '../../search/invocations.queries.ts';
import { CannotOpen, type Opener } from '../../vault/vault.ts';
import { leafOf, parseCanonical } from '../chain.ts';
import { databaseSource } from '../verify/database-source.ts';
import { selectContentsOf } from '../verify/database-source.queries.ts';
import { keyOf, requestOf } from '../verify/kept-event.ts';
import type { KeptBlock, KeptEvent } from '../verify/record-source.ts';
import { selectInvocations, selectMatching } from './export.queries.ts';

export interface ExportOptions {
  readonly filter: InvocationFilter;
  /** Whether anything is left out by the filter. */
  readonly isWhole: boolean;
  /** Null: contents are left out. */
  readonly opener: Opener | null;
  readonly publicKey: string | null;
}

/** Kinds of events that say something about the record itself: they are in every export. */
const always = new Set(['begin', 'key', 'heads', 'tombstone', 'retention', 'damage', 'epoch']);

/**
 * The record as lines of JSON, each with a `type`: `header`, then chain by chain `block`s, each followed by the `content`s
 * of its events, then `invocation`s, `checkpoint`s, and `end`. What the filter leaves out of a chain is there as the leaf
 * of its event, so that the chain can be followed. docs/reference/audit.md describes the lines.
 */
export async function* exportLines(database: Queryable, options: ExportOptions): AsyncGenerator<string> {
  const { filter, isWhole, opener, publicKey } = options;
  const source = databaseSource(database, null);
  const counts = { blocks: 0, contents: 0, invocations: 0, checkpoints: 0 };
  yield line({ type: 'header', format: 1, at: new Date().toISOString(), public_key: publicKey, whole: isWhole });
  for (const journalId of await source.journals()) {
    for await (const block of source.blocks(journalId)) {
      const events = eventsOf(journalId, block);
      const calls = events.filter(isOfCall);
      const ids = [...new Set(calls.map(requestOf))];
      const chosen = isWhole ? null : await selectMatching(database, filter, ids);
      const isShown = (event: KeptEvent): boolean =>
        chosen === null || always.has(event.kind) || (isOfCall(event) && chosen.has(requestOf(event)));
      yield line(blockLine(journalId, block, isShown));
      counts.blocks++;
      if (opener === null) continue;
      for await (const content of contentLines(database, opener, calls.filter(isShown))) {
        counts.contents++;
        yield content;
      }
    }
  }
  for await (const page of selectInvocations(database, filter)) {
    counts.invocations += page.length;
    yield page.map((invocation) => line({ type: 'invocation', ...invocation })).join('');
  }
  for (const { body, signature } of await source.checkpoints()) {
    counts.checkpoints++;
    yield line({ type: 'checkpoint', body, signature: signature.toString('base64') });
  }
  yield line({ type: 'end', ...counts });
}

function isOfCall({ kind }: KeptEvent): boolean {
  return kind === 'open' || kind === 'attempt' || kind === 'captured' || kind === 'settle';
}

function blockLine(journalId: string, block: KeptBlock, isShown: (event: KeptEvent) => boolean): object {
  const { firstSequence, lastSequence, previousHash, lastHash, entries } = block;
  return {
    type: 'block',
    journal_id: journalId,
    first: String(firstSequence),
    last: String(lastSequence),
    previous_hash: previousHash.toString('hex'),
    last_hash: lastHash.toString('hex'),
    entries: (entries ?? []).map(({ sort, bytes }) => {
      if (sort === 'leaf') return { leaf: bytes.toString('base64') };
      return isShown({ ...parseCanonical(bytes), journalId })
        ? { event: bytes.toString('base64') }
        : { leaf: leafOf(bytes).toString('base64') };
    }),
  };
}

async function* contentLines(
  database: Queryable,
  opener: Opener,
  events: readonly KeptEvent[],
): AsyncGenerator<string> {
  const wanted = events.filter(({ content }) => content !== null);
  const placed = wanted.map((event) => ({
    journalId: event.journalId,
    sequence: event.sequence,
    requestId: requestOf(event),
  }));
  const rows = placed.length === 0 ? new Map<string, never>() : await selectContentsOf(database, placed);
  for (const event of wanted) {
    const row = rows.get(keyOf(event));
    if (!row || event.content === null) continue;
    const place = { type: 'content', journal_id: event.journalId, sequence: String(event.sequence) };
    try {
      const { salt, encoded } = await opener.open({ ...event.content, box: row.box });
      yield line({ ...place, salt: salt.toString('base64'), parts: encoded.toString('base64') });
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      yield line({ ...place, unreadable: error.message });
    }
  }
}

function eventsOf(journalId: string, { entries }: KeptBlock): KeptEvent[] {
  return (entries ?? []).flatMap(({ sort, bytes }) =>
    sort === 'canonical' ? [{ ...parseCanonical(bytes), journalId }] : [],
  );
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
