import { answerContext } from '../answer-context.ts';
import type { Refusal } from '../refusal.ts';
import type { Relaying } from '../relaying.ts';
import { isToldAsMessage } from './relay-stopped.ts';

/**
 * The end of a stream that a rule cuts, for callers that take refusals as messages: the reason as the last words of the
 * answer, since an error within a stream makes an agent try the whole turn again. Null where the protocol has no way to
 * go on from anywhere, or where a tool call has begun, which would be run.
 */
export function lastMessage(it: Relaying, refused: Refusal, hasCalls: boolean): Buffer | null {
  const { call, request } = it;
  const { endpoint, conversion } = call.surface;
  if (endpoint !== 'chat.completions' || conversion === null || hasCalls || !isToldAsMessage(it, refused)) return null;
  const writer = conversion.writeStream(answerContext(call, request, false, () => null));
  const text = writer.push({ kind: 'text', text: `\n\n${refused.message}` });
  const finish = writer.push({ kind: 'finish', reason: 'stop', stopSequence: null });
  return Buffer.from(text + finish + writer.end());
}
