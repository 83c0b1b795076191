import { Key } from '@tollgate/contract';
import type pg from 'pg';
import type { Queryable } from '../../database/queryable.ts';
import { selectInstance, selectInstanceByName } from '../../identity/instances.queries.ts';
import { insertKey } from '../../identity/keys.queries.ts';
import { hashSecret, newKeySecret, prefixOf } from '../../identity/secrets.ts';
import { selectUser, selectUserByEmail } from '../../identity/users.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { AdministrationRefusal, type Problem } from '../refusal.ts';

export interface NewKey {
  readonly name: string;
  /** Id or e-mail; may be left out when an instance is named, whose owner it is then. */
  readonly user?: string | undefined;
  /** Id or name. */
  readonly instance?: string | undefined;
  readonly blockForm?: Key['block_form'] | undefined;
  readonly includeUsage?: Key['include_usage'] | undefined;
  /** RFC 3339. */
  readonly expiresAt?: string | null | undefined;
}

/**
 * Makes a key. Its secret is in the answer and nowhere else: only its hash is kept.
 *
 * @throws AdministrationRefusal `forbidden`, or `invalid` with the fields `name`, `user`, `instance`, `expires_at`
 */
export async function createKey(
  pool: pg.Pool,
  actor: Actor,
  wanted: NewKey,
  reason: string | null = null,
): Promise<{ key: Key; secret: string; version: number }> {
  assertAdministrator(actor);
  const secret = newKeySecret();
  const { version, result: key } = await changePolicy(
    pool,
    actor,
    async (transaction, log) => {
      const holder = await findHolder(transaction, wanted);
      const made = parseKey({
        id: newId('key'),
        name: wanted.name,
        prefix: prefixOf(secret),
        ...holder,
        block_form: wanted.blockForm ?? null,
        include_usage: wanted.includeUsage ?? 'requested',
        created_at: new Date().toISOString(),
        expires_at: wanted.expiresAt ?? null,
        revoked_at: null,
        managed_by_file: false,
      });
      await insertKey(transaction, made, hashSecret(secret));
      log({ action: 'key.create', target: { kind: 'key', id: made.id }, before: null, after: made });
      return made;
    },
    reason,
  );
  return { key, secret, version };
}

async function findHolder(
  transaction: Queryable,
  { user, instance }: NewKey,
): Promise<{ user_id: string; instance_id: string | null }> {
  const found =
    instance === undefined
      ? null
      : ((await selectInstance(transaction, instance)) ?? (await selectInstanceByName(transaction, instance)));
  if (found === undefined) throw invalid({ field: 'instance', message: 'there is no such instance' });
  if (user === undefined) {
    if (!found) throw invalid({ field: 'user', message: 'a key names a user, an instance, or both' });
    return { user_id: found.owner_id, instance_id: found.id };
  }
  const person = (await selectUser(transaction, user)) ?? (await selectUserByEmail(transaction, user));
  if (!person) throw invalid({ field: 'user', message: 'there is no such user' });
  if (found && found.owner_id !== person.id) {
    throw invalid({ field: 'instance', message: 'the instance belongs to another user' });
  }
  return { user_id: person.id, instance_id: found?.id ?? null };
}

function parseKey(made: Key): Key {
  const parsed = Key.safeParse(made);
  if (parsed.success) {
    const expiresAt = parsed.data.expires_at;
    return { ...parsed.data, expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString() };
  }
  throw invalid(...parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message })));
}

function invalid(...problems: Problem[]): AdministrationRefusal {
  return new AdministrationRefusal('invalid', 'The key cannot be made.', problems);
}
