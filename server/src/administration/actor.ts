import type { Role } from '@tollgate/contract';

/** Who changes something. It is written into the administration log as it stands here. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string; readonly email: string; readonly role: Role }
  /** Whoever holds `TOLLGATE_ADMIN_TOKEN`. */
  | { readonly kind: 'bootstrap_token' }
  /** A configuration file, applied at the start or by command. */
  | { readonly kind: 'file'; readonly path: string }
  /** Somebody at the gateway's own command line, or the gateway itself at its start. */
  | { readonly kind: 'command' };
