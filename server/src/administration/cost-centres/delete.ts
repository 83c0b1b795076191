import type pg from 'pg';
import { deleteAssignment as deleteAssignmentRow, selectAssignment } from '../../cost/cost-centres.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable } from '../refuse.ts';
import { assertExplained } from './assert-explained.ts';

/**
 * Takes an assignment back: the subject's one before counts on.
 * @param today `YYYY-MM-DD` in the reporting zone
 */
export async function deleteAssignment(
  pool: pg.Pool,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: string | null },
  today: string,
): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(
    pool,
    actor,
    async (transaction, log) => {
      const before = await selectAssignment(transaction, id);
      assertChangeable(before && { ...before, revision: 1 }, 'assignment', null);
      if (before) assertExplained(before.valid_from, today, reason);
      await deleteAssignmentRow(transaction, id);
      log({
        action: 'cost_centre_assignment.delete',
        target: { kind: 'cost_centre_assignment', id },
        before: before ?? null,
        after: null,
      });
    },
    reason,
  );
}
