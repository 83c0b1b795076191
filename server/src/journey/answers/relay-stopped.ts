import { canonicalAnswer } from '../../providers/conversation/canonical-answer.ts';
import { outcomeOf, saidBody, sentPart } from '../refuse.ts';
import type { Refusal } from '../refusal.ts';
import { type Relaying, relayRefusal, settleAnd } from '../relaying.ts';
import { rememberAnswer } from '../remember-answer.ts';
import { sendBody } from '../respond.ts';
import type { Outcome } from '../settle.ts';
import { refusalOfStop, type Stop } from './stop.ts';

/**
 * Answers in place of an answer that came whole and must not be given, in the form that the caller takes refusals in: as
 * an error, or as an ordinary message. What the answer used is settled all the same.
 */
export async function relayStopped(it: Relaying, stop: Stop, more: Partial<Outcome>): Promise<void> {
  const { call } = it;
  const refused = refusalOfStop(call, stop);
  const { conversion } = call.surface;
  if (conversion === null || !isToldAsMessage(it, refused)) return relayRefusal(it, refused, more);
  const body = saidBody(call, it.request, conversion, refused.message);
  const answer = rememberAnswer(it, { answer: canonicalAnswer(refused.message, []), toolCalls: [] });
  await settleAnd(it, { ...outcomeOf(refused), ...more, httpStatus: 200, answer }, [sentPart(body)], () => {
    sendBody(
      call,
      200,
      { 'content-type': it.request.stream ? 'text/event-stream; charset=utf-8' : 'application/json' },
      body,
    );
  });
}

/** An agent shows a message to its person, and tries nothing again. */
export function isToldAsMessage({ caller, request }: Pick<Relaying, 'caller' | 'request'>, refused: Refusal): boolean {
  return refused.status === 'blocked' && caller.blockForm === 'message' && !request.needsStructure;
}
