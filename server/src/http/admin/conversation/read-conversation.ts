import type { admin, Invocation } from '@tollgate/contract';
import { readPayload } from '../../../audit/search/payloads.queries.ts';
import { createTurnReader } from '../../../audit/search/turns.queries.ts';
import type { Missing } from '../../../audit/search/missing.queries.ts';
import { type JsonNode, JsonSyntaxError, parseJsonTree, stringOf } from '../../../platform/json-tree.ts';
import type { AdminDependencies } from '../context.ts';
import { Masking } from './masking.ts';
import { member } from '../../../providers/answer-texts/texts-in.ts';
import { answerOf, finishReasonOf, messagesOf, type ReadMessage, toolsOf } from './messages-of.ts';
import { PartWriter } from './part-writer.ts';

/** A call's content, opened: it must not leave the server but through what masks it. */
interface Opened {
  readonly request: Body | null;
  readonly answer: Body | null;
  /** The answer is what a provider said piece by piece, before anything was taken out of it. */
  readonly isView: boolean;
  readonly times: admin.Conversation['times'];
  readonly masking: Masking;
}

export interface Body {
  readonly text: string;
  readonly root: JsonNode;
}

export type OpenedCall = { readonly kind: 'found'; readonly opened: Opened } | { readonly kind: 'none' | Missing };

/** Opens the request and the answer of a call, and learns what its findings say. @throws CannotOpen */
export async function openCall(
  { pool, opener }: Pick<AdminDependencies, 'pool' | 'opener'>,
  { request_id, hits }: Pick<Invocation, 'request_id' | 'hits'>,
): Promise<OpenedCall> {
  const payload = await readPayload(pool, opener, request_id, 'request-received');
  if (payload.kind !== 'found') return { kind: payload.kind === 'unfinished' ? 'none' : payload.kind };
  const turn = await createTurnReader(pool, opener).read(request_id);
  const said = turn.kind === 'found' ? turn.turn.answer : null;
  const times = turn.kind === 'found' ? turn.turn.times.map(([bytes, ms]): [number, number] => [bytes, ms]) : [];
  const request = bodyOf(payload.bytes.toString('utf8'));
  const answer = said === null ? null : bodyOf(JSON.stringify(said));
  const isView =
    answer !== null && member(answer.root, 'role') !== undefined && member(answer.root, 'type') === undefined;
  const masking = new Masking(hits);
  if (request) masking.learnBody(request.root, request.text, 'request');
  if (answer) {
    masking.learnBody(answer.root, answer.text, 'response');
    masking.learnLoosely((place) => (isView ? textsOfView(answer, place) : stringsOf(answer.root, answer.text)));
  }
  return { kind: 'found', opened: { request, answer, isView, times, masking } };
}

/** The texts of a view among which a place is. */
function textsOfView({ root, text }: Body, place: string): string[] {
  const of = (name: string): string[] => {
    const node = member(root, name);
    return node === undefined ? [] : stringsOf(node, text);
  };
  if (/arguments|input|tool_calls|function_call/.test(place)) return of('tool_calls');
  return /reason|thinking|summary/.test(place) ? of('reasoning') : of('content');
}

/** Whether a request holds what nothing masks: more findings than the record names, or texts that no rule has read. */
export function isRequestWithheld({ scanned }: Pick<Invocation, 'scanned'>): boolean {
  return scanned === null || (scanned.hits_beyond ?? 0) > 0;
}

/** The same of an answer: one in one piece is not read by the rules when nobody waits for it any more. */
export function isAnswerUnread({ status, scanned }: Pick<Invocation, 'scanned' | 'status'>, isView: boolean): boolean {
  const isLeft = status === 'aborted' && !isView && scanned?.answer === undefined;
  return isLeft || (scanned?.answer?.hits_beyond ?? 0) > 0;
}

/** Whether an answer may say what a finding says where nothing masks it. */
export function isAnswerWithheld(
  call: Pick<Invocation, 'scanned' | 'status'>,
  { masking, isView }: Pick<Opened, 'masking' | 'isView'>,
): boolean {
  return isRequestWithheld(call) || isAnswerUnread(call, isView) || masking.leavesInAnswer(!isView);
}

/** A call as a conversation with its findings masked. @param earlier also what the conversation held before */
export function conversationOf(call: Invocation, opened: Opened, earlier: 'none' | 'all'): admin.Conversation {
  const { request_id, new_from } = call;
  const { request, answer, times, masking } = opened;
  const withholds = isRequestWithheld(call);
  const withholdsAnswer = isAnswerWithheld(call, opened);
  const write = request && new PartWriter(request.text, masking, { isRequest: true, withholds });
  const writeAnswer = answer && new PartWriter(answer.text, masking, { isRequest: false, withholds: withholdsAnswer });
  const all = request && write ? messagesOf(request.root, write) : [];
  const from = new_from ?? afterLastAnswer(all);
  const isNew = ({ index }: ReadMessage): boolean => (index === -1 ? from === 0 : index >= from);
  const messages = all.map((one) => ({ ...shown(one), is_new: isNew(one) }));
  return {
    request_id,
    missing: null,
    erasure: null,
    is_readable: all.length > 0,
    is_withheld: withholdsAnswer,
    earlier: messages.filter(({ is_new }) => !is_new).length,
    tools: request && write ? toolsOf(request.root, write) : [],
    messages: earlier === 'all' ? messages : messages.filter(({ is_new }) => is_new),
    answer:
      answer && writeAnswer ? answerOf(answer.root, writeAnswer).map((one) => ({ ...shown(one), is_new: true })) : [],
    finish_reason: answer && writeAnswer ? finishReasonOf(answer.root, writeAnswer) : null,
    times,
  };
}

/** What findings say. */
export function revealed({ masking }: Opened, hits: readonly number[]): { hit: number; text: string | null }[] {
  return hits.map((hit) => ({ hit, text: masking.said(hit) }));
}

function shown({ place, role, parts }: ReadMessage): Omit<admin.ConversationMessage, 'is_new'> {
  return { place, role, parts };
}

/** Of a history that the record does not know, what follows the last answer is new for certain. */
function afterLastAnswer(messages: readonly ReadMessage[]): number {
  return (messages.findLast(({ role }) => role === 'assistant')?.index ?? -1) + 1;
}

/** Null for what is no JSON: a refused request may be anything. */
export function bodyOf(text: string): Body | null {
  try {
    return { text, root: parseJsonTree(text) };
  } catch (error) {
    if (error instanceof JsonSyntaxError) return null;
    throw error;
  }
}

function stringsOf(root: JsonNode, text: string): string[] {
  const found: string[] = [];
  const walk = (node: JsonNode): void => {
    if (node.kind === 'string') found.push(stringOf(text, node));
    for (const child of node.children) walk(child);
  };
  walk(root);
  return found;
}
