import { z } from 'zod';
import { CostTotal } from './costs.ts';
import { Time } from './list.ts';

export const OverviewQuery = z.strictObject({
  from: Time.optional().describe('Not before this time; a day before `to` when left out.'),
  to: Time.optional().describe('Before this time; now when left out.'),
  time_zone: z
    .string()
    .min(1)
    .max(60)
    .default('UTC')
    .describe('IANA name of the zone in which the steps of longer windows are whole days.'),
});

const Count = z.int();
const Trend = z.array(Count).describe('One for each of `steps`.');

/** What an administrator should look at, the worst first. Which of the other fields are there depends on `kind`. */
export const attentionKinds = [
  'no_secure_model',
  'provider_refuses_credential',
  'provider_failing',
  'budget_used',
  'model_unpriced',
  'model_gone',
  'model_repriced',
  'unreviewed',
] as const;
export const Attention = z.object({
  kind: z.enum(attentionKinds),
  subject: z.object({ id: z.string(), name: z.string() }).nullable().describe('What it is about.'),
  count: Count.nullable().describe('Calls that it touched.'),
  since: Time.nullable(),
  share: z.number().nullable().describe('Of a budget: how much of it is used, 1 being all.'),
});
export type Attention = z.infer<typeof Attention>;

const byDecision = { passed: Count, redacted: Count, rerouted: Count, blocked: Count, undecided: Count };

export const Overview = z.object({
  from: Time.describe('Of what was counted: later than asked where counting all of it would have taken too long.'),
  to: Time,
  is_partial: z.boolean(),
  calls: Count,
  calls_before: Count.nullable().describe('In the window of the same length before this one.'),
  decisions: z.object(byDecision).describe('`undecided`: refused before policy was asked.'),
  failed: Count.describe('Status `failed` or `interrupted`.'),
  denied: Count,
  completed: Count,
  unpriced: Count.describe('Calls with tokens, and no price was in force.'),
  costs: z.array(CostTotal).describe('By kind and currency, as `/api/costs/summary` has them.'),
  step: z.enum(['five_minutes', 'hour', 'day']),
  steps: z.array(z.object({ from: Time, to: Time, ...byDecision })),
  rules: z
    .array(z.object({ rule: z.string(), display_name: z.string(), calls: Count, trend: Trend }))
    .nullable()
    .describe('In how many calls the rules hit that did most often; null when telling took too long.'),
  users: z
    .array(
      z.object({
        key: z.string().nullable(),
        name: z.string().nullable(),
        calls: Count,
        costs: z.array(CostTotal),
      }),
    )
    .describe('Who called most: users, or for members their instances.'),
  providers: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        calls: Count,
        completed: Count,
        failed: Count,
        latency_p50_ms: z.number().nullable().describe('Of the newest completed calls of the window.'),
        first_token_p50_ms: z.number().nullable(),
        last_failure: z
          .object({ request_id: z.string(), at: Time, error_code: z.string().nullable() })
          .nullable()
          .describe('Within the window.'),
      }),
    )
    .nullable()
    .describe('Null for members.'),
  record: z.object({
    has_calls: z.boolean().describe('Whether anybody with a key ever called, or the member who asks.'),
    last_call_at: Time.nullable(),
    open_calls: Count,
    backlog_events: Count.nullable().describe('Durable here and not in the database yet; null for members.'),
    checkpoint: z.object({ id: z.string(), at: Time }).nullable().describe('The newest signed one.'),
    verified: z
      .object({ until: Time.describe('When it began: what came later it did not read.'), findings: Count })
      .nullable()
      .describe('The newest verification that went through; null for members, and before the first.'),
  }),
  setup: z
    .object({ providers: Count, models: Count, secure_models: Count, keys: Count })
    .nullable()
    .describe('What there is to call with: providers, active models, keys that are in force. Null for members.'),
  attention: z
    .object({ from: Time, to: Time, items: z.array(Attention) })
    .describe('What needs somebody now, whatever the window: counts are of the last 24 hours.'),
});
export type Overview = z.infer<typeof Overview>;
