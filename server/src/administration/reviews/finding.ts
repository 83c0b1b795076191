import type { HitRecord } from '@tollgate/contract';
import { maskedSample } from '../../risk/mask.ts';
import type { ScanText } from '../../risk/rule-set.ts';
import type { Actor } from '../actor.ts';
import { type RecordAccess, recordedRequest } from '../recorded-request.ts';
import { conflict, notFound } from '../refuse.ts';
import { assertReviewer } from './review.ts';

export interface Finding {
  readonly hit: HitRecord;
  /** The text that it stands in. */
  readonly text: ScanText;
  /** What stands there: it must not get into an answer, a log or a record. */
  readonly value: string;
}

/**
 * Reads a finding out of the request that it was recorded for; the access log says so first.
 * @throws AdministrationRefusal when it is not there any more, or does not stand in the body of the request
 */
export async function readFinding(
  access: RecordAccess,
  actor: Actor,
  { request_id, hit: index }: { readonly request_id: string; readonly hit: number },
): Promise<Finding> {
  const { invocation, request } = await recordedRequest(access, actor, request_id, 'review');
  const hit = invocation.hits[index];
  if (!hit) throw notFound('hit');
  if (hit.direction === 'response') {
    throw conflict('This hit stands in the answer: nothing can be made of it by itself.');
  }
  const text = request.texts.find((one) => one.place === hit.place && isThere(hit, one));
  if (!text) throw conflict('This hit does not stand in the body of the request.');
  return { hit, text, value: text.value.slice(hit.start, hit.end) };
}

const contextCharacters = 80;

/**
 * What stands at a recorded hit, for who has to judge it.
 * @throws AdministrationRefusal as `readFinding` does
 */
export async function revealFinding(
  access: RecordAccess,
  actor: Actor,
  which: { readonly request_id: string; readonly hit: number },
): Promise<{ readonly before: string; readonly value: string; readonly after: string }> {
  assertReviewer(actor);
  const { hit, text, value } = await readFinding(access, actor, which);
  const { start, end } = hit;
  const before = text.value.slice(Math.max(0, start - contextCharacters), start);
  // The edge of a window may fall between the halves of a surrogate pair.
  return { before: before.toWellFormed(), value, after: text.value.slice(end, end + contextCharacters).toWellFormed() };
}

/** What was hidden has no sample of what stands there. */
function isThere({ category, start, end, sample, disguises }: HitRecord, { value }: ScanText): boolean {
  if (end > value.length) return false;
  return disguises !== undefined || maskedSample({ category, kind: 'regex' }, value.slice(start, end)) === sample;
}
