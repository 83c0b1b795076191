import type pg from 'pg';
import { deleteReviewedTextRow } from '../../catalog/reviewed-texts.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { notFound } from '../refuse.ts';

/** What rules find in this text decides again. @throws AdministrationRefusal */
export async function deleteReviewedText(pool: pg.Pool, actor: Actor, id: string): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const before = await deleteReviewedTextRow(transaction, id);
    if (!before) throw notFound('reviewed text');
    log({ action: 'reviewed_text.delete', target: { kind: 'reviewed_text', id }, before, after: null });
  });
}
