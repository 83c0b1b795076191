import type { Budget } from '@tollgate/contract';
import { problemsOfBudget } from '../../catalog/budget-problems.ts';
import { type CredentialLimits, problemOfReference } from '../../catalog/credentials.ts';
import { selectGroup } from '../../catalog/groups.queries.ts';
import { selectModel } from '../../catalog/models.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { selectInstance } from '../../identity/instances.queries.ts';
import { selectStoredKeys } from '../../identity/keys.queries.ts';
import { selectUser } from '../../identity/users.queries.ts';
import { AdministrationRefusal, type Problem } from '../refusal.ts';

/** What the operator lets administrators set. */
export interface BudgetRules {
  /** `TOLLGATE_WEBHOOK_HOSTS`. */
  readonly webhookHosts: readonly string[];
  readonly credentialLimits: CredentialLimits;
}

/** @throws AdministrationRefusal with every field that is wrong */
export async function checkBudget(
  database: Queryable,
  budget: Omit<Budget, 'id' | 'managed_by_file'>,
  { webhookHosts, credentialLimits }: BudgetRules,
): Promise<void> {
  const problems: Problem[] = problemsOfBudget(budget, webhookHosts).map(({ path, message }) => ({
    field: path.join('.'),
    message,
  }));
  const secret = budget.webhook_secret && problemOfReference(budget.webhook_secret, credentialLimits);
  if (secret) problems.push({ field: 'webhook_secret', message: secret });
  const scope = await problemOfScope(database, budget.scope);
  if (scope) problems.push({ field: 'scope.id', message: scope });
  if (problems.length > 0) throw new AdministrationRefusal('invalid', 'The input is not valid.', problems);
}

async function problemOfScope(database: Queryable, { kind, id }: Budget['scope']): Promise<string | null> {
  if (kind === 'everyone') return id === null ? null : 'everyone has no id';
  if (id === null) return `say which ${kind}`;
  return (await find[kind](database, id)) ? null : `there is no such ${kind}`;
}

const find: Record<
  Exclude<Budget['scope']['kind'], 'everyone'>,
  (database: Queryable, id: string) => Promise<unknown>
> = {
  key: async (database, id) => (await selectStoredKeys(database)).find((key) => key.id === id),
  user: selectUser,
  group: selectGroup,
  instance: selectInstance,
  model: selectModel,
};
