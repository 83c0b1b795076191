import { z } from 'zod';
import { listOf, Page, repeatable } from './list.ts';

const Day = z.iso.date();
const codes = repeatable(z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 currency code, such as USD'));

export const ExchangeRateQuery = z.strictObject({
  ...Page,
  currency: codes,
  base: codes,
  from: Day.optional().describe('Not before this day.'),
  to: Day.optional().describe('Not after this day.'),
});
/** On `day`, 1 `base` was worth `rate` of `currency`. */
export const ExchangeRateList = listOf(
  z.object({ day: z.string(), currency: z.string(), base: z.string(), rate: z.string() }),
);
export const ExchangeRateUploadQuery = z.strictObject({
  replace: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Whether rates that are known with another value are changed; else they are refused.'),
});
export const ExchangeRatesUploaded = z.object({
  rates: z.int().describe('In the file.'),
  changed: z.int().describe('Of these, new or other than before.'),
  from: z.string(),
  to: z.string(),
});
