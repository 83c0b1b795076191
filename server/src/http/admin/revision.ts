import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProblemError } from './problem.ts';

/** The header by which a change says what it is based on; all other headers stay as they are. */
export const ifMatch = z.looseObject({
  'if-match': z
    .string()
    .max(100)
    .optional()
    .describe('The ETag of the thing as it was read: refuses a change by two at once.'),
});

/** Tells the revision with the thing itself, as its entity tag (RFC 9110 section 8.8.3). */
export function tagged<Thing extends { readonly revision: number }>(reply: FastifyReply, thing: Thing): Thing {
  reply.header('etag', `"${thing.revision}"`);
  return thing;
}

/**
 * The revision that a change is based on, from `If-Match`; null when the requester does not care.
 * @throws ProblemError 412 for a tag that was never given here
 */
export function expectedRevision(request: { readonly headers: z.infer<typeof ifMatch> }): number | null {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return null;
  const revision = /^"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (revision === undefined) throw new ProblemError(412, 'If-Match must hold the ETag of the thing as it was read.');
  return Number(revision);
}
