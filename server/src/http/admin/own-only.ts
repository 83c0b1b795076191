import type { Invocation, PayloadName } from '@tollgate/contract';
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

/** What a provider says when it fails may name hosts too, or repeat the company's credential: callers get it without. */
export function isHiddenError(
  requester: Requester,
  { status }: Pick<Invocation, 'status'>,
  name: PayloadName,
): boolean {
  return ownerOnly(requester) !== undefined && status === 'failed' && name === 'response-received';
}

interface Proven<Event> {
  readonly events: readonly (Event & { readonly canonical: string | null })[];
  readonly checkpoint: unknown;
}

/** The bytes of events hold `error_detail`, and a checkpoint how much the whole company calls. */
export function proofAsSeenBy<Event, Proof extends Proven<Event>>(requester: Requester, proof: Proof): Proof {
  if (ownerOnly(requester) === undefined) return proof;
  return { ...proof, events: proof.events.map((event) => ({ ...event, canonical: null })), checkpoint: null };
}
