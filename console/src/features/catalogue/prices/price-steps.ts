/** What of a version of prices says when it holds. */
interface Version {
  readonly version: number;
  readonly valid_from: string;
  readonly valid_to?: string | null;
}

/** A time from which on a version is in force, or none is. */
export interface PriceStep<One extends Version> {
  readonly at: number;
  readonly version: One | null;
}

/**
 * Which versions were in force and will be, in the order of time. As the gateway decides it: of those that cover a moment
 * the one that began last, and of several that begin at once the highest number.
 */
export function priceSteps<One extends Version>(versions: readonly One[]): PriceStep<One>[] {
  const from = (one: One): number => Date.parse(one.valid_from);
  const latest = new Map(versions.toSorted((a, b) => a.version - b.version).map((one) => [from(one), one]));
  const ordered = [...latest.values()].toSorted((a, b) => from(a) - from(b));
  const ends = ordered.flatMap(({ valid_to: end }) => (end == null ? [] : [Date.parse(end)]));
  const times = [...new Set([...ordered.map(from), ...ends])].toSorted((a, b) => a - b);
  return times
    .map((at) => {
      const covers = (one: One): boolean => from(one) <= at && (one.valid_to == null || at < Date.parse(one.valid_to));
      return { at, version: ordered.findLast(covers) ?? null };
    })
    .filter(({ version }, index, all) => index === 0 || version !== all[index - 1]?.version);
}
