import type { Budget, PolicyDocument } from '@tollgate/contract';
import type { Snapshot } from './snapshot.ts';

const none: readonly Budget[] = [];

/** The active budgets, found by whom they are for. */
export function compileBudgets({ budgets }: PolicyDocument): Snapshot['budgetsOf'] {
  const active = budgets.filter((budget) => budget.is_active);
  if (active.length === 0) return () => none;
  const byScope = Map.groupBy(active, ({ scope }) => `${scope.kind} ${scope.id ?? ''}`);
  return ({ key, user, instance, groups }, model) => {
    const found: Budget[] = [];
    const add = (scope: string): void => {
      const budgetsThere = byScope.get(scope);
      if (budgetsThere) found.push(...budgetsThere);
    };
    add('everyone ');
    add(`key ${key.id}`);
    add(`user ${user.id}`);
    if (instance) add(`instance ${instance.id}`);
    for (const group of groups) add(`group ${group.id}`);
    if (model) add(`model ${model.id}`);
    return found;
  };
}
