import type { paths } from '../../../lib/api.ts';
import type { Budget } from './queries.ts';

type Body = paths['/api/budgets']['post']['requestBody']['content']['application/json'];
type Change = paths['/api/budgets/{id}']['patch']['requestBody']['content']['application/json'];

export const scopes = ['everyone', 'user', 'group', 'instance', 'key', 'model'] as const;

/** A budget as it is typed. */
export interface Draft {
  readonly name: string;
  readonly kind: (typeof scopes)[number];
  readonly id: string | null;
  readonly each: boolean;
  readonly measure: Budget['measure'];
  readonly limit: string;
  readonly currency: string;
  readonly period: Budget['period'];
  readonly is_hard: boolean;
  readonly alert_shares: string[];
  readonly webhook: string;
  readonly webhook_secret: string;
}

export function draftOf(budget: Budget | null): Draft {
  return {
    name: budget?.name ?? '',
    kind: budget?.scope.kind ?? 'everyone',
    id: budget?.scope.id ?? null,
    each: budget?.scope.each ?? false,
    measure: budget?.measure ?? 'money',
    limit: budget?.limit ?? '',
    currency: budget === null ? 'USD' : (budget.currency ?? ''),
    period: budget?.period ?? 'month',
    is_hard: budget?.is_hard ?? true,
    alert_shares: [...(budget?.alert_shares ?? ['0.8', '1'])],
    webhook: budget?.webhook ?? '',
    webhook_secret: budget?.webhook_secret ?? '',
  };
}

export function toChange(draft: Draft): Change {
  const { name, limit, is_hard, alert_shares, webhook, webhook_secret } = draft;
  return {
    name,
    limit: limit.trim(),
    is_hard,
    alert_shares: alert_shares.toSorted(),
    webhook: webhook === '' ? null : webhook.trim(),
    webhook_secret: webhook === '' || webhook_secret === '' ? null : webhook_secret.trim(),
  };
}

export function toBody(draft: Draft): Body {
  const { kind, id, each, measure, currency, period } = draft;
  return {
    ...(toChange(draft) as Required<Change>),
    scope: { kind, id, each },
    measure,
    currency: measure === 'money' ? currency.trim().toUpperCase() : null,
    period,
    is_active: true,
  };
}

const usual = ['0.5', '0.8', '0.9', '1'];

/** The usual shares, and those that somebody set otherwise. */
export const sharesToChoose = (set: readonly string[]): string[] => [...new Set([...usual, ...set])].toSorted();
