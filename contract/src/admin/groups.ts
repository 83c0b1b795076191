import { z } from 'zod';
import { Group } from '../policy.ts';
import { Day, Id, Page, Revision, listOf } from './list.ts';

export const GroupView = Group.extend({ revision: Revision });
export const GroupList = listOf(GroupView);
export const GroupQuery = z.strictObject({
  ...Page,
  name: z.string().max(120).optional(),
  member_id: Id.optional().describe('Only groups that this user is in.'),
});

const Members = z.array(Id).max(10_000);
const Since = Day.optional().describe(
  'The day from which the change of members counts for cost centres, today at the latest; today when left out.',
);

export const GroupCreate = z.strictObject({ name: Group.shape.name, member_ids: Members.default([]), since: Since });
export type GroupCreate = z.infer<typeof GroupCreate>;

export const GroupChange = z.strictObject({
  name: Group.shape.name.optional(),
  add_member_ids: Members.optional(),
  remove_member_ids: Members.optional(),
  since: Since,
});
export type GroupChange = z.infer<typeof GroupChange>;
