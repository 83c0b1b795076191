import type { admin, PriceVersion } from '@tollgate/contract';

/** The next version of a model's prices, in force from now on unless it says otherwise; its time in UTC. */
export function priceVersion(input: admin.PriceCreate, version: number): PriceVersion {
  const validFrom = input.valid_from === undefined ? new Date() : new Date(input.valid_from);
  return { ...input, version, valid_from: validFrom.toISOString() };
}
