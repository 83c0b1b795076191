import type { ChainHead } from '../../events.ts';
import type { Checkpoint } from '../checkpoint.ts';
import type { ChainEntry } from '../chain-block.ts';
import type { Chained } from '../chain.ts';
import type { Attestations } from './attestations.ts';
import type { ExpectedLinks } from './expected-links.ts';
import type { LinkTable } from './leftovers.queries.ts';
import type { ReportBuilder } from './report.ts';
import type { SeenEvents } from './seen-events.ts';

/** A checkpoint, or the statement at the end of an export. */
export type SignedText = Pick<Checkpoint, 'body' | 'signature'>;

/** A run of a chain's events as it was kept. */
export interface KeptBlock {
  readonly firstSequence: bigint;
  readonly lastSequence: bigint;
  readonly previousHash: Buffer;
  readonly lastHash: Buffer;
  /** Null when it cannot be read. */
  readonly entries: readonly ChainEntry[] | null;
}

/** An event of a chain, with the journal that it is of. */
export type KeptEvent = Chained & { readonly journalId: string };

/** One verification: what is known so far, and what was found. */
export interface Verification {
  readonly attestations: Attestations;
  readonly report: ReportBuilder;
  readonly seen: SeenEvents;
  readonly links: Readonly<Record<LinkTable, ExpectedLinks>>;
}

/** Where a record is verified: a live database, or an export. It is good for one verification. */
export interface RecordSource {
  /** The journals that have a chain here. */
  journals(): Promise<string[]>;
  blocks(journalId: string): AsyncIterable<KeptBlock>;
  /** What is kept of how far the chains are. */
  heads(): Promise<readonly ChainHead[]>;
  checkpoints(): AsyncIterable<SignedText>;
  /** What the source itself is to be: called once, before anything is compared. */
  begin(verification: Verification, publicKey: string | null): Promise<void>;
  /** Compares what was made of these events with them; the events of a chain come in order. */
  compare(events: readonly KeptEvent[]): Promise<void>;
  /** An event that is there as its leaf alone. */
  unshown(journalId: string, sequence: bigint): void;
  /** Looks for what is there without an event. */
  leftovers(): Promise<void>;
}
