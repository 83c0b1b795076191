import type { HitRecord } from '@tollgate/contract';
import type { GovernedModel, KeyHolder, Snapshot } from '../catalog/snapshot.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { Surface } from '../providers/surface.ts';
import { guardBody } from './answers/guard-body.ts';
import { StreamGuard } from './answers/stream-guard.ts';
import { whoIs } from './scan.ts';

/** An answer as its caller's protocol has it, before any rule changed it. */
export interface GivenAnswer {
  readonly surface: Surface;
  readonly request: GovernedRequest;
  readonly caller: KeyHolder;
  /** The final one. */
  readonly model: GovernedModel;
  readonly policy: Snapshot;
  readonly body: Buffer;
}

export interface AnswerJudgement {
  readonly hits: readonly HitRecord[];
  readonly outcome: 'given' | 'redacted' | 'cut';
}

/**
 * What the rules of a policy make of an answer, without anybody who waits for it.
 * @throws when a rule cannot be evaluated, or the answer cannot be read
 */
export type ReadAnswer = (answer: GivenAnswer) => AnswerJudgement;

export const readAnswer: ReadAnswer = ({ surface, request, caller, model, policy, body }) => {
  const texts = surface.answerTexts;
  const reader = policy.rules.answers?.reader(whoIs(caller, model)) ?? null;
  if (texts === null || reader === null) return { hits: [], outcome: 'given' };
  if (isJson(body)) guardBody(body, texts, reader, request.needsStructure);
  else {
    const guard = new StreamGuard(reader, texts.ofStream(request.needsStructure));
    guard.take(body);
    guard.end();
  }
  const { hits } = reader.finish();
  return { hits, outcome: reader.cut !== null ? 'cut' : reader.hasChanged ? 'redacted' : 'given' };
};

/** A stream of events begins with the name of a field, or a comment. */
function isJson(body: Buffer): boolean {
  return /^\s*[{[]/.test(body.toString('latin1', 0, 100));
}
