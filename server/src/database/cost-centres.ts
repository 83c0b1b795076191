/** The latest word of an assignment on a day: a row that says null ends the one before. */
const assigned = (kind: string, subject: string): string =>
  `(select one.cost_centre from cost_centre_assignments one
    where one.subject_kind = '${kind}' and one.subject_id = ${subject} and one.valid_from <= moment.day
    order by one.valid_from desc limit 1)`;

/**
 * For which cost centre each user's calls are, from one day to another (null: until today and on): the user's own
 * assignment, else that of the groups that the user was a member of, of several the first by name. A relation
 * (user_id, from_day, to_day, cost_centre); users without any assignment are not in it.
 */
export const costCentres = `(
  select moment.user_id, moment.day as from_day,
    lead(moment.day) over (partition by moment.user_id order by moment.day) as to_day,
    coalesce(${assigned('user', 'moment.user_id')}, (
      select of_group.cost_centre from group_members member
      join groups on groups.id = member.group_id
      cross join lateral ${assigned('group', 'member.group_id')} of_group
      where member.user_id = moment.user_id and member.joined_on <= moment.day
        and (member.left_on is null or member.left_on > moment.day) and of_group.cost_centre is not null
      order by lower(groups.name) collate "C", groups.id collate "C" limit 1)) as cost_centre
  from (
    select subject_id as user_id, valid_from as day from cost_centre_assignments where subject_kind = 'user'
    union select user_id, joined_on from group_members
    union select user_id, left_on from group_members where left_on is not null
    union select member.user_id, one.valid_from from group_members member
      join cost_centre_assignments one on one.subject_kind = 'group' and one.subject_id = member.group_id
  ) moment)`;
