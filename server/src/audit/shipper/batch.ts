import type pg from 'pg';
import type { AttemptHead, JournalEvent, SealedContent } from '../events.ts';

export type EventOf<Kind extends JournalEvent['kind']> = Extract<JournalEvent, { kind: Kind }>;

/** How far a journal is in the sink. */
export interface Position {
  /** Counts the batches, so that a batch whose commit nobody saw can be told from one that never was. */
  readonly version: bigint;
  /** Everything up to here is there … */
  readonly sequence: bigint;
  /** … but for these, ascending: the events of calls whose rows are held back for their settle. */
  readonly held: readonly bigint[];
  /** The chain's hash after `sequence`; null before the first event. */
  readonly chainHash: Uint8Array | null;
}

/** What the row of a call needs of its open: it may wait long, so it holds on to no content. */
export type Opening = Pick<EventOf<'open'>, 'kind' | 'journalId' | 'sequence' | 'head'> & {
  readonly hasContent: boolean;
};

/** A call that enters the sink: with its settle when that came in time. */
export interface CallEntry {
  readonly open: Opening;
  readonly attempts: readonly AttemptHead[];
  readonly settle: EventOf<'settle'> | null;
}

/** The sealed content of an event of a call. */
export interface ContentEntry {
  readonly requestId: string;
  readonly journalId: string;
  readonly sequence: bigint;
  readonly kind: 'open' | 'captured' | 'settle';
  readonly content: SealedContent;
}

export interface BatchContent {
  /** All events that come for the first time, in order. */
  readonly events: readonly JournalEvent[];
  readonly calls: readonly CallEntry[];
  /** Tries of calls that are in the sink already. */
  readonly attempts: readonly EventOf<'attempt'>[];
  /** Settles of calls that are in the sink already. */
  readonly settles: readonly EventOf<'settle'>[];
  readonly contents: readonly ContentEntry[];
}

/** What moves a journal from one position to the next: all of it, or nothing. */
export interface Batch extends BatchContent {
  readonly journalId: string;
  readonly before: Position;
  readonly after: Position;
}

/**
 * Makes further rows out of a batch. What takes long is done first; what it returns runs in the batch's transaction. It
 * may get one event at a time, when the batch as a whole was not taken. What it throws stops shipping, unless it is the
 * fault of a row: content that cannot be opened is no reason to throw.
 */
export type Projection = (content: BatchContent) => Promise<((client: pg.ClientBase) => Promise<void>) | null>;

export const nothing: BatchContent = { events: [], calls: [], attempts: [], settles: [], contents: [] };

/** The events of one kind, in order. */
export function eventsOf<Kind extends JournalEvent['kind']>(content: BatchContent, kind: Kind): EventOf<Kind>[] {
  return content.events.filter((event): event is EventOf<Kind> => event.kind === kind);
}

export function openingOf({ kind, journalId, sequence, head, content }: EventOf<'open'>): Opening {
  return { kind, journalId, sequence, head, hasContent: content !== null };
}

/** Null for an event without a content, or whose content is not a payload of a call. */
export function contentOf(event: JournalEvent): ContentEntry | null {
  if (event.kind !== 'open' && event.kind !== 'captured' && event.kind !== 'settle') return null;
  if (event.content === null) return null;
  const { kind, journalId, sequence, content } = event;
  return { requestId: event.head.request_id, journalId, sequence, kind, content };
}
