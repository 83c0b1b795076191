import type { ChainHead } from '../../events.ts';
import type { Checkpoint } from '../checkpoint.ts';
import type { ChainEntry } from '../chain-block.ts';
import type { Chained } from '../chain.ts';
import type { Attestations } from './attestations.ts';
import type { ReportBuilder } from './report.ts';

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

/** Where a record is verified: a live database, or an export. */
export interface RecordSource {
  /** The journals that have a chain here. */
  journals(): Promise<string[]>;
  blocks(journalId: string): AsyncIterable<KeptBlock>;
  /** What is kept of how far the chains are. */
  heads(): Promise<ChainHead[]>;
  checkpoints(): Promise<readonly Pick<Checkpoint, 'body' | 'signature'>[]>;
  /** Compares what was made of these events with them. */
  compare(events: readonly KeptEvent[], attestations: Attestations, report: ReportBuilder): Promise<void>;
  /** Looks for what is there without an event. `has` tells whether an event of such a kind was in a chain. */
  leftovers(has: (journalId: string, sequence: bigint) => boolean, report: ReportBuilder): Promise<void>;
}
