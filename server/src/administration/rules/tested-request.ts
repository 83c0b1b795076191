import type { admin, Scope } from '@tollgate/contract';
import type { GovernedRequest } from '../../providers/request/governed-request.ts';
import type { Actor } from '../actor.ts';
import { readRequest, type RecordAccess, recordedRequest } from '../recorded-request.ts';

/** A request to be tested, and who sent it where that is known. */
export interface TestedRequest {
  readonly request: GovernedRequest;
  readonly sender: { readonly user?: string | undefined; readonly instance?: string | undefined } | null;
}

/**
 * The request of a test: a text put where it would stand, a pasted body, or that of a recorded call, whose opening is
 * logged.
 * @throws AdministrationRefusal for a request that the data plane would refuse, and for one that is not there
 */
export async function testedRequest(test: admin.RuleTest, actor: Actor, access: RecordAccess): Promise<TestedRequest> {
  const { text, scope = 'user', request, endpoint, request_id, as } = test;
  const model = as?.model;
  if (text !== undefined) return { request: requestOfText(text, scope, model ?? 'auto'), sender: null };
  if (request !== undefined) {
    const body = model === undefined ? request : { ...request, model };
    return { request: readRequest(JSON.stringify(body), endpoint), sender: null };
  }
  const { invocation, request: recorded } = await recordedRequest(access, actor, request_id ?? '', 'test');
  return {
    request: model === undefined ? recorded : { ...recorded, model: { ...recorded.model, name: model } },
    sender: invocation.user && { user: invocation.user.id, instance: invocation.instance?.id },
  };
}

/** A chat that says nothing but this, of which nothing but this is looked at. */
function requestOfText(value: string, scope: Scope, model: string): GovernedRequest {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: value }] });
  const request = readRequest(body, 'chat.completions');
  const at = request.texts.findIndex(({ place }) => place === 'messages[0].content');
  const node = request.nodes[at];
  return { ...request, texts: [{ place: 'text', scope, value }], nodes: node ? [node] : [] };
}
