import { PriceVersion } from '@tollgate/contract';
import type { z } from 'zod';

/** A version of prices; what it leaves out is as nobody had said it. */
export function priceVersion(more: Partial<z.input<typeof PriceVersion>>): PriceVersion {
  return PriceVersion.parse({
    version: 1,
    currency: 'USD',
    valid_from: '2026-01-01T00:00:00Z',
    input: '1.25',
    output: '10',
    ...more,
  });
}
