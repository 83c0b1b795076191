import {
  deleteCustomRule,
  deleteRuleOverride,
  type StoredDefinition,
  upsertCustomRule,
  upsertRuleOverride,
} from '../../catalog/rules.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { Catalogue } from './catalogue.ts';
import type { GatewayFile } from './gateway-file.ts';
import { isSame, operation, type Operation } from './operation.ts';

interface RulePlan {
  readonly operations: readonly Operation[];
  readonly removals: readonly Operation[];
}

/** Rules of the company's own, and what the file changes on built-in ones. */
export function planRules(catalogue: Catalogue, file: GatewayFile): RulePlan {
  const custom = planDefinitions(catalogue.customRules, file.rules.custom, upsertCustomRule, deleteCustomRule);
  const changed = planDefinitions(
    catalogue.ruleOverrides,
    file.rules.overrides,
    upsertRuleOverride,
    deleteRuleOverride,
  );
  return {
    operations: [...custom.operations, ...changed.operations],
    removals: [...custom.removals, ...changed.removals],
  };
}

function planDefinitions<T extends { readonly id: string }>(
  current: readonly StoredDefinition<T>[],
  wanted: readonly T[],
  write: (transaction: Queryable, definition: T, managedByFile: boolean) => Promise<void>,
  remove: (transaction: Queryable, id: string) => Promise<void>,
): RulePlan {
  const existing = new Map(current.map((row) => [row.id, row]));
  const ids = new Set(wanted.map((definition) => definition.id));
  const operations: Operation[] = [];
  for (const after of wanted) {
    const row = existing.get(after.id);
    if (row?.managed_by_file && isSame(row.definition, after)) continue;
    const change = { action: row ? 'change' : 'create', kind: 'rule', name: after.id } as const;
    const states = { before: row?.definition ?? null, after };
    operations.push(operation(change, after.id, states, (transaction) => write(transaction, after, true)));
  }
  const removals = current
    .filter((row) => row.managed_by_file && !ids.has(row.id))
    .map((row) => {
      const change = { action: 'remove', kind: 'rule', name: row.id } as const;
      const states = { before: row.definition, after: null };
      return operation(change, row.id, states, (transaction) => remove(transaction, row.id));
    });
  return { operations, removals };
}
