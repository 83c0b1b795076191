import type { HitRecord, Invocation } from '@tollgate/contract';
import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import type { Judgement } from '../../journey/judge.ts';
import type { AnswerJudgement, GivenAnswer } from '../../journey/read-answer.ts';
import type { GovernedRequest } from '../../providers/request/governed-request.ts';
import type { Surface } from '../../providers/surface.ts';
import type { CallComparing } from './compare-call.ts';
import type { ComparedAnswer } from './comparison.ts';
import { readRecorded } from './read-recorded.ts';

interface JudgedCall {
  readonly surface: Surface;
  readonly request: GovernedRequest;
  readonly caller: KeyHolder;
  readonly policy: Snapshot;
  readonly judgement: Judgement;
}

/** What a provider said may be whole, or the part that came before the caller or a rule ended it. */
const answered: ReadonlySet<Invocation['status']> = new Set(['completed', 'aborted', 'blocked']);

/**
 * Reads the answer of a recorded call again, where rules read it then or would now. What was changed for the caller is
 * read as the provider sent it; where that is in another protocol, it is not compared.
 */
export async function compareAnswer(
  { pool, opener, readAnswer, rules }: Pick<CallComparing, 'pool' | 'opener' | 'readAnswer' | 'rules'>,
  { request_id, hits, final_model, status }: Invocation,
  { surface, request, caller, policy, judgement }: JudgedCall,
): Promise<ComparedAnswer | null> {
  const recorded = hits.filter(({ direction }) => direction === 'response');
  if (rules.answers === null && recorded.length === 0) return null;
  const model = policy.modelNamed(final_model ?? '');
  const isForwarded = judgement.kind === 'decided' && judgement.decision.kind === 'forward';
  if (!model || !isForwarded || !answered.has(status)) return null;
  const before = outcomeOf(recorded);
  const body = await readRecorded(pool, opener, request_id, before === 'given' ? 'response-sent' : 'response-received');
  const judged = body && read(readAnswer, { surface, request, caller, model, policy, body });
  return judged && { before, after: judged.outcome, recorded, found: judged.hits };
}

/** The action of a hit in an answer is what happened to it. */
function outcomeOf(hits: readonly HitRecord[]): AnswerJudgement['outcome'] {
  if (hits.some(({ action }) => action === 'block')) return 'cut';
  return hits.some(({ action }) => action === 'redact') ? 'redacted' : 'given';
}

function read(readAnswer: CallComparing['readAnswer'], answer: GivenAnswer): AnswerJudgement | null {
  try {
    return readAnswer(answer);
  } catch {
    // Not every body is an answer: a provider's error page is none, and stands in no comparison.
    return null;
  }
}
