import type { Budget } from '@tollgate/contract';
import type { EntryProblem } from './catalogue-problems.ts';

const sharedScopes = new Set(['everyone', 'group', 'model']);

/** What the contract's types let through and a budget must not be. */
export function problemsOfBudget(
  budget: Pick<Budget, 'scope' | 'measure' | 'limit' | 'currency' | 'webhook' | 'webhook_secret' | 'alert_shares'>,
  webhookHosts: readonly string[] | null,
): EntryProblem[] {
  const { scope, measure, limit, currency, webhook } = budget;
  const problems: EntryProblem[] = [];
  const report = (field: string, message: string): void => void problems.push({ path: field.split('.'), message });
  if (scope.each && !sharedScopes.has(scope.kind)) report('scope.each', `a ${scope.kind} has one user`);
  if (measure === 'money' && currency === null) report('currency', 'an amount of money has a currency');
  if (measure !== 'money' && currency !== null) report('currency', `${measure} have no currency`);
  if (measure !== 'money' && limit.includes('.')) report('limit', `a limit of ${measure} is a whole number`);
  if (webhook === null && budget.webhook_secret !== null) report('webhook_secret', 'there is no webhook to sign for');
  if (webhook !== null && budget.alert_shares.length === 0) report('alert_shares', 'say at which shares to call it');
  if (webhook !== null && webhookHosts !== null && !isWebhookHost(webhook, webhookHosts)) {
    report('webhook', 'its host is not among those in TOLLGATE_WEBHOOK_HOSTS');
  }
  return problems;
}

/** By name, or below `*.name`. */
export function isWebhookHost(url: string, hosts: readonly string[]): boolean {
  const { hostname } = new URL(url);
  return hosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1).toLowerCase()) : hostname === host.toLowerCase(),
  );
}
