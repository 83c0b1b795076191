import type pg from 'pg';
import { inTransaction } from '../../database/transaction.ts';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { hashSecret, newTokenSecret, prefixOf } from '../../identity/secrets.ts';
import { insertToken, type TokenRow } from '../../identity/tokens.queries.ts';
import { selectUserByEmail } from '../../identity/users.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { AdministrationRefusal } from '../refusal.ts';

export interface NewToken {
  /** Whose role the token has. */
  readonly email: string;
  readonly name?: string | undefined;
  /** RFC 3339; null for a token that does not expire. */
  readonly expiresAt?: string | null | undefined;
}

/**
 * Makes a personal token for the admin API. Its secret is in the answer and nowhere else: only its hash is kept. Users
 * make tokens for themselves; for others only whoever runs the gateway does, or an administrator would act in another's
 * name.
 *
 * @throws AdministrationRefusal `forbidden`, or `invalid` with the fields `email`, `name`, `expires_at`
 */
export async function createToken(
  pool: pg.Pool,
  actor: Actor,
  wanted: NewToken,
  reason: string | null = null,
): Promise<{ token: Omit<TokenRow, 'revision'>; secret: string }> {
  const secret = newTokenSecret();
  const token = await inTransaction(pool, async (transaction) => {
    const user = await selectUserByEmail(transaction, wanted.email);
    if (!user?.is_active) throw invalid('email', 'there is no active user of this e-mail');
    if (actor.kind === 'user' && actor.id !== user.id) {
      throw new AdministrationRefusal('forbidden', 'Users make tokens for themselves only.');
    }
    const made = {
      id: newId('tok'),
      user_id: user.id,
      name: nameOf(wanted),
      prefix: prefixOf(secret),
      created_at: new Date().toISOString(),
      expires_at: expiryOf(wanted),
      revoked_at: null,
    };
    await insertToken(transaction, made, hashSecret(secret));
    await insertLogEntry(transaction, {
      action: 'token.create',
      target: { kind: 'token', id: made.id },
      before: null,
      after: made,
      actor,
      reason,
      policyVersion: await selectHeadVersion(transaction),
    });
    return made;
  });
  return { token, secret };
}

function nameOf({ name = 'token' }: NewToken): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 120) throw invalid('name', 'a name has 1 to 120 characters');
  return trimmed;
}

function expiryOf({ expiresAt }: NewToken): string | null {
  if (expiresAt === null || expiresAt === undefined) return null;
  const at = new Date(expiresAt);
  if (Number.isNaN(at.getTime())) throw invalid('expires_at', 'must be a time as in RFC 3339');
  if (at.getTime() <= Date.now()) throw invalid('expires_at', 'is over already');
  return at.toISOString();
}

function invalid(field: string, message: string): AdministrationRefusal {
  return new AdministrationRefusal('invalid', 'The token cannot be made.', [{ field, message }]);
}
