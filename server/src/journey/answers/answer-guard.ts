import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import type { AnswerTexts } from '../../providers/answer-texts/answer-texts.ts';
import type { GovernedRequest } from '../../providers/request/governed-request.ts';
import type { AnswerReader } from '../../risk/answer/answer-reader.ts';
import type { Call } from '../call.ts';
import type { Forwarded } from '../decide.ts';
import { whoIs } from '../scan.ts';

/** What reads the answer of a call. */
export interface AnswerGuard {
  readonly reader: AnswerReader;
  readonly texts: AnswerTexts;
  /** The caller asked for JSON. */
  readonly isStructured: boolean;
}

/** Null where no rule reads this caller's answers, or they say nothing: then they pass without a look. */
export function guardOf(
  { surface }: Call,
  caller: KeyHolder,
  request: GovernedRequest,
  decision: Forwarded,
  { rules }: Snapshot,
): AnswerGuard | null {
  const texts = surface.answerTexts;
  if (texts === null) return null;
  const reader = rules.answers?.reader(whoIs(caller, decision.model)) ?? null;
  return reader && { reader, texts, isStructured: request.needsStructure };
}
