import type pg from 'pg';
import { type ErasureRow, type ErasureScope, insertErasure } from '../../audit/retention/erasures.queries.ts';
import { findHoldOn } from '../../audit/retention/legal-holds.queries.ts';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import { newId, timeOfId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { conflict, notFound } from '../refuse.ts';

/**
 * Asks for content to be erased: the payloads of one call, of a session, or all of a user's so far. It cannot be read
 * from the moment it is asked for; it is destroyed as soon as nothing new can refer to it, which takes some seconds.
 * @throws AdministrationRefusal
 */
export async function requestErasure(
  pool: pg.Pool,
  actor: Actor,
  {
    scope,
    reason,
  }: { readonly scope: Omit<ErasureScope, 'userId'> & { readonly user?: string | undefined }; readonly reason: string },
): Promise<ErasureRow> {
  assertAdministrator(actor);
  return inTransaction(pool, async (client) => {
    const userId = await ownerOf(client, scope);
    const hold = await findHoldOn(client, userId);
    if (hold) {
      throw conflict(
        `The legal hold ${hold.id} keeps content of this user. What a user sends is stored once and shared by calls: nothing of it can be erased before the hold is lifted.`,
      );
    }
    const row = await insertErasure(client, {
      id: newId('era'),
      scope: { kind: scope.kind, id: scope.id, userId },
      reason,
      actor,
    });
    await insertLogEntry(client, {
      action: 'erasure.request',
      target: { kind: scope.kind, id: scope.id },
      before: null,
      after: { erasure_id: row.id, user_id: userId },
      actor,
      reason,
      policyVersion: await selectHeadVersion(client),
    });
    return row;
  });
}

/** Whose content it is. Ids of sessions are unique within a user only. @throws AdministrationRefusal */
async function ownerOf(
  client: pg.PoolClient,
  { kind, id, user }: { readonly kind: ErasureScope['kind']; readonly id: string; readonly user?: string | undefined },
): Promise<string> {
  if (kind === 'user') {
    const { rows } = await client.query<{ user_id: string }>(
      `select id as user_id from users where id = $1
       union select user_id from (select user_id from invocations where user_id = $1 limit 1) call`,
      [id],
    );
    if (rows[0]) return rows[0].user_id;
    throw notFound('user');
  }
  if (kind === 'session') {
    const { rows } = await client.query<{ user_id: string }>(
      'select user_id from invocations where session_id = $1 and user_id = $2 limit 1',
      [id, user ?? null],
    );
    if (rows[0]) return rows[0].user_id;
    throw notFound('session of this user');
  }
  const ms = timeOfId(id);
  const { rows } = await client.query<{ user_id: string | null }>(
    'select user_id from invocations where request_id = $1 and at = $2',
    [id, Number.isNaN(ms) ? null : new Date(ms)],
  );
  if (rows[0]?.user_id) return rows[0].user_id;
  throw notFound('invocation');
}
