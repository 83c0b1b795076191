import {
  type AssignmentRow,
  deleteAssignment,
  insertAssignment,
  type NewAssignment,
  updateAssignment,
} from '../../cost/cost-centres.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { GatewayFile } from './gateway-file.ts';
import { isSame, operation, type Operation } from './operation.ts';
import { idOf } from './plan-people.ts';

interface Ids {
  readonly users: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

/** Assignments are known by whom they are for and from which day on. */
export function planCostCentres(
  current: readonly AssignmentRow[],
  file: GatewayFile,
  ids: Ids,
): { readonly operations: readonly Operation[]; readonly removals: readonly Operation[] } {
  const existing = new Map(current.map((row) => [keyOf(row), row]));
  const kept = new Set<string>();
  const operations: Operation[] = [];
  for (const { name, ...wanted } of assignmentsIn(file, ids)) {
    kept.add(keyOf(wanted));
    const row = existing.get(keyOf(wanted));
    const before = row ? stored(row) : null;
    const after: NewAssignment = { ...wanted, id: row?.id ?? newId('cca'), managed_by_file: true };
    if (isSame(before, after)) continue;
    const write = row ? updateAssignment : insertAssignment;
    const change = { action: row ? 'change' : 'create', kind: 'cost_centre_assignment', name } as const;
    operations.push(operation(change, after.id, { before, after }, (transaction) => write(transaction, after)));
  }
  const removals = current
    .filter((row) => row.managed_by_file && !kept.has(keyOf(row)))
    .map((row) => {
      const name = told(row.subject_name, row);
      const change = { action: 'remove', kind: 'cost_centre_assignment', name } as const;
      return operation(change, row.id, { before: stored(row), after: null }, (transaction) =>
        deleteAssignment(transaction, row.id),
      );
    });
  return { operations, removals };
}

type Wanted = Omit<NewAssignment, 'id' | 'managed_by_file'>;

function assignmentsIn(file: GatewayFile, ids: Ids): (Wanted & { readonly name: string })[] {
  return file.cost_centres.flatMap(({ name: cost_centre, from: valid_from, users, groups }) => {
    const of = (subject_kind: 'user' | 'group', known: ReadonlyMap<string, string>) => (subject: string) => ({
      name: told(subject, { cost_centre, valid_from }),
      subject_kind,
      subject_id: idOf(known, subject),
      cost_centre,
      valid_from,
    });
    return [...users.map(of('user', ids.users)), ...groups.map(of('group', ids.groups))];
  });
}

function told(subject: string, { cost_centre, valid_from }: Pick<Wanted, 'cost_centre' | 'valid_from'>): string {
  return `${subject} to ${cost_centre ?? 'none'} from ${valid_from}`;
}

function keyOf({ subject_kind, subject_id, valid_from }: Wanted): string {
  return `${subject_kind} ${subject_id} ${valid_from}`;
}

function stored({ subject_name: _, created_at: _at, ...row }: AssignmentRow): NewAssignment {
  return row;
}
