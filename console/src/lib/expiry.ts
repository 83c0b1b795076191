/** How long something new is to open. */
export const expiries = ['never', '30d', '90d', '365d'] as const;
export type Expiry = (typeof expiries)[number];

/** When it ends, RFC 3339; null for never. */
export function expiryAt(expiry: Expiry, now = Date.now()): string | null {
  if (expiry === 'never') return null;
  return new Date(now + Number.parseInt(expiry, 10) * 86_400_000).toISOString();
}
