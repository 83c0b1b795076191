import { z } from 'zod';
import { Cost, CostKind, Route } from '../invocation.ts';
import { listOf, Page, repeatable, Time } from './list.ts';

const words = repeatable(z.string().min(1).max(254));

export const LedgerQuery = z.strictObject({
  ...Page,
  from: Time.optional().describe('Calls not before this time.'),
  to: Time.optional().describe('Calls before this time.'),
  user: words.describe('Id or e-mail.'),
  instance: words.describe('Id or name.'),
  model: words.describe("The final model's display name."),
  provider: words.describe('Id or name.'),
  route: repeatable(Route),
  session_id: words,
  request_id: words,
  kind: repeatable(CostKind),
  currency: words,
  entry: repeatable(z.enum(['charge', 'correction'])),
  format: z.enum(['json', 'csv']).default('json').describe('As CSV all entries come at once.'),
});

/** Money, one entry for each priced call; a correction is a further entry that holds the difference. */
export const LedgerEntry = z.object({
  request_id: z.string(),
  at: Time.describe('Of the call.'),
  entry: z.enum(['charge', 'correction']),
  booked_at: Time,
  user_id: z.string().nullable(),
  instance_id: z.string().nullable(),
  session_id: z.string().nullable(),
  model: z.string().nullable(),
  provider_id: z.string().nullable(),
  route: z.string().nullable(),
  kind: CostKind,
  currency: z.string(),
  amount: z.string(),
  classes: Cost.shape.classes,
  tokens: z.object({
    input: z.int(),
    cached_input: z.int(),
    cache_write: z.int(),
    output: z.int(),
    reasoning: z.int(),
  }),
  fee_amount: z.string(),
  fees: z.record(z.string(), z.string()).nullable(),
  details: z.record(z.string(), z.string()).nullable(),
  price_version: z.int(),
  price_variant: z.int().nullable(),
  is_estimated: z.boolean().nullable(),
  is_rerouted: z.boolean().nullable(),
  journal_id: z.string(),
  sequence: z.string(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
/** With the names that people know these by: a user's e-mail, the others' names. */
export const LedgerList = listOf(
  LedgerEntry.extend({ user: z.string().nullable(), instance: z.string().nullable(), provider: z.string().nullable() }),
);
export const LedgerCsv = z.string().describe('One entry on each line.');
