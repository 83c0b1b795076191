import type { admin, PriceVersion } from '@tollgate/contract';

/**
 * The next version of a model's prices, in force from now on unless it says otherwise; its times in UTC.
 * @param now RFC 3339
 */
export function priceVersion(input: admin.PriceCreate, version: number, now: string): PriceVersion {
  const valid_from = new Date(input.valid_from ?? now).toISOString();
  const valid_to = input.valid_to === null ? null : new Date(input.valid_to).toISOString();
  return { ...input, version, valid_from, valid_to };
}
