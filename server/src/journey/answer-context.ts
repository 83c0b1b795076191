import type { AnswerContext, TokenCounts } from '../providers/interchange/answer.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import { jsonOf } from '../platform/lossless-json.ts';
import type { Call } from './call.ts';

/** What an answer in the caller's protocol is written with. */
export function answerContext(
  call: Call,
  request: GovernedRequest,
  usageAsked: boolean,
  usageOf: (report: unknown) => TokenCounts | null,
): AnswerContext {
  return {
    requestId: call.requestId,
    model: request.model.name,
    createdS: Math.floor(call.atMs / 1000),
    usageAsked,
    usageOf,
    // Only some protocols' answers repeat something of it.
    get request() {
      return jsonOf(request.text, request.root);
    },
  };
}
