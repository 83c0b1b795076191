import type { RollupUnit } from '../../database/rollups.ts';

/** Milliseconds since the epoch, from inclusive, to exclusive; infinite where there is no bound. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where the buckets of one unit stand in a window. */
export interface UnitEdges {
  /** The first moment at or after the window's beginning where a bucket begins. */
  readonly firstMs: number;
  /** The last moment at or before the window's end where a bucket begins. */
  readonly lastMs: number;
}

export interface Pieces {
  /** Whole buckets of rollups. */
  readonly buckets: readonly (TimeRange & { readonly unit: RollupUnit })[];
  /** What no bucket fits: read from the calls themselves. */
  readonly raw: readonly TimeRange[];
}

/**
 * Cuts a window into the fewest buckets that fill it exactly: whole months, then days on both sides, then hours, and at
 * the edges the calls themselves.
 * @param units coarse to fine; their buckets lie within each other
 */
export function cutWindow(
  window: TimeRange,
  units: readonly { readonly unit: RollupUnit; readonly edges: UnitEdges }[],
): Pieces {
  const buckets: (TimeRange & { unit: RollupUnit })[] = [];
  let covered: TimeRange | null = null;
  for (const { unit, edges } of units) {
    const { firstMs: fromMs, lastMs: toMs } = edges;
    if (fromMs >= toMs) continue;
    for (const range of around(covered, { fromMs, toMs })) buckets.push({ unit, ...range });
    covered = { fromMs, toMs };
  }
  return { buckets, raw: around(covered, window) };
}

/** What of `whole` is not in `inner`. */
function around(inner: TimeRange | null, { fromMs, toMs }: TimeRange): TimeRange[] {
  const parts =
    inner === null
      ? [{ fromMs, toMs }]
      : [
          { fromMs, toMs: inner.fromMs },
          { fromMs: inner.toMs, toMs },
        ];
  return parts.filter((part) => part.fromMs < part.toMs);
}
