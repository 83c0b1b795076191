import { z } from 'zod';
import { Currency } from '../currency.ts';
import { Cost, CostKind, Route, Usage } from '../invocation.ts';
import { Page, repeatable, Time } from './list.ts';

/** One sum per kind and currency: amounts of different currencies are never added. */
export const CostTotal = Cost.pick({ kind: true, currency: true, amount: true });

/** What reports can be asked by, one or two at once. */
export const costKeys = [
  'user',
  'instance',
  'model',
  'session',
  'provider',
  'route',
  'cost_centre',
  'day',
  'hour',
  'month',
  'trace',
  'key',
] as const;
export const CostKey = z.enum(costKeys);
export type CostKey = z.infer<typeof CostKey>;

const words = repeatable(z.string().min(1).max(254));
const Filters = {
  from: Time.optional().describe('Not before this time.'),
  to: Time.optional().describe('Before this time.'),
  user: words.describe('Id or e-mail.'),
  instance: words.describe('Id or name.'),
  key: words.describe('Id or name; reads the calls themselves.'),
  model: words.describe("The final model's display name."),
  provider: words.describe('Id or name.'),
  route: repeatable(Route),
  cost_centre: words,
  session_id: words,
  trace_id: words.describe('Reads the calls themselves.'),
};
const Conversion = {
  currency: Currency.optional().describe('Totals in this currency too, by the rates of each day.'),
  rates: z
    .enum(['same_day', 'latest_before'])
    .default('same_day')
    .describe('What a day without a rate takes: none, and it is named; or the latest of before.'),
};

const Order = z.enum(['key', 'calls', 'tokens', 'amount']);
const hasCurrency = (query: { readonly sort: string; readonly currency?: unknown }): boolean =>
  query.sort !== 'amount' || query.currency !== undefined;
const currencyMissing = {
  path: ['currency'],
  message: 'goes with `sort=amount`: amounts are compared in one currency',
};

export const CostByParams = z.object({ key: CostKey });
export const CostSummaryQuery = z.strictObject({ ...Filters, ...Conversion });
export const CostByQuery = z
  .strictObject({
    ...Filters,
    ...Conversion,
    ...Page,
    time_zone: z
      .string()
      .regex(/^[A-Za-z][\w+\-/]{0,60}$/, 'the name of a time zone, such as Europe/Berlin')
      .optional()
      .describe('Whose days and months, when not those of the report time zone; whole hours apart from it.'),
    and: CostKey.optional().describe('A second thing, crossed with the first.'),
    sort: Order.default('key').describe('By key, or the most first; `amount` goes with `currency`.'),
    format: z.enum(['json', 'csv']).default('json').describe('As CSV all lines come at once.'),
  })
  .refine(hasCurrency, currencyMissing);

const Amount = z.object({ currency: z.string(), amount: z.string() });
const Totals = {
  calls: z.int(),
  calls_url: z.string().describe('Lists exactly these calls.'),
  completed_calls: z.int(),
  unpriced_calls: z.int().describe('With tokens, and no price was in force.'),
  estimated_calls: z.int().describe('Whose tokens were counted by the gateway.'),
  estimated_share: z.string().nullable().describe('Of the calls with tokens; null when there are none.'),
  usage: Usage,
  costs: z.array(
    CostTotal.extend({
      classes: Cost.shape.classes,
      fees: z.string(),
      estimated: z.string().describe('Of this, for tokens that were counted by the gateway.'),
      per_completed_call: z.string().nullable(),
    }),
  ),
  cache_savings: z.array(Amount).describe('What cached tokens would have cost at the input price, less what they did.'),
  rerouting: z
    .object({
      calls: z.int(),
      costs: z.array(Amount).describe('What rerouted calls cost.'),
      instead: z.array(Amount).describe('What the same tokens would have cost at the models that were selected.'),
    })
    .describe('What it cost that policy sent calls to other models.'),
  converted: z
    .object({
      currency: z.string(),
      amount: z.string(),
      costs: z.array(z.object({ kind: CostKind, amount: z.string() })),
      unconverted: z.array(CostTotal).describe('Of days without a rate: not in `amount`.'),
    })
    .optional(),
};
const Report = {
  time_zone: z.string().describe('Whose days, hours and months these are.'),
  missing_rates: z
    .array(z.object({ day: z.string(), currency: z.string() }))
    .optional()
    .describe('Days without a rate to the currency that was asked for.'),
};

export const CostSummary = z.object({ ...Totals, ...Report });
export const CostLine = z.object({
  key: z.string().nullable(),
  name: z.string().nullable(),
  and: z.object({ key: z.string().nullable(), name: z.string().nullable() }).optional(),
  ...Totals,
});
export type CostLine = z.infer<typeof CostLine>;
export const CostByList = z.object({ items: z.array(CostLine), next_cursor: z.string().nullable(), ...Report });
export const CostCsv = z.string().describe('One line for each, with a column for each kind and currency.');
