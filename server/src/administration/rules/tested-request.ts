import { type admin, Endpoint, type Scope } from '@tollgate/contract';
import { readInvocation } from '../../audit/search/invocations.queries.ts';
import { readPayload } from '../../audit/search/payloads.queries.ts';
import type { Opener } from '../../audit/vault/vault.ts';
import type { Queryable } from '../../database/queryable.ts';
import { type GovernedRequest, InvalidBody } from '../../providers/request/governed-request.ts';
import { surfaceNamed } from '../../providers/surfaces.ts';
import type { AccessLog } from '../access-log.ts';
import type { Actor } from '../actor.ts';
import { conflict, invalid, notFound } from '../refuse.ts';

/** What opening a payload of the record takes. */
export interface RecordAccess {
  readonly pool: Queryable;
  readonly opener: Opener;
  readonly accessLog: AccessLog;
}

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
  const { text, scope, request, endpoint, request_id, as } = test;
  const model = as?.model;
  if (text !== undefined) return { request: requestOfText(text, scope, model ?? 'auto'), sender: null };
  if (request !== undefined) {
    const body = model === undefined ? request : { ...request, model };
    return { request: readBody(JSON.stringify(body), endpoint), sender: null };
  }
  return recordedRequest(request_id ?? '', model, actor, access);
}

async function recordedRequest(
  requestId: string,
  model: string | undefined,
  actor: Actor,
  { pool, opener, accessLog }: RecordAccess,
): Promise<TestedRequest> {
  const invocation = await readInvocation(pool, requestId);
  const endpoint = Endpoint.safeParse(invocation?.endpoint);
  if (!invocation || !endpoint.success) throw notFound('invocation');
  const payload = await readPayload(pool, opener, requestId, 'request-received');
  if (payload.kind !== 'found') throw conflict('The request of this call is not in the record, or no more.');
  const target = { kind: 'invocation', id: requestId };
  await accessLog.record({
    actor,
    action: 'payload.open',
    target,
    detail: { payload: 'request-received', for: 'test' },
  });
  const request = readBody(payload.bytes.toString('utf8'), endpoint.data);
  return {
    request: model === undefined ? request : { ...request, model: { ...request.model, name: model } },
    sender: invocation.user && { user: invocation.user.id, instance: invocation.instance?.id },
  };
}

function readBody(text: string, endpoint: Endpoint): GovernedRequest {
  try {
    return surfaceNamed(endpoint).readRequest(text);
  } catch (error) {
    if (!(error instanceof InvalidBody)) throw error;
    throw invalid(error.param === null ? 'request' : `request.${error.param}`, error.message);
  }
}

/** A chat that says nothing but this, of which nothing but this is looked at. */
function requestOfText(value: string, scope: Scope, model: string): GovernedRequest {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: value }] });
  const request = readBody(body, 'chat.completions');
  const at = request.texts.findIndex(({ place }) => place === 'messages[0].content');
  const node = request.nodes[at];
  return { ...request, texts: [{ place: 'text', scope, value }], nodes: node ? [node] : [] };
}
