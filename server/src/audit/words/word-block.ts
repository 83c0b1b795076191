import { timeOfId } from '../../platform/ids.ts';
import { bytesFor, transposed } from './transposed.ts';

/** Which content a filter is of: a call's request, or its answer. */
export interface Said {
  readonly requestId: string;
  readonly kind: 'open' | 'settle';
}

export interface SignatureRow extends Said {
  readonly signature: Buffer;
}

/**
 * Filters of one size (in bytes), turned round: of all members the first bit, then of all the second one, and so on, so
 * that a search reads the few bits that it asks about. Never changed: a block is replaced as a whole.
 */
export interface WordBlock {
  readonly size: number;
  /** In the order of their times. */
  readonly members: readonly Said[];
  /** For each bit of a filter `bytesFor(members.length)` bytes, in which the lowest bit is the first member's. */
  readonly slices: Buffer;
}

/** @param rows at least one; all of one size */
export function wordBlockOf(rows: readonly SignatureRow[]): WordBlock {
  const sorted = rows.toSorted((a, b) => timeOfId(a.requestId) - timeOfId(b.requestId));
  const size = sorted[0]?.signature.length ?? 0;
  if (sorted.some(({ signature }) => signature.length !== size)) throw new RangeError('filters of different sizes');
  return {
    size,
    members: sorted.map(({ requestId, kind }) => ({ requestId, kind })),
    slices: transposed(Buffer.concat(sorted.map(({ signature }) => signature)), sorted.length, size * 8),
  };
}

/** What the block was made of, bit by bit. */
export function rowsOf({ size, members, slices }: WordBlock): SignatureRow[] {
  const signatures = transposed(slices, size * 8, members.length);
  return members.map((member, index) => ({
    ...member,
    signature: signatures.subarray(index * size, (index + 1) * size),
  }));
}

/** The places of the members that have all the bits whose slices these are, one slice behind the other. */
export function membersInAll(slices: Uint8Array, count: number): number[] {
  const bytes = bytesFor(count);
  const places: number[] = [];
  for (let index = 0; index < bytes; index++) {
    let common = 0xff;
    for (let at = index; at < slices.length && common !== 0; at += bytes) common &= slices[at] ?? 0;
    for (; common !== 0; common &= common - 1) places.push(index * 8 + 31 - Math.clz32(common & -common));
  }
  return places;
}
