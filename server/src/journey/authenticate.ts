import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { KeyHolder, Snapshot } from '../catalog/snapshot.ts';
import { type Refusal, refusal } from './refusal.ts';

/**
 * Who calls. The key comes as `Authorization: Bearer`, `x-api-key` or `api-key`; its hash is looked up in the snapshot,
 * so nothing of the request reaches a database, and no comparison depends on a secret's characters.
 */
export function authenticate(headers: IncomingHttpHeaders, policy: Snapshot, nowMs: number): KeyHolder | Refusal {
  const secret = presentedSecret(headers);
  if (secret === null) return unknown('no key was presented');
  const holder = policy.keyByHash(createHash('sha256').update(secret).digest('hex'));
  if (!holder) return unknown('no such key');
  if (holder.key.revoked_at !== null && Date.parse(holder.key.revoked_at) <= nowMs)
    return unknown('the key is revoked');
  if (holder.key.expires_at !== null && Date.parse(holder.key.expires_at) <= nowMs)
    return unknown('the key has expired');
  if (!holder.user.is_active) return unknown('the user of the key is not active');
  if (holder.instance && !holder.instance.is_active) return unknown('the instance of the key is not active');
  return holder;
}

/** The same answer whatever is wrong; only the record says what it was. */
function unknown(detail: string): Refusal {
  return refusal('invalid_api_key', { detail });
}

export function presentedSecret(headers: IncomingHttpHeaders): string | null {
  const bearer = /^bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  const plain = headers['x-api-key'] ?? headers['api-key'];
  return bearer ?? (typeof plain === 'string' && plain !== '' ? plain : null);
}
