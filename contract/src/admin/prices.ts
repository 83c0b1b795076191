import { z } from 'zod';
import { priceFields, PriceVersion } from '../prices.ts';
import { Time, listOf } from './list.ts';

/** Prices as quoted decimals. They take over at `valid_from` (now, when left out), and hold until `valid_to`, if there is one. */
export const PriceCreate = z
  .strictObject({ valid_from: Time.optional(), valid_to: Time.nullable().default(null), ...priceFields })
  .refine(({ valid_from, valid_to }) => valid_to === null || Date.parse(valid_to) > beginning(valid_from), {
    path: ['valid_to'],
    message: 'must be after `valid_from`, which is now when left out',
  });
export type PriceCreate = z.infer<typeof PriceCreate>;
export const PriceView = PriceVersion;
export const PriceList = listOf(PriceVersion);

function beginning(validFrom: string | undefined): number {
  return validFrom === undefined ? Date.now() : Date.parse(validFrom);
}
