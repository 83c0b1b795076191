import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { selectGroup } from '../../catalog/groups.queries.ts';
import { type AssignmentRow, insertAssignment, selectAssignment } from '../../cost/cost-centres.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { selectUser } from '../../identity/users.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { invalid } from '../refuse.ts';
import { assertExplained } from './assert-explained.ts';

/**
 * Says for which cost centre the calls of a user, or of a group's members, are from a day on.
 * @param today `YYYY-MM-DD` in the reporting zone
 */
export async function createAssignment(
  pool: pg.Pool,
  actor: Actor,
  {
    subject,
    cost_centre,
    valid_from,
    reason = null,
  }: Omit<admin.CostCentreAssignmentCreate, 'reason'> & { reason?: string | null | undefined },
  today: string,
): Promise<AssignmentRow> {
  assertAdministrator(actor);
  assertExplained(valid_from, today, reason);
  const { result } = await changePolicy(
    pool,
    actor,
    async (transaction, log) => {
      await assertSubject(transaction, subject);
      const id = newId('cca');
      const managed_by_file = false;
      await insertAssignment(transaction, {
        id,
        subject_kind: subject.kind,
        subject_id: subject.id,
        cost_centre,
        valid_from,
        managed_by_file,
      });
      const after = await selectAssignment(transaction, id);
      if (!after) throw new Error(`the assignment ${id} went away while it was made`);
      log({
        action: 'cost_centre_assignment.create',
        target: { kind: 'cost_centre_assignment', id },
        before: null,
        after,
      });
      return after;
    },
    reason,
  );
  return result;
}

async function assertSubject(
  transaction: Queryable,
  { kind, id }: admin.CostCentreAssignmentCreate['subject'],
): Promise<void> {
  const found = kind === 'user' ? await selectUser(transaction, id) : await selectGroup(transaction, id);
  if (!found) throw invalid('subject.id', `there is no such ${kind}`);
}
