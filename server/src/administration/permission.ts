import type { Actor } from './actor.ts';
import { AdministrationRefusal } from './refusal.ts';

/** Policy is changed by administrators, and by whoever runs the gateway itself. */
export function mayChangePolicy(actor: Actor): boolean {
  return actor.kind === 'user' ? actor.role === 'admin' : true;
}

/** @throws AdministrationRefusal `forbidden` */
export function requireAdministrator(actor: Actor): void {
  if (!mayChangePolicy(actor)) throw new AdministrationRefusal('forbidden', 'Only administrators change policy.');
}
