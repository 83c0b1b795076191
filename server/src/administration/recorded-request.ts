import { Endpoint, type Invocation } from '@tollgate/contract';
import { readInvocation } from '../audit/search/invocations.queries.ts';
import { readPayload } from '../audit/search/payloads.queries.ts';
import type { Opener } from '../audit/vault/vault.ts';
import type { Queryable } from '../database/queryable.ts';
import { type GovernedRequest, InvalidBody } from '../providers/request/governed-request.ts';
import { surfaceNamed } from '../providers/surfaces.ts';
import type { AccessLog } from './access-log.ts';
import type { Actor } from './actor.ts';
import { conflict, invalid, notFound } from './refuse.ts';

/** What opening a payload of the record takes. */
export interface RecordAccess {
  readonly pool: Queryable;
  readonly opener: Opener;
  readonly accessLog: AccessLog;
}

export interface RecordedRequest {
  readonly invocation: Invocation;
  readonly request: GovernedRequest;
}

/**
 * Opens the request that a recorded call brought; the access log says by whom and what for, before anything is handed on.
 * @throws AdministrationRefusal when there is no such call, its request is not in the record any more, or was none
 */
export async function recordedRequest(
  { pool, opener, accessLog }: RecordAccess,
  actor: Actor,
  requestId: string,
  purpose: 'test' | 'review' | 'reviewed_text',
): Promise<RecordedRequest> {
  const invocation = await readInvocation(pool, requestId);
  const endpoint = Endpoint.safeParse(invocation?.endpoint);
  if (!invocation || !endpoint.success) throw notFound('invocation');
  const payload = await readPayload(pool, opener, requestId, 'request-received');
  if (payload.kind !== 'found') throw conflict('The request of this call is not in the record, or no more.');
  const target = { kind: 'invocation', id: requestId };
  const detail = { payload: 'request-received', for: purpose };
  await accessLog.record({ actor, action: 'payload.open', target, detail });
  return { invocation, request: readRequest(payload.bytes.toString('utf8'), endpoint.data) };
}

/** A body as the data plane reads it. @throws AdministrationRefusal for one that it would refuse */
export function readRequest(text: string, endpoint: Endpoint): GovernedRequest {
  try {
    return surfaceNamed(endpoint).readRequest(text);
  } catch (error) {
    if (!(error instanceof InvalidBody)) throw error;
    throw invalid(error.param === null ? 'request' : `request.${error.param}`, error.message);
  }
}
