import type { ChainHead, DamageHead, RetentionHead, TombstoneHead } from '../../events.ts';
import { headOf } from './kept-event.ts';
import type { KeptEvent } from './record-source.ts';

type Heads = Map<string, Map<bigint, string>>;

/** What the chains and checkpoints say about each other and about what is no longer there. */
export class Attestations {
  /** By journal and sequence: the hash that the chain must have there. */
  readonly #heads: Heads = new Map();
  /** By journal and sequence: the hash with which a chain may go on, behind what retention took. */
  readonly #bases: Heads = new Map();
  readonly #damages: { journalId: string; from: bigint; upto: bigint }[] = [];
  readonly #dropped: RetentionHead['dropped'][number][] = [];
  readonly #covered = new Map<string, bigint>();
  readonly #events: { journalId: string; sequence: bigint }[] = [];
  readonly tombstones: TombstoneHead[] = [];

  /** Takes notice of an event that says something about others. */
  take(event: KeptEvent): void {
    const { kind, journalId, sequence } = event;
    if (kind === 'begin' || kind === 'heads') {
      for (const head of headOf<{ heads: ChainHead[] }>(event).heads) this.expect(head);
      return;
    }
    if (kind === 'retention') {
      const { dropped, heads } = headOf<RetentionHead>(event);
      this.#dropped.push(...dropped);
      for (const head of heads) {
        this.expect(head);
        set(this.#bases, head);
      }
    } else if (kind === 'damage') {
      const { journal_id, from, upto } = headOf<DamageHead>(event);
      this.#damages.push({ journalId: journal_id, from: BigInt(from), upto: BigInt(upto) });
    } else if (kind === 'tombstone') {
      this.tombstones.push(headOf<TombstoneHead>(event));
    } else return;
    this.#events.push({ journalId, sequence });
  }

  expect(head: ChainHead): void {
    if (head.sequence !== '0') set(this.#heads, head);
  }

  /** As `expect`, by a checkpoint: it covers the chain up to there. */
  cover(head: ChainHead): void {
    this.expect(head);
    const upto = BigInt(head.sequence);
    if (upto > this.coveredUpto(head.journal_id)) this.#covered.set(head.journal_id, upto);
  }

  coveredUpto(journalId: string): bigint {
    return this.#covered.get(journalId) ?? 0n;
  }

  /** How many events attest to erasures, retention and damage, and how many of them no checkpoint covers. */
  get counts(): { readonly all: number; readonly uncovered: number } {
    const uncovered = this.#events.filter(({ journalId, sequence }) => sequence > this.coveredUpto(journalId));
    return { all: this.#events.length, uncovered: uncovered.length };
  }

  /** The journals that must have been there. */
  get journals(): string[] {
    return [...this.#heads.keys()];
  }

  hashAt(journalId: string, sequence: bigint): string | undefined {
    return this.#heads.get(journalId)?.get(sequence);
  }

  /** The last event that this journal is known to have had; null when nothing says so. */
  lastKnown(journalId: string): bigint | null {
    return lastOf(this.#heads, journalId);
  }

  /**
   * The last position of a chain, behind `after` and not behind `upto`, that retention says it had: what is kept goes on
   * from there.
   */
  baseBetween(journalId: string, after: bigint, upto: bigint): { sequence: bigint; hash: Buffer } | null {
    let base: { sequence: bigint; hash: Buffer } | null = null;
    for (const [sequence, hash] of this.#bases.get(journalId) ?? []) {
      if (sequence <= after || sequence > upto || (base && base.sequence > sequence)) continue;
      base = { sequence, hash: Buffer.from(hash, 'hex') };
    }
    return base;
  }

  /** How far retention took a chain; null when it did not. */
  droppedUpto(journalId: string): bigint | null {
    return lastOf(this.#bases, journalId);
  }

  isDamaged(journalId: string, from: bigint, upto: bigint): boolean {
    return this.#damages.some((one) => one.journalId === journalId && one.from <= from && one.upto >= upto);
  }

  /** Whether the partition of this table that held this time was dropped. */
  isDropped(table: string, atMs: number): boolean {
    return this.#dropped.some(
      (one) => one.table === table && Date.parse(one.from) <= atMs && atMs < Date.parse(one.to),
    );
  }
}

function set(map: Heads, { journal_id, sequence, hash }: ChainHead): void {
  const known = map.get(journal_id) ?? new Map<bigint, string>();
  known.set(BigInt(sequence), hash);
  map.set(journal_id, known);
}

function lastOf(map: Heads, journalId: string): bigint | null {
  let last: bigint | null = null;
  for (const sequence of map.get(journalId)?.keys() ?? []) if (last === null || sequence > last) last = sequence;
  return last;
}
