import type { Actor } from './actor.ts';
import { AdministrationRefusal } from './refusal.ts';

/**
 * Only administrators change policy; the bootstrap token, the configuration file and the command line stand for the
 * operator. Every verb asks this itself, whatever the surface it was reached by has checked before.
 * @throws AdministrationRefusal
 */
export function assertAdministrator(actor: Actor): void {
  if (actor.kind === 'user' && actor.role !== 'admin') {
    throw new AdministrationRefusal('forbidden', 'Only administrators may do this.');
  }
}
