import type { Budget } from '@tollgate/contract';
import { type BudgetRow, deleteBudget, insertBudget, updateBudget } from '../../catalog/budgets.queries.ts';
import { naturalName } from '../../catalog/natural-name.ts';
import { newId } from '../../platform/ids.ts';
import { type FileBudget, type ScopeKind, splitScope } from './file-budget.ts';
import { isSame, operation, type Operation, withoutRevision } from './operation.ts';
import { idOf } from './plan-people.ts';

/** Ids by natural name, of whatever a budget can be for. */
export type ScopeIds = Readonly<Record<Exclude<ScopeKind, 'everyone'>, ReadonlyMap<string, string>>>;

/** A budget that leaves the file goes; what was spent of it stays in the record. */
export function planBudgets(
  current: readonly BudgetRow[],
  budgets: readonly FileBudget[],
  ids: ScopeIds,
): { readonly operations: readonly Operation[]; readonly removals: readonly Operation[] } {
  const existing = new Map(current.map((row) => [naturalName(row.name), row]));
  const operations: Operation[] = [];
  const kept = new Set<string>();
  for (const wanted of budgets) {
    const row = existing.get(naturalName(wanted.name));
    const before = row ? withoutRevision(row) : null;
    const { for: scope, each, ...fields } = wanted;
    const after: Budget = {
      ...fields,
      id: row?.id ?? newId('bud'),
      scope: { ...scopeOf(scope, ids), each },
      managed_by_file: true,
    };
    kept.add(after.id);
    if (isSame(before, after)) continue;
    const change = { action: row ? 'change' : 'create', kind: 'budget', name: after.name } as const;
    const write = row ? updateBudget : insertBudget;
    operations.push(operation(change, after.id, { before, after }, (transaction) => write(transaction, after)));
  }
  const removals = current
    .filter((row) => row.managed_by_file && !kept.has(row.id))
    .map((row) => {
      const change = { action: 'remove', kind: 'budget', name: row.name } as const;
      const states = { before: withoutRevision(row), after: null };
      return operation(change, row.id, states, (transaction) => deleteBudget(transaction, row.id));
    });
  return { operations, removals };
}

function scopeOf(text: string, ids: ScopeIds): { kind: ScopeKind; id: string | null } {
  const [kind, name] = splitScope(text);
  return kind === 'everyone' ? { kind, id: null } : { kind, id: idOf(ids[kind], name) };
}
