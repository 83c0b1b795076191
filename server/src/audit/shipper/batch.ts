import type { AttemptHead, JournalEvent, PayloadPart } from '../events.ts';

export type EventOf<Kind extends JournalEvent['kind']> = Extract<JournalEvent, { kind: Kind }>;

/** How far a journal is in the sink. */
export interface Position {
  /** Counts the batches, so that a batch whose commit nobody saw can be told from one that never was. */
  readonly version: bigint;
  /** Everything up to here is there … */
  readonly sequence: bigint;
  /** … but for these, ascending: the events of calls that are held back for their settle. */
  readonly held: readonly bigint[];
}

/** A call that enters the sink: with its settle when that came in time. */
export interface CallEntry {
  readonly open: EventOf<'open'>;
  readonly attempts: readonly AttemptHead[];
  readonly settle: EventOf<'settle'> | null;
}

export interface PartEntry {
  readonly requestId: string;
  readonly journalId: string;
  readonly sequence: bigint;
  /** Its index among the parts of its event. */
  readonly index: number;
  readonly part: PayloadPart;
}

export interface BatchContent {
  readonly calls: readonly CallEntry[];
  /** Tries of calls that are in the sink already. */
  readonly attempts: readonly EventOf<'attempt'>[];
  /** Settles of calls that are in the sink already. */
  readonly settles: readonly EventOf<'settle'>[];
  readonly parts: readonly PartEntry[];
  readonly denials: readonly EventOf<'denials'>[];
}

/** What moves a journal from one position to the next: all of it, or nothing. */
export interface Batch extends BatchContent {
  readonly journalId: string;
  readonly before: Position;
  readonly after: Position;
}

export function partsOf(event: JournalEvent): PartEntry[] {
  if (event.kind === 'denials') return [];
  return event.parts.map((part, index) => ({
    requestId: event.head.request_id,
    journalId: event.journalId,
    sequence: event.sequence,
    index,
    part,
  }));
}
