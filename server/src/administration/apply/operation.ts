import type { Queryable } from '../../database/queryable.ts';
import { canonicalJson } from '../../platform/canonical-json.ts';
import type { LogEntry } from '../change-policy.ts';

/** One difference between the catalogue and the file, as it is told before it happens. */
export interface Change {
  readonly action: 'create' | 'change' | 'remove';
  readonly kind:
    | 'user'
    | 'group'
    | 'instance'
    | 'key'
    | 'provider'
    | 'model'
    | 'price'
    | 'grant'
    | 'cost_centre_assignment'
    | 'rule'
    | 'budget'
    | 'settings';
  readonly name: string;
}

/** A difference with what makes it go away. */
export interface Operation {
  readonly change: Change;
  readonly entry: LogEntry;
  run(transaction: Queryable): Promise<void>;
}

export function operation(
  change: Change,
  id: string,
  states: { readonly before: object | null; readonly after: object | null },
  run: (transaction: Queryable) => Promise<unknown>,
): Operation {
  return {
    change,
    entry: { action: `${change.kind}.${change.action}`, target: { kind: change.kind, id }, ...states },
    run: async (transaction) => {
      await run(transaction);
    },
  };
}

export function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** A row without what only the table needs. */
export function withoutRevision<T extends { readonly revision: number }>(row: T): Omit<T, 'revision'> {
  const { revision: _, ...rest } = row;
  return rest;
}
