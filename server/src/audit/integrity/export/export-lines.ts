import type { KeyObject } from 'node:crypto';
import type { Queryable } from '../../../database/queryable.ts';
import { newId } from '../../../platform/ids.ts';
import type { InvocationFilter } from '../../search/invocations.queries.ts';
import { CannotOpen, type Opener } from '../../vault/vault.ts';
import { leafOf } from '../chain.ts';
import { blocksOf, checkpointsOf } from '../verify/database-source.ts';
import { type ContentRow, selectContentsOf } from '../verify/database-source.queries.ts';
import { keyOf, requestOf } from '../verify/kept-event.ts';
import type { KeptBlock, KeptEvent } from '../verify/record-source.ts';
import { parsedEvent } from '../verify/verify-chain.ts';
import { ChosenCalls } from './chosen-calls.ts';
import { StatementBuilder } from './export-statement.ts';
import { selectInvocations, selectOpeners, selectRejected } from './export.queries.ts';
import { assertNothingGone, takeHorizon, Within } from './horizon.ts';

export interface ExportOptions {
  readonly filter: InvocationFilter;
  /** Null: contents are left out. */
  readonly opener: Opener | null;
  /** Signs the last line; null when it is not known here. */
  readonly signing: { readonly privateKey: KeyObject; readonly publicKey: string } | null;
}

/** Kinds of events that say something about the record itself: they are in every export. */
const always: ReadonlySet<string> = new Set(['begin', 'key', 'heads', 'tombstone', 'retention', 'damage', 'epoch']);
const ofCalls: ReadonlySet<string> = new Set(['open', 'attempt', 'captured', 'settle', 'correction']);

/**
 * The record as lines of JSON, each with a `type`: `header`, `invocation`s, then chain by chain `block`s, each followed
 * by the `content`s of its events, `rejected`s, `checkpoint`s, and `end`, which is signed. What the filter leaves out of a chain is
 * there as the leaf of its event, so that the chain can be followed. docs/reference/audit.md describes the lines.
 *
 * It shows the record as it was when it began (`horizon`), and yet holds no transaction while somebody takes the lines:
 * events are never changed, and what came later is left out.
 *
 * @param database for many short statements
 * @throws RecordWasCut when retention or an erasure took something of it meanwhile
 */
export async function* exportLines(database: Queryable, options: ExportOptions): AsyncGenerator<string> {
  const { filter, opener, signing } = options;
  const horizon = await takeHorizon(database);
  const chosen = isWhole(filter) ? null : new ChosenCalls();
  const about = {
    export: newId('exp', Date.parse(horizon.at)),
    at: horizon.at,
    whole: chosen === null,
    filter,
    contents: opener !== null,
  };
  const statement = new StatementBuilder();
  const line = (value: object): string => statement.add(lineOf(value));

  yield line({ type: 'header', format: 1, public_key: signing?.publicKey ?? null, ...about });
  for await (const page of selectInvocations(database, filter, horizon)) {
    for (const { opened_by } of page) chosen?.add(opened_by);
    yield statement.add(page.map((invocation) => lineOf({ type: 'invocation', ...invocation })).join(''));
  }
  const within = new Within(horizon);
  for (const journalId of horizon.journals) {
    for await (const block of blocksOf(database, journalId)) {
      if (!within.has(journalId, block.lastSequence, true)) break;
      const shown = await shownEvents(database, journalId, block, chosen);
      yield line(blockLine(journalId, block, shown));
      if (opener === null) continue;
      for await (const content of contentsOf(database, opener, [...shown.values()])) yield line(content);
    }
  }
  for (const { journal_id, sequence, kind } of await selectRejected(database)) {
    if (within.has(journal_id, BigInt(sequence), true)) yield line({ type: 'rejected', journal_id, sequence, kind });
  }
  for await (const { body, signature } of checkpointsOf(database)) {
    yield line({ type: 'checkpoint', body, signature: signature.toString('base64') });
  }
  await assertNothingGone(database, horizon);
  yield statement.end({ ...about, chains: horizon.heads }, signing?.privateKey ?? null);
}

/** Whether a filter leaves nothing out. */
export function isWhole(filter: InvocationFilter): boolean {
  return Object.values(filter).every((value) => value === undefined);
}

/** The events of a block that are shown as they are, by their place in it. */
async function shownEvents(
  database: Queryable,
  journalId: string,
  { entries }: KeptBlock,
  chosen: ChosenCalls | null,
): Promise<ReadonlyMap<number, KeptEvent>> {
  const events = new Map<number, KeptEvent>();
  for (const [index, { sort, bytes }] of (entries ?? []).entries()) {
    const event = sort === 'canonical' ? parsedEvent(bytes, journalId) : null;
    if (event) events.set(index, event);
  }
  if (chosen === null) return events;
  const calls = [...events.values()].filter(({ kind }) => ofCalls.has(kind));
  const openers = await selectOpeners(database, [...new Set(calls.map(requestOf))]);
  for (const [index, event] of events) {
    const opener = ofCalls.has(event.kind) ? openers.get(requestOf(event)) : undefined;
    const isShown = always.has(event.kind) || (opener !== undefined && chosen.has(opener));
    if (!isShown) events.delete(index);
  }
  return events;
}

function blockLine(journalId: string, block: KeptBlock, shown: ReadonlyMap<number, KeptEvent>): object {
  const { firstSequence, lastSequence, previousHash, lastHash, entries } = block;
  return {
    type: 'block',
    journal_id: journalId,
    first: String(firstSequence),
    last: String(lastSequence),
    previous_hash: previousHash.toString('hex'),
    last_hash: lastHash.toString('hex'),
    entries: (entries ?? []).map(({ sort, bytes }, index) => {
      if (shown.has(index)) return { event: bytes.toString('base64') };
      return { leaf: (sort === 'leaf' ? bytes : leafOf(bytes)).toString('base64') };
    }),
  };
}

async function* contentsOf(database: Queryable, opener: Opener, events: readonly KeptEvent[]): AsyncGenerator<object> {
  const wanted = events.filter(({ kind, content }) => content !== null && ofCalls.has(kind));
  if (wanted.length === 0) return;
  const placed = wanted.map((event) => ({ ...event, requestId: requestOf(event) }));
  const byKey = new Map(wanted.map((event) => [keyOf(event), event]));
  for await (const contents of selectContentsOf(database, placed)) {
    for (const [key, row] of contents) {
      const event = byKey.get(key);
      if (event) yield await contentLine(opener, event, row);
    }
  }
}

async function contentLine(opener: Opener, event: KeptEvent, row: Pick<ContentRow, 'box'>): Promise<object> {
  const place = { type: 'content', journal_id: event.journalId, sequence: String(event.sequence) };
  if (event.content === null) throw new Error('an event without a content was chosen for its content');
  try {
    const { salt, encoded } = await opener.open({ ...event.content, box: row.box });
    return { ...place, salt: salt.toString('base64'), parts: encoded.toString('base64') };
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    return { ...place, unreadable: error.message };
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
