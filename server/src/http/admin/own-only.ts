import type { Requester } from './requester.ts';

/** The user whose things are all that this requester may see; undefined for those who may see everything. */
export function ownerOnly({ role, userId }: Requester): string | undefined {
  if (role !== 'member') return undefined;
  if (userId === null) throw new Error('a member is always a user');
  return userId;
}
