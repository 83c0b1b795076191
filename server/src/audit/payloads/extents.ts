/** A byte range of the own bytes of the request `requestId`, as its `open` content holds them. */
export interface Extent {
  readonly requestId: string;
  readonly start: number;
  readonly length: number;
}

export type ByteRange = readonly [start: number, end: number];

/** What the bytes `start` to `end` of a payload are made of. */
export function sliceExtents(extents: readonly Extent[], [start, end]: ByteRange): Extent[] {
  const slice: Extent[] = [];
  let at = 0;
  for (const extent of extents) {
    const from = Math.max(start, at);
    const to = Math.min(end, at + extent.length);
    if (from < to) slice.push({ requestId: extent.requestId, start: extent.start + from - at, length: to - from });
    at += extent.length;
    if (at >= end) break;
  }
  return slice;
}

/** The same bytes in as few extents as can be. */
export function joinExtents(extents: readonly Extent[]): Extent[] {
  const joined: Extent[] = [];
  for (const extent of extents) {
    const last = joined.at(-1);
    if (last?.requestId === extent.requestId && last.start + last.length === extent.start) {
      joined[joined.length - 1] = { ...last, length: last.length + extent.length };
    } else if (extent.length > 0) {
      joined.push(extent);
    }
  }
  return joined;
}

export function lengthOf(extents: readonly Extent[]): number {
  return extents.reduce((sum, { length }) => sum + length, 0);
}
