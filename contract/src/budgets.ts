import { z } from 'zod';
import { Currency } from './currency.ts';

export const budgetScopes = ['everyone', 'key', 'user', 'group', 'instance', 'model'] as const;
export const budgetMeasures = ['requests', 'tokens', 'money'] as const;
export type BudgetMeasure = (typeof budgetMeasures)[number];
export const budgetPeriods = ['minute', 'hour', 'day', 'month'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

/** Whose calls are counted. */
const BudgetScope = z.object({
  kind: z.enum(budgetScopes),
  /** Of the key, user, group, instance or model; null for everyone. */
  id: z.string().min(1).max(64).nullable(),
  /** One counter for each user, of scopes that hold several: `everyone`, `group`, `model`. */
  each: z.boolean().default(false),
});

/** A share of a limit: more than 0, at most 1. */
const Share = z
  .string('a share is a quoted decimal string')
  .regex(/^(0\.\d{1,4}|1(\.0{1,4})?)$/, 'a share is a decimal string such as "0.8": more than 0, at most 1')
  .refine((share) => /[1-9]/.test(share), 'a share is more than 0');

/** How much calls may use in a period, or at which use somebody is to be told. */
export const Budget = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(120),
  scope: BudgetScope,
  measure: z.enum(budgetMeasures),
  /** A whole number of requests or tokens; an amount of money in `currency`, of at most 9 decimals. */
  limit: z
    .string('a limit is a quoted decimal string')
    .regex(/^\d{1,15}(\.\d{1,9})?$/, 'a limit is a decimal string such as "250.00": not negative, at most 9 decimals'),
  /** Of money; null for all else. */
  currency: Currency.nullable(),
  /** Days and months are those of `TOLLGATE_REPORT_TIME_ZONE`. */
  period: z.enum(budgetPeriods),
  /** Whether what goes beyond it is refused. */
  is_hard: z.boolean(),
  alert_shares: z.array(Share).max(10),
  /** Where alerts are sent, beside the list of alerts. */
  webhook: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  /** `env:NAME` or `file:/path` of the secret that signs them; null for none. */
  webhook_secret: z.string().max(500).nullable(),
  is_active: z.boolean(),
  managed_by_file: z.boolean(),
});
export type Budget = z.infer<typeof Budget>;
