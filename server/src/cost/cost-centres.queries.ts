import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';
import type { Assignment, CostCentreFacts, Membership } from './cost-centres.ts';

export interface AssignmentRow extends Assignment {
  readonly id: string;
  /** The e-mail of a user, the name of a group, of those too that are deactivated or deleted. */
  readonly subject_name: string;
  readonly managed_by_file: boolean;
  readonly created_at: string;
}

const assignments = `SELECT a.id, a.subject_kind, a.subject_id, coalesce(u.email, g.name, a.subject_id) AS subject_name,
    a.cost_centre, to_char(a.valid_from, 'YYYY-MM-DD') AS valid_from, a.managed_by_file, ${timeColumn('a.created_at', 'created_at')}
  FROM cost_centre_assignments a
  LEFT JOIN users u ON a.subject_kind = 'user' AND u.id = a.subject_id
  LEFT JOIN groups g ON a.subject_kind = 'group' AND g.id = a.subject_id`;

export async function selectAssignments(database: Queryable): Promise<AssignmentRow[]> {
  const { rows } = await database.query<AssignmentRow>(`${assignments} ORDER BY a.id COLLATE "C"`);
  return rows;
}

export async function selectAssignment(database: Queryable, id: string): Promise<AssignmentRow | undefined> {
  const { rows } = await database.query<AssignmentRow>(`${assignments} WHERE a.id = $1`, [id]);
  return rows[0];
}

export type NewAssignment = Omit<AssignmentRow, 'subject_name' | 'created_at'>;

export async function insertAssignment(database: Queryable, row: NewAssignment): Promise<void> {
  await database.query(
    `INSERT INTO cost_centre_assignments (id, subject_kind, subject_id, cost_centre, valid_from, managed_by_file)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [row.id, row.subject_kind, row.subject_id, row.cost_centre, row.valid_from, row.managed_by_file],
  );
}

/** Says otherwise for the days of an assignment that is there. */
export async function updateAssignment(database: Queryable, row: NewAssignment): Promise<void> {
  await database.query('UPDATE cost_centre_assignments SET cost_centre = $2, managed_by_file = $3 WHERE id = $1', [
    row.id,
    row.cost_centre,
    row.managed_by_file,
  ]);
}

export async function deleteAssignment(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM cost_centre_assignments WHERE id = $1', [id]);
}

/** All that says which calls are for which cost centre; without assignments, memberships say nothing and are left out. */
export async function selectCostCentreFacts(database: Queryable): Promise<CostCentreFacts> {
  const { rows: memberships } = await database.query<Membership>(
    `SELECT m.user_id, m.group_id, g.name AS group_name, to_char(m.joined_on, 'YYYY-MM-DD') AS joined_on,
       to_char(m.left_on, 'YYYY-MM-DD') AS left_on
     FROM group_members m JOIN groups g ON g.id = m.group_id
     WHERE EXISTS (SELECT FROM cost_centre_assignments a WHERE a.subject_kind = 'group' AND a.subject_id = m.group_id)`,
  );
  const { rows } = await database.query<Assignment>(
    `SELECT subject_kind, subject_id, cost_centre, to_char(valid_from, 'YYYY-MM-DD') AS valid_from
     FROM cost_centre_assignments`,
  );
  return { memberships, assignments: rows };
}
