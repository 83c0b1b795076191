import type { Key } from './queries.ts';

export const keyStates = ['active', 'expired', 'revoked'] as const;
export type KeyState = (typeof keyStates)[number];

export function stateOfKey(key: Pick<Key, 'revoked_at' | 'expires_at'>, now = Date.now()): KeyState {
  if (key.revoked_at !== null) return 'revoked';
  return key.expires_at !== null && Date.parse(key.expires_at) <= now ? 'expired' : 'active';
}

/** Saved views of the list of keys. */
export const keyViews = ['active', 'never', 'forgotten', 'ended', 'all'] as const;
export type KeyView = (typeof keyViews)[number];

const forgottenMs = 30 * 86_400_000;

/** A key is forgotten that still opens and that nobody used for 30 days. */
export function isInView(key: Key, view: KeyView, now = Date.now()): boolean {
  const isActive = stateOfKey(key, now) === 'active';
  if (view === 'all') return true;
  if (view === 'ended') return !isActive;
  if (view === 'never') return isActive && key.last_used_at === null;
  if (view === 'forgotten') {
    return isActive && key.last_used_at !== null && now - Date.parse(key.last_used_at) > forgottenMs;
  }
  return isActive;
}
