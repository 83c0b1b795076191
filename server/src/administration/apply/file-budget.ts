import { Budget } from '@tollgate/contract';
import { z } from 'zod';
import { isCredentialReference } from '../../catalog/credentials.ts';

/** A budget as a `gateway.yaml` says it: whose calls, how much of what, in which period. */
export const FileBudget = z.strictObject({
  name: Budget.shape.name.trim(),
  for: z
    .string()
    .regex(
      /^(everyone|(key|user|group|instance|model):.+)$/,
      'must be everyone, key:NAME, user:EMAIL, group:NAME, instance:NAME or model:NAME',
    ),
  each: z.boolean().default(false),
  measure: Budget.shape.measure,
  limit: Budget.shape.limit,
  currency: Budget.shape.currency.default(null),
  period: Budget.shape.period,
  is_hard: z.boolean().default(true),
  alert_shares: Budget.shape.alert_shares.default([]),
  webhook: Budget.shape.webhook.default(null),
  webhook_secret: z.string().refine(isCredentialReference, 'must be env:NAME or file:/path').nullable().default(null),
  is_active: z.boolean().default(true),
});
export type FileBudget = z.infer<typeof FileBudget>;

export type ScopeKind = Budget['scope']['kind'];

/** `user:ada@example.com` → `['user', 'ada@example.com']`; `everyone` → `['everyone', '']`. */
export function splitScope(text: string): [kind: ScopeKind, name: string] {
  const separator = text.indexOf(':');
  const kind = (separator < 0 ? text : text.slice(0, separator)) as ScopeKind;
  return [kind, separator < 0 ? '' : text.slice(separator + 1)];
}
