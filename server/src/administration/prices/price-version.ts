import type { admin, PriceVersion } from '@tollgate/contract';

/** The next version of a model's prices, in force from now on unless it says otherwise; its times in UTC. */
export function priceVersion(input: admin.PriceCreate, version: number): PriceVersion {
  const validFrom = input.valid_from === undefined ? new Date() : new Date(input.valid_from);
  const valid_to = input.valid_to === null ? null : new Date(input.valid_to).toISOString();
  return { ...input, version, valid_from: validFrom.toISOString(), valid_to };
}
