import { z } from 'zod';
import { Day, Id, Page, Time, listOf } from './list.ts';

export const CostCentreName = z.string().trim().min(1).max(120);
const SubjectKind = z.enum(['user', 'group']);
const Reason = z.string().trim().min(1).max(2000).optional();

/** From a day on, a user's or a group's calls are for a cost centre, until the subject's next assignment. */
export const CostCentreAssignment = z.object({
  id: z.string(),
  subject: z.object({
    kind: SubjectKind,
    id: z.string(),
    name: z.string().describe('The e-mail of a user, the name of a group.'),
  }),
  cost_centre: z.string().nullable().describe('Null: none of its own from that day on.'),
  valid_from: Day,
  managed_by_file: z.boolean(),
  created_at: Time,
});
export const CostCentreAssignmentList = listOf(CostCentreAssignment);
export const CostCentreAssignmentQuery = z.strictObject({
  ...Page,
  subject_id: Id.optional(),
  cost_centre: z.string().max(120).optional(),
});

export const CostCentreAssignmentCreate = z.strictObject({
  subject: z.strictObject({ kind: SubjectKind, id: Id }),
  cost_centre: CostCentreName.nullable(),
  valid_from: Day,
  reason: Reason.describe('Needed when days that are over change: reports of them will say something else.'),
});
export type CostCentreAssignmentCreate = z.infer<typeof CostCentreAssignmentCreate>;

export const CostCentreAssignmentDelete = z.strictObject({ reason: Reason });

/** A cost centre in use. */
export const CostCentre = z.object({
  name: z.string(),
  users: z.int().describe('Users whose calls are for it today.'),
  first_day: Day.describe('The first day from which anything was assigned to it.'),
});
export const CostCentreList = listOf(CostCentre);

/** Whose calls were for which cost centre, and by which assignment: from a day to the day before another. */
export const CostCentrePeriod = z.object({
  cost_centre: z.string(),
  from: Day,
  until: Day.nullable().describe('The first day that it is over; null while it lasts.'),
  by: z.object({ kind: SubjectKind, id: z.string() }),
});
export const CostCentrePeriodList = z.object({ items: z.array(CostCentrePeriod) });
