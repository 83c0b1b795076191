import type pg from 'pg';
import { deleteGrant as deleteGrantRow, selectGrants } from '../../catalog/grants.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable } from '../refuse.ts';

export async function deleteGrant(pool: pg.Pool, actor: Actor, id: string): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const grant = (await selectGrants(transaction)).find((one) => one.id === id);
    assertChangeable(grant && { ...grant, revision: 1 }, 'grant', null);
    await deleteGrantRow(transaction, id);
    log({ action: 'grant.delete', target: { kind: 'grant', id }, before: grant ?? null, after: null });
  });
}
