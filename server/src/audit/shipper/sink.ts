import type { Batch, Position } from './batch.ts';

/** Where the record ends up: PostgreSQL first; another engine later. Nothing before it knows which. */
export interface Sink {
  /**
   * Makes this journal known under the name of its host, takes its lease, and says how far it is.
   * @throws whatever the connection throws; the caller tries again
   */
  position(journalId: string, host: string): Promise<Position>;

  /**
   * Writes the batch and its position in one transaction, once: a batch that turns out to be there already is left
   * alone. An event that cannot be stored is kept aside and does not stop the others.
   * @throws PositionConflict when the journal is somewhere else: somebody else ships it
   * @throws whatever the connection throws; the caller tries the same batch again
   */
  write(batch: Batch): Promise<void>;

  /** Keeps the journal's lease while there is nothing to write. */
  renewLease(journalId: string): Promise<void>;
}

export class PositionConflict extends Error {
  override readonly name = 'PositionConflict';
}
