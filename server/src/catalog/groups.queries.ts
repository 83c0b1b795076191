import type { Group } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

export type GroupRow = Group & { readonly revision: number };

/** Groups that were not deleted, with those who are members now, in a fixed order. */
const groups = `SELECT g.id, g.name, g.managed_by_file, g.revision,
    coalesce((SELECT array_agg(m.user_id ORDER BY m.user_id COLLATE "C") FROM group_members m
      WHERE m.group_id = g.id AND m.left_on IS NULL), '{}') AS member_ids
  FROM groups g WHERE g.deleted_at IS NULL`;

/** In a fixed order: the policy document is compared by its text. */
export async function selectGroups(database: Queryable): Promise<GroupRow[]> {
  const { rows } = await database.query<GroupRow>(`${groups} ORDER BY g.id COLLATE "C"`);
  return rows;
}

export async function selectGroup(database: Queryable, id: string): Promise<GroupRow | undefined> {
  const { rows } = await database.query<GroupRow>(`${groups} AND g.id = $1`, [id]);
  return rows[0];
}

export async function insertGroup(database: Queryable, group: Omit<Group, 'member_ids'>): Promise<void> {
  await database.query('INSERT INTO groups (id, name, managed_by_file) VALUES ($1, $2, $3)', [
    group.id,
    group.name,
    group.managed_by_file,
  ]);
}

export async function updateGroup(database: Queryable, group: Omit<Group, 'member_ids'>): Promise<void> {
  await database.query('UPDATE groups SET name = $2, managed_by_file = $3, revision = revision + 1 WHERE id = $1', [
    group.id,
    group.name,
    group.managed_by_file,
  ]);
}

/** The row stays, for the history of its members; its name is free. End the memberships first. */
export async function deleteGroup(database: Queryable, id: string): Promise<void> {
  await database.query('UPDATE groups SET deleted_at = now(), managed_by_file = false WHERE id = $1', [id]);
}

/**
 * Makes users members from a day on, in one stint with what they were on that day and after it.
 * @param day `YYYY-MM-DD`, from which on they count for cost centres
 */
export async function insertMembers(
  database: Queryable,
  groupId: string,
  userIds: readonly string[],
  day: string,
): Promise<void> {
  const { rows } = await database.query<{ user_id: string; joined_on: string }>(
    `DELETE FROM group_members WHERE group_id = $1 AND user_id = ANY ($2)
       AND (left_on IS NULL OR left_on >= $3::date)
     RETURNING user_id, to_char(joined_on, 'YYYY-MM-DD') AS joined_on`,
    [groupId, userIds, day],
  );
  await database.query(
    `INSERT INTO group_members (group_id, user_id, joined_on)
     SELECT $1, wanted.id, least($3::date, (SELECT min(joined_on) FROM
       unnest($4::text[], $5::date[]) AS before (user_id, joined_on) WHERE before.user_id = wanted.id))
     FROM unnest($2::text[]) AS wanted (id)`,
    [groupId, userIds, day, rows.map((row) => row.user_id), rows.map((row) => row.joined_on)],
  );
}

/** Ends memberships. @param day `YYYY-MM-DD`, the first on which they count no more; whoever joined since never did */
export async function endMemberships(
  database: Queryable,
  groupId: string,
  userIds: readonly string[],
  day: string,
): Promise<void> {
  const members = [groupId, userIds, day];
  await database.query(
    'DELETE FROM group_members WHERE group_id = $1 AND user_id = ANY ($2) AND left_on IS NULL AND joined_on >= $3::date',
    members,
  );
  await database.query(
    'UPDATE group_members SET left_on = $3::date WHERE group_id = $1 AND user_id = ANY ($2) AND left_on IS NULL',
    members,
  );
}
