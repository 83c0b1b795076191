import { Endpoint, type HitRecord } from '@tollgate/contract';
import { readInvocation } from '../../audit/search/invocations.queries.ts';
import { readPayload } from '../../audit/search/payloads.queries.ts';
import { InvalidBody } from '../../providers/request/governed-request.ts';
import { surfaceNamed } from '../../providers/surfaces.ts';
import { maskedSample } from '../../risk/mask.ts';
import type { ScanText } from '../../risk/rule-set.ts';
import type { Actor } from '../actor.ts';
import { conflict, notFound } from '../refuse.ts';
import type { RecordAccess } from '../rules/tested-request.ts';

export interface Finding {
  readonly hit: HitRecord;
  /** The text that it stands in. */
  readonly text: ScanText;
  /** The finding itself: it must not get into an answer, a log or a record. */
  readonly value: string;
}

/**
 * Reads a finding out of the request that it was recorded for; the access log says so first.
 * @throws AdministrationRefusal when it is not there any more, or does not stand openly in the request
 */
export async function readFinding(
  { pool, opener, accessLog }: RecordAccess,
  actor: Actor,
  { request_id, hit: index }: { readonly request_id: string; readonly hit: number },
): Promise<Finding> {
  const invocation = await readInvocation(pool, request_id);
  const hit = invocation?.hits[index];
  if (!invocation || !hit) throw notFound('invocation any more');
  const payload = await readPayload(pool, opener, request_id, 'request-received');
  const endpoint = Endpoint.safeParse(invocation.endpoint);
  if (payload.kind !== 'found' || !endpoint.success)
    throw conflict('The request of this call is not in the record any more.');
  const target = { kind: 'invocation', id: request_id };
  await accessLog.record({
    actor,
    action: 'payload.open',
    target,
    detail: { payload: 'request-received', for: 'review' },
  });
  if (hit.direction === 'response')
    throw conflict('This hit stands in the answer: nothing can be made of it by itself.');
  const text = textsOf(payload.bytes, endpoint.data).find((one) => one.place === hit.place && isThere(hit, one));
  if (!text) throw conflict('This hit does not stand in the body of the request.');
  return { hit, text, value: text.value.slice(hit.start, hit.end) };
}

function textsOf(body: Buffer, endpoint: Endpoint): readonly ScanText[] {
  try {
    return surfaceNamed(endpoint).readRequest(body.toString('utf8')).texts;
  } catch (error) {
    if (error instanceof InvalidBody) return [];
    throw error;
  }
}

/** What was hidden has no sample of what stands there. */
function isThere({ category, start, end, sample, disguises }: HitRecord, { value }: ScanText): boolean {
  if (end > value.length) return false;
  return disguises !== undefined || maskedSample({ category, kind: 'regex' }, value.slice(start, end)) === sample;
}
