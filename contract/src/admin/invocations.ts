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

const exclusions = {
  not_user: words.describe('Id or e-mail. Like each `not_…`: calls that are of none of these.'),
  not_instance: words,
  not_model: words,
  not_provider: words,
  not_route: repeatable(Route),
  not_status: repeatable(Status),
  not_decision: repeatable(DecisionWord),
  not_rule: words,
};

const filters = {
  ...exclusions,
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
  found: z.enum(['some', 'none']).optional().describe('Calls in which any rule found something, or none did.'),
  session_id: words,
  trace_id: words,
  request_id: words,
  policy_version: repeatable(
    z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  ).describe('Of the policy that decided.'),
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
export const InvocationList = listOf(Invocation).extend({
  live_cursor: z
    .string()
    .describe(
      'The same search from its newest call on, as often as one likes, for who watches it: one entry in the access log.',
    ),
  searched_to: z.iso
    .datetime()
    .nullable()
    .describe(
      'A page may end before it is full, when it took long: everything after this was looked at. Null on the last.',
    ),
});

export const FacetsQuery = z
  .strictObject({
    ...filters,
    cursor: Page.cursor.describe('`live_cursor` of the search that this counts for: then it is no further search.'),
  })
  .refine(hasCurrency, currencyMissing);
const facet = z.array(
  z.object({
    value: z.string().describe('As the search takes it.'),
    name: z.string().nullable().describe('To show; null where the value is the name.'),
    calls: z.int(),
  }),
);
/** What the calls of a search are, counted. */
export const InvocationFacets = z.object({
  calls: z.int().describe('How many were counted: the newest, at most 10,000.'),
  is_complete: z.boolean().describe('Whether these are all of them.'),
  costs: z.array(z.object({ currency: z.string(), amount: z.string(), calls: z.int() })),
  facets: z
    .object({ decision: facet, route: facet, status: facet, model: facet, rule: facet, provider: facet })
    .describe('Each counted as if nothing had been chosen of it, the most frequent first, at most 50.'),
});
export type InvocationFacets = z.infer<typeof InvocationFacets>;
export const InvocationParams = z.object({ request_id: Id });
export const PayloadParams = z.object({ request_id: Id, name: PayloadName });
