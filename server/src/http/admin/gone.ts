import type { Missing } from '../../audit/search/missing.queries.ts';
import { ProblemError } from './problem.ts';

const whyGone: Record<Missing, string> = {
  erased: 'This content was erased, or is made of content that was.',
  expired: 'This content is older than payloads are kept.',
  lost: 'This content is not in the record, and neither an erasure nor its retention took it.',
};

/** For content that was recorded and is not there any more. */
export function gone(kind: Missing): ProblemError {
  return new ProblemError(410, whyGone[kind]);
}
