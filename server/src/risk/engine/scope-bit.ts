import { scopes, type Scope } from '@tollgate/contract';

/** Each scope has a bit, so that whether a rule reads a text is one AND. */
export function scopeBit(scope: Scope): number {
  return 1 << scopes.indexOf(scope);
}
