import { selectKeys, updateKey } from '../../identity/keys.queries.ts';
import { endSessions } from '../../identity/sign-in/sign-in.queries.ts';
import { revokeTokenRow, selectTokens } from '../../identity/tokens.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { LogEntry } from '../change-policy.ts';

/** Revokes whatever a user can come in with: keys, those of the user's instances included, personal tokens, and sessions. */
export async function endAccess(transaction: Queryable, userId: string, log: (entry: LogEntry) => void): Promise<void> {
  const revoked_at = new Date().toISOString();
  for (const key of await selectKeys(transaction)) {
    if (key.user_id !== userId || key.revoked_at !== null) continue;
    const after = { ...key, revoked_at, revision: key.revision + 1 };
    await updateKey(transaction, after);
    log({ action: 'key.revoke', target: { kind: 'key', id: key.id }, before: key, after });
  }
  await endSessions(transaction, userId);
  for (const token of await selectTokens(transaction)) {
    if (token.user_id !== userId || token.revoked_at !== null) continue;
    await revokeTokenRow(transaction, token.id, revoked_at);
    const after = { ...token, revoked_at, revision: token.revision + 1 };
    log({ action: 'token.revoke', target: { kind: 'token', id: token.id }, before: token, after });
  }
}
