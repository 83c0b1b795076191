import type { Invocation } from '@tollgate/contract';
import type { Requester } from './requester.ts';

/** The user whose things are all that this requester may see; undefined for those who may see everything. */
export function ownerOnly({ role, userId }: Requester): string | undefined {
  if (role !== 'member') return undefined;
  if (userId === null) throw new Error('a member is always a user');
  return userId;
}

/** `error_detail` may name hosts of the company's own: it is for those who run the gateway. */
export function asSeenBy(requester: Requester, invocation: Invocation): Invocation {
  return ownerOnly(requester) === undefined ? invocation : { ...invocation, error_detail: null };
}
