import type { ChainHead, DamageHead, RetentionHead, TombstoneHead } from '../../events.ts';
import type { Chained } from '../chain.ts';

/** What the chains say about each other and about what is no longer there. */
export class Attestations {
  /** By journal and sequence: the hash that the chain must have there. */
  readonly #heads = new Map<string, Map<bigint, string>>();
  /** By journal and sequence: the hash with which a chain may begin, behind what retention took. */
  readonly #bases = new Map<string, Map<bigint, string>>();
  readonly #damages: { journalId: string; from: bigint; upto: bigint }[] = [];
  readonly #dropped: RetentionHead['dropped'][number][] = [];
  readonly tombstones: TombstoneHead[] = [];

  /** Takes notice of an event that says something about others. */
  take({ kind, headBytes }: Chained): void {
    if (kind === 'begin' || kind === 'heads') {
      for (const head of (read(headBytes) as { heads: ChainHead[] }).heads) this.expect(head);
    } else if (kind === 'retention') {
      const { dropped, heads } = read(headBytes) as RetentionHead;
      this.#dropped.push(...dropped);
      for (const head of heads) set(this.#bases, head);
    } else if (kind === 'damage') {
      const { journal_id, from, upto } = read(headBytes) as DamageHead;
      this.#damages.push({ journalId: journal_id, from: BigInt(from), upto: BigInt(upto) });
    } else if (kind === 'tombstone') {
      this.tombstones.push(read(headBytes) as TombstoneHead);
    }
  }

  expect(head: ChainHead): void {
    if (head.sequence !== '0') set(this.#heads, head);
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
    const sequences = [...(this.#heads.get(journalId)?.keys() ?? [])];
    return sequences.reduce<bigint | null>((last, one) => (last === null || one > last ? one : last), null);
  }

  /** Whether retention took this chain up to this sequence, where it had this hash. */
  isBase(journalId: string, sequence: bigint, hash: string): boolean {
    return this.#bases.get(journalId)?.get(sequence) === hash;
  }

  /** How far retention took a chain; null when it did not. */
  droppedUpto(journalId: string): bigint | null {
    const sequences = [...(this.#bases.get(journalId)?.keys() ?? [])];
    return sequences.reduce<bigint | null>((last, one) => (last === null || one > last ? one : last), null);
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

function set(map: Map<string, Map<bigint, string>>, { journal_id, sequence, hash }: ChainHead): void {
  const known = map.get(journal_id) ?? new Map<bigint, string>();
  known.set(BigInt(sequence), hash);
  map.set(journal_id, known);
}

function read(headBytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(headBytes).toString('utf8'));
}
