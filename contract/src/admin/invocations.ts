import { z } from 'zod';
import { DecisionWord, Invocation, PayloadName, Route, Status } from '../invocation.ts';
import { Currency } from '../currency.ts';
import { Price } from '../prices.ts';
import { Id, Page, Time, listOf, repeatable } from './list.ts';

const words = repeatable(z.string().min(1).max(254));

const absentFields = [
  'user',
  'instance',
  'key',
  'model',
  'provider',
  'route',
  'session_id',
  'trace_id',
  'cost_centre',
  'price',
  'decision',
] as const;

const filters = {
  user: words.describe('Id or e-mail.'),
  instance: words.describe('Id or name.'),
  key: words.describe('Id or name.'),
  model: words.describe("The final model's display name."),
  provider: words.describe('Id or name.'),
  route: repeatable(Route),
  status: repeatable(Status),
  decision: repeatable(DecisionWord),
  rule: words,
  error_code: words.describe('As docs/reference/errors.md lists them.'),
  session_id: words,
  trace_id: words,
  request_id: words,
  cost_centre: words.describe('For which the calls of their users were on their day.'),
  without: repeatable(z.enum(absentFields)).describe(
    'Calls that have none of this; `price`: with tokens, for which no price was in force.',
  ),
  from: Time.optional().describe('Not before this time.'),
  to: Time.optional().describe('Before this time.'),
  cost_min: Price.optional().describe('Goes with `currency`.'),
  currency: Currency.optional(),
  estimated_usage: z.literal('true').optional().describe('Only calls whose tokens the gateway counted.'),
  latency_min_ms: z.coerce.number().min(0).optional(),
};

const hasCurrency = (query: { readonly cost_min?: unknown; readonly currency?: unknown }): boolean =>
  query.cost_min === undefined || query.currency !== undefined;
const currencyMissing = {
  path: ['currency'],
  message: 'goes with `cost_min`: amounts of different currencies are not compared',
};

const text = z
  .string()
  .min(1)
  .max(500)
  .optional()
  .describe('Text in what was new in the request, or in the answer; within the last 31 days unless `from` says more.');

export const InvocationQuery = z.strictObject({ ...Page, ...filters, text }).refine(hasCurrency, currencyMissing);
export const ExportQuery = z
  .strictObject({ format: z.enum(['jsonl', 'csv']).default('jsonl'), ...filters })
  .refine(hasCurrency, currencyMissing);
export const InvocationList = listOf(Invocation);
export const InvocationParams = z.object({ request_id: Id });
export const PayloadParams = z.object({ request_id: Id, name: PayloadName });
