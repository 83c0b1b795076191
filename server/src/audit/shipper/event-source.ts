import type { JournalEvent } from '../events.ts';

/**
 * Where the shipper reads one journal from: its durable events in order, without gaps. The reader of journal folders
 * (audit/journal) is one; tests have others.
 */
export interface EventSource {
  /** The journal whose events these are. */
  readonly journalId: string;

  /**
   * The next events in order, at most `eventsMax` of them and about `bytesMax` bytes of heads and parts (one event is
   * always returned even if it alone is larger). Waits up to `waitMs` for the first one; empty when none came.
   * Damaged ranges are kept aside and reported by the source, never thrown: what it skips simply does not come.
   */
  next(eventsMax: number, bytesMax: number, waitMs: number): Promise<JournalEvent[]>;

  /** Everything up to and including this sequence is in the database and not needed again: its files may go. */
  release(uptoSequence: bigint): void;

  /** True once the end of a journal that nobody writes any more has been returned by `next`. */
  readonly ended: boolean;

  close(): Promise<void>;
}
