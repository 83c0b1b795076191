import type { Key } from '@tollgate/contract';
import type pg from 'pg';
import { selectKey, updateKey } from '../../identity/keys.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { AdministrationRefusal } from '../refusal.ts';

/**
 * Ends a key for ever; revoking it again changes nothing. Keys that a file manages can be revoked too: a leaked secret
 * cannot wait for the next deployment. Streams that run are not cut.
 *
 * @throws AdministrationRefusal `forbidden`, `not_found`, or `stale` when it is not at `revision` any more
 */
export async function revokeKey(
  pool: pg.Pool,
  actor: Actor,
  id: string,
  { revision = null, reason = null }: { revision?: number | null; reason?: string | null } = {},
): Promise<{ key: Key; version: number }> {
  assertAdministrator(actor);
  const { version, result: key } = await changePolicy(
    pool,
    actor,
    async (transaction, log) => {
      const row = await selectKey(transaction, id);
      if (!row) throw new AdministrationRefusal('not_found', 'There is no such key.');
      const { revision: current, ...before } = row;
      if (revision !== null && revision !== current) {
        throw new AdministrationRefusal('stale', 'The key was changed meanwhile.');
      }
      if (before.revoked_at !== null) return before;
      const after: Key = { ...before, revoked_at: new Date().toISOString() };
      await updateKey(transaction, after);
      log({ action: 'key.revoke', target: { kind: 'key', id }, before, after });
      return after;
    },
    reason,
  );
  return { key, version };
}
