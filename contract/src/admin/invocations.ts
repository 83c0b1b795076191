import { z } from 'zod';
import { DecisionWord, Invocation, PayloadName, Route, Status, Usage } from '../invocation.ts';
import { Currency, Price } from '../policy.ts';
import { CostTotal } from './costs.ts';
import { Id, Page, Time, listOf, repeatable } from './list.ts';

const words = repeatable(z.string().min(1).max(254));

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
  session_id: words,
  trace_id: words,
  request_id: words,
  from: Time.optional().describe('Not before this time.'),
  to: Time.optional().describe('Before this time.'),
  cost_min: Price.optional().describe('Goes with `currency`.'),
  currency: Currency.optional(),
  latency_min_ms: z.coerce.number().min(0).optional(),
};

const hasCurrency = (query: { readonly cost_min?: unknown; readonly currency?: unknown }): boolean =>
  query.cost_min === undefined || query.currency !== undefined;
const currencyMissing = {
  path: ['currency'],
  message: 'goes with `cost_min`: amounts of different currencies are not compared',
};

export const InvocationQuery = z.strictObject({ ...Page, ...filters }).refine(hasCurrency, currencyMissing);
export const ExportQuery = z
  .strictObject({ format: z.enum(['jsonl', 'csv']).default('jsonl'), ...filters })
  .refine(hasCurrency, currencyMissing);
export const InvocationList = listOf(Invocation);
export const InvocationParams = z.object({ request_id: Id });
export const PayloadParams = z.object({ request_id: Id, name: PayloadName });

/** The calls of one run or one conversation, in order. */
export const Trace = z.object({
  trace_id: z.string().nullable(),
  session_id: z.string().nullable(),
  items: z.array(Invocation),
  totals: z.object({ calls: z.int(), usage: Usage, costs: z.array(CostTotal) }),
});
export const TraceParams = z.object({ trace_id: z.string().min(1).max(256) });
export const SessionParams = z.object({ session_id: z.string().min(1).max(256) });
export const TraceQuery = z.strictObject({
  user: z.string().min(1).max(254).optional().describe('Id or e-mail; needed when several users have this id.'),
});
