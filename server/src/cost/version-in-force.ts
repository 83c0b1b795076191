import type { PriceVersion } from '@tollgate/contract';

/**
 * The version that a call opened at `at` has: of those that cover that moment the one that began last. Where several begin
 * at the same moment, the highest number alone counts: it took the place of the others, their ends included.
 * @param at RFC 3339
 */
export function versionInForce(prices: readonly PriceVersion[], at: string): PriceVersion | null {
  const moment = Date.parse(at);
  let found: PriceVersion | null = null;
  let foundFrom = Number.NEGATIVE_INFINITY;
  for (const version of withoutReplaced(prices)) {
    const from = Date.parse(version.valid_from);
    const isCovered = from <= moment && (version.valid_to === null || moment < Date.parse(version.valid_to));
    if (!isCovered || from < foundFrom) continue;
    found = version;
    foundFrom = from;
  }
  return found;
}

/** The versions whose place no later one with the same `valid_from` has taken. */
export function withoutReplaced(prices: readonly PriceVersion[]): PriceVersion[] {
  const latest = new Map<number, PriceVersion>();
  for (const version of prices) {
    const from = Date.parse(version.valid_from);
    const there = latest.get(from);
    if (there === undefined || there.version < version.version) latest.set(from, version);
  }
  return [...latest.values()];
}
