import type { KeyHolder } from '../catalog/snapshot.ts';
import { type Conversation, readConversation } from '../providers/conversation/read-conversation.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { Call } from './call.ts';
import type { Continuation } from './conversations.ts';
import type { Gateway } from './gateway.ts';
import { type Identifiers, identify } from './identify.ts';

/** Which run and conversation a call belongs to, and where it goes on from. */
export interface Identified extends Identifiers {
  readonly conversation: Conversation;
  readonly continues: Continuation | null;
}

/**
 * The ids of a call. Where it goes on from is looked for in any case, for the record; the database is only asked when
 * the caller does not name both trace and session.
 */
export async function identifyCall(
  call: Call,
  caller: KeyHolder,
  request: GovernedRequest,
  gateway: Gateway,
): Promise<Identified> {
  const conversation = readConversation(request.text, request.root);
  const own = identify(call.headers, request.carried, null);
  const isOpen = own.isTraceNew || own.isSessionNew;
  const continues = await gateway.conversations.find(linkScope(caller), conversation, isOpen);
  const ids = continues && isOpen ? identify(call.headers, request.carried, continues) : own;
  return { ...ids, conversation, continues };
}

/** Links stay within one user and instance. */
export function linkScope(caller: KeyHolder): string {
  return `${caller.user.id}\n${caller.instance?.id ?? ''}`;
}
