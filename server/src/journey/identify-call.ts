import type { KeyHolder } from '../catalog/snapshot.ts';
import type { ChatRequest } from '../providers/openai/chat-request.ts';
import type { Call } from './call.ts';
import type { Gateway } from './gateway.ts';
import { type Identifiers, identify } from './identify.ts';

/** The ids of a call; a link through tool results is looked for only when the caller names no trace itself. */
export async function identifyCall(
  call: Call,
  caller: KeyHolder,
  request: ChatRequest,
  gateway: Gateway,
): Promise<Identifiers> {
  const own = identify(call.headers, request.carried, null);
  if (!own.isTraceNew || request.toolResults.length === 0) return own;
  const linked = await gateway.links.traceOf(linkScope(caller), request.toolResults);
  return linked === null ? own : identify(call.headers, request.carried, linked);
}

/** Links stay within one user and instance. */
export function linkScope(caller: KeyHolder): string {
  return `${caller.user.id}\n${caller.instance?.id ?? ''}`;
}
