import type { AnswerScan } from '../../audit/events.ts';
import { canonicalAnswer } from '../../providers/conversation/canonical-answer.ts';
import type { AnswerReading } from '../../providers/openai/answer-reading.ts';
import type { AnswerFindings } from '../../risk/answer/answer-reader.ts';
import type { Metered } from '../meter.ts';
import type { Relaying } from '../relaying.ts';

/** What the rules made of an answer. */
interface Guarded {
  conclude(): AnswerFindings | null;
  given(): AnswerReading | null;
}

/** What of a guarded answer goes into its outcome: what was found, and the answer that the caller will send back. */
export function answerOutcome(
  { gateway }: Pick<Relaying, 'gateway'>,
  { answer }: Pick<Metered, 'answer'>,
  guarded: Guarded | null,
): { readonly answer: string | null; readonly answerScan: AnswerScan | null } {
  const findings = guarded?.conclude() ?? null;
  for (const hit of findings?.hits ?? []) gateway.metrics.hit(hit.rule, hit.action);
  const given = guarded?.given() ?? null;
  return { answer: given === null ? answer : canonicalAnswer(given.text, given.toolCalls), answerScan: findings };
}
