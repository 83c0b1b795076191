import type { EventDraft } from '../events.ts';

/**
 * The journal as the journey sees it: what is appended here is durable before the promise resolves, or it rejects with
 * `JournalUnavailable` and the events are not in the record.
 */
export interface Journal {
  /** Names the journal in the record; a new one for each process start. */
  readonly id: string;

  /**
   * Sets room aside for what an admitted call still has to write (its captured bytes and its settle), in bytes.
   * Null when there is no room: the call has to be refused.
   */
  reserve(bytes: number): Room | null;

  /**
   * Appends events together, in order. `room`, when given, pays for them (what is not covered is asked of the journal);
   * without it the bytes are asked of the journal outright.
   * @throws JournalUnavailable when it is full or the disk fails; nothing of the batch is then in the record
   */
  append(events: readonly EventDraft[], room?: Room): Promise<void>;

  /**
   * Appends without waiting, within a small space of its own: for callers without a key. False when that space is used
   * up and nothing was taken.
   */
  appendStranger(events: readonly EventDraft[]): boolean;

  readonly state: JournalState;
  /** Waits for what was appended, then lets the files go. */
  close(): Promise<void>;
}

/** A journal that tells how far its chain is. */
export interface ChainedJournal extends Journal {
  /** The last durable sequence and the chain's hash after it. */
  readonly head: { readonly sequence: bigint; readonly hash: Buffer };
}

/** Room that a call holds; give it back when the call is settled (giving back twice does nothing). */
export interface Room {
  readonly bytes: number;
  /** Asks for more room. False when there is none. */
  extend(bytes: number): boolean;
  release(): void;
}

export interface JournalState {
  readonly writable: boolean;
  /** Why it is not writable, in words for an administrator. */
  readonly reason: string | null;
  readonly bytes: number;
  readonly bytesMax: number;
  /** Events that are durable here and not yet in the database. */
  readonly backlogEvents: number;
}

export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
}
