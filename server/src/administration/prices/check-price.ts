import type { PriceVersion } from '@tollgate/contract';
import { withoutReplaced } from '../../cost/version-in-force.ts';
import { invalid } from '../refuse.ts';

/**
 * Two prices that both state their end may not overlap: which of them was meant would be a guess. One that begins when
 * another one begins takes its place instead.
 * @throws AdministrationRefusal
 */
export function assertFits(price: PriceVersion, others: readonly PriceVersion[]): void {
  if (price.valid_to === null) return;
  const [from, to] = [Date.parse(price.valid_from), Date.parse(price.valid_to)];
  for (const other of withoutReplaced(others)) {
    const otherFrom = Date.parse(other.valid_from);
    if (other.valid_to === null || otherFrom === from) continue;
    if (from >= Date.parse(other.valid_to) || otherFrom >= to) continue;
    const message =
      `overlaps version ${other.version}, which is stated to hold from ${other.valid_from} to ${other.valid_to}. ` +
      'Begin at its end, or state the same `valid_from` to take its place.';
    throw invalid('valid_from', message);
  }
}
