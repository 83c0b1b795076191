import { z } from 'zod';
import { Budget, budgetScopes } from '../budgets.ts';
import { Id, Page, Revision, Time, listOf } from './list.ts';

export const BudgetView = Budget.extend({
  revision: Revision,
  scope_name: z
    .string()
    .nullable()
    .describe('Whose calls count, as people call it: an e-mail, a name. Null for everyone, and where it is gone.'),
});
export const BudgetList = listOf(BudgetView);
export const BudgetQuery = z.strictObject({
  ...Page,
  scope: z.enum(budgetScopes).optional().describe('Only budgets of this kind of scope.'),
  id: Id.optional().describe('Only budgets whose scope is this key, user, group, instance or model.'),
});

const BudgetScope = z.strictObject({
  kind: Budget.shape.scope.shape.kind,
  id: Budget.shape.scope.shape.id.default(null),
  each: Budget.shape.scope.shape.each,
});

export const BudgetCreate = z.strictObject({
  name: Budget.shape.name.trim(),
  scope: BudgetScope,
  measure: Budget.shape.measure,
  limit: Budget.shape.limit,
  currency: Budget.shape.currency.default(null),
  period: Budget.shape.period,
  is_hard: z.boolean().default(true),
  alert_shares: Budget.shape.alert_shares.default([]),
  webhook: Budget.shape.webhook.default(null),
  webhook_secret: Budget.shape.webhook_secret.default(null),
  is_active: z.boolean().default(true),
});
export type BudgetCreate = z.infer<typeof BudgetCreate>;

/** What is counted and for whom stays as it is: that would be another budget. */
export const BudgetChange = z.strictObject({
  name: Budget.shape.name.trim().optional(),
  limit: Budget.shape.limit.optional(),
  is_hard: z.boolean().optional(),
  alert_shares: Budget.shape.alert_shares.optional(),
  webhook: Budget.shape.webhook.optional(),
  webhook_secret: Budget.shape.webhook_secret.optional(),
  is_active: z.boolean().optional(),
});
export type BudgetChange = z.infer<typeof BudgetChange>;

export const BudgetUsageQuery = z.strictObject({
  ...Page,
  periods: z.coerce.number().int().min(0).max(400).default(12).describe('How many past periods `history` tells.'),
});

/** One counter in the period that runs: exact decimal strings in the budget's measure. */
const BudgetCounter = z.object({
  /** The user's id where each has a counter of their own, else empty. */
  subject: z.string(),
  name: z.string().nullable(),
  spent: z.string().describe('What the record says was used.'),
  reserved: z.string().describe('What running calls may use at most, and calls that are not in the record yet.'),
  left: z.string(),
});

export const BudgetUsage = z.object({
  budget: BudgetView,
  period_from: Time,
  resets_at: Time,
  items: z.array(BudgetCounter),
  next_cursor: z.string().nullable(),
  history: z
    .array(z.object({ period_from: Time, subject: z.string(), spent: z.string() }))
    .describe('Past periods, newest first.'),
  alerts: z
    .array(
      z.object({
        at: Time,
        period_from: Time,
        subject: z.string(),
        share: z.string(),
        spent: z.string(),
        delivered_at: Time.nullable(),
        attempts: z.int(),
        problem: z.string().nullable(),
      }),
    )
    .describe('The last hundred, newest first.'),
});
