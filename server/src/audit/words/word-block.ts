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
 * that a search reads the few bits that it asks about.
 */
export interface WordBlock {
  readonly size: number;
  /** Null where a content was erased: no bit of it is left. */
  readonly members: readonly (Said | null)[];
  /** For each bit of a filter `sliceBytes(members.length)` bytes, in which the lowest bit is the first member's. */
  readonly slices: Buffer;
}

/** How many bytes a bit of so many filters takes. */
const sliceBytes = (count: number): number => (count + 7) >> 3;

/** @param rows at least one; all of one size */
export function wordBlockOf(rows: readonly SignatureRow[]): WordBlock {
  const size = rows[0]?.signature.length ?? 0;
  const bytes = sliceBytes(rows.length);
  const slices = Buffer.alloc(size * 8 * bytes);
  for (const [member, { signature }] of rows.entries()) {
    if (signature.length !== size) throw new RangeError('filters of different sizes');
    for (const [index, byte] of signature.entries()) {
      for (const bit of bitsIn(byte)) setBit(slices, (index * 8 + bit) * bytes * 8 + member);
    }
  }
  return { size, members: rows.map(({ requestId, kind }) => ({ requestId, kind })), slices };
}

/** One block of several of one size. All but the last have a multiple of eight members. */
export function mergedBlock(blocks: readonly WordBlock[]): WordBlock {
  const size = blocks[0]?.size ?? 0;
  const parts = blocks.map(({ members, slices }) => ({ slices, bytes: sliceBytes(members.length) }));
  const merged = Buffer.alloc(parts.reduce((sum, { slices }) => sum + slices.length, 0));
  let at = 0;
  for (let bit = 0; bit < size * 8; bit++) {
    for (const { slices, bytes } of parts) at += slices.copy(merged, at, bit * bytes, (bit + 1) * bytes);
  }
  return { size, members: blocks.flatMap(({ members }) => members), slices: merged };
}

/** The block with nothing left of these members. */
export function withoutMembers({ size, members, slices }: WordBlock, isGone: (member: Said) => boolean): WordBlock {
  const bytes = sliceBytes(members.length);
  const left = members.map((member) => (member && isGone(member) ? null : member));
  const cleared = Buffer.from(slices);
  for (const [place, member] of left.entries()) {
    if (member) continue;
    for (let bit = 0; bit < size * 8; bit++) clearBit(cleared, bit * bytes * 8 + place);
  }
  return { size, members: left, slices: cleared };
}

/** What these members were before, bit by bit. */
export function rowsOf({ size, members, slices }: WordBlock, isWanted: (member: Said) => boolean): SignatureRow[] {
  const bytes = sliceBytes(members.length);
  return members.flatMap((member, place) => {
    if (!member || !isWanted(member)) return [];
    const signature = Buffer.alloc(size);
    for (let bit = 0; bit < size * 8; bit++) if (hasBit(slices, bit * bytes * 8 + place)) setBit(signature, bit);
    return [{ ...member, signature }];
  });
}

/** The places of the members that have all the bits whose slices these are, one slice behind the other. */
export function membersInAll(slices: Uint8Array, count: number): number[] {
  const bytes = sliceBytes(count);
  const places: number[] = [];
  for (let index = 0; index < bytes; index++) {
    let common = 0xff;
    for (let at = index; at < slices.length && common !== 0; at += bytes) common &= slices[at] ?? 0;
    for (const bit of bitsIn(common)) places.push(index * 8 + bit);
  }
  return places;
}

/** Which bits are set in each byte, the lowest first. */
const setBits = Array.from({ length: 256 }, (_, byte) => [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (1 << bit)));

function bitsIn(byte: number): readonly number[] {
  return setBits[byte] ?? [];
}

function hasBit(bytes: Uint8Array, bit: number): boolean {
  return ((bytes[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

function setBit(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
}

function clearBit(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) & ~(1 << (bit & 7));
}
