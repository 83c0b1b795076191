import type { Invocation } from '@tollgate/contract';
import type { Missing } from '../../../audit/search/missing.queries.ts';
import type { Turn, TurnReader } from '../../../audit/search/turns.queries.ts';
import { member } from '../../../providers/answer-texts/texts-in.ts';
import type { AdminDependencies } from '../context.ts';
import { type TurnAnswer, turnAnswer } from '../turn-answer.ts';
import type { Masking } from './masking.ts';
import { PartWriter } from './part-writer.ts';
import { type Body, isAnswerWithheld, isRequestWithheld, openCall } from './read-conversation.ts';

/** What is new in a call, with nothing in it that a finding says. */
export interface MaskedTurn {
  /** Holds findings that cannot be told from the rest: texts are left out, or those of the answer alone. */
  readonly isWithheld: boolean;
  readonly messages: readonly unknown[];
  readonly answer: TurnAnswer | null;
  readonly times: Turn['times'];
  readonly bytes: number;
}

export type MaskedTurnResult =
  | { readonly kind: 'found'; readonly turn: MaskedTurn }
  | { readonly kind: 'none' | Missing };

/**
 * Reads what is new in a call. What its findings say is learnt from the whole of it, since an answer may repeat what stood
 * far before; of a call that nothing was found in, only the turn is opened.
 * @throws CannotOpen
 */
export async function readMaskedTurn(
  dependencies: Pick<AdminDependencies, 'pool' | 'opener'>,
  reader: TurnReader,
  call: Pick<Invocation, 'request_id' | 'hits' | 'scanned' | 'status'>,
): Promise<MaskedTurnResult> {
  const result = await reader.read(call.request_id);
  if (result.kind !== 'found') return result;
  const { messages, answer, ...rest } = result.turn;
  const said = turnAnswer(answer);
  if (isRequestWithheld(call)) {
    return { kind: 'found', turn: { ...rest, isWithheld: true, messages: [], answer: null } };
  }
  if (call.hits.length === 0 && call.status !== 'aborted') {
    return { kind: 'found', turn: { ...rest, isWithheld: false, messages, answer: said } };
  }
  const whole = await openCall(dependencies, call);
  if (whole.kind !== 'found') return whole;
  const { request, masking } = whole.opened;
  const isWithheld = isAnswerWithheld(call, whole.opened);
  const turn = {
    ...rest,
    bytes: rest.bytes + (request?.text.length ?? 0),
    isWithheld,
    messages: request === null ? [] : lastMessages(request, masking, messages.length),
    answer: said && !isWithheld ? maskedAnswer(said, masking) : null,
  };
  return { kind: 'found', turn };
}

/** The last messages of a request as the agent wrote them, masked. */
function lastMessages({ text, root }: Body, masking: Masking, count: number): unknown[] {
  const write = new PartWriter(text, masking, { isRequest: true, withholds: false });
  const list = member(root, 'messages') ?? member(root, 'input');
  if (list?.kind === 'string') return [{ role: 'user', content: write.value(list) }];
  return count === 0 ? [] : (list?.children ?? []).slice(-count).map((message) => write.value(message));
}

function maskedAnswer(said: TurnAnswer, masking: Masking): TurnAnswer {
  const masked = (text: string): string => masking.mask(text, null).text;
  return {
    content: masked(said.content),
    reasoning: masked(said.reasoning),
    finish_reason: said.finish_reason,
    tool_calls: said.tool_calls.map(({ id, name, arguments: given }) => ({
      id: id === null ? null : masked(id),
      name: masked(name),
      arguments: masked(given),
    })),
  };
}
