import type { admin, Invocation, PayloadName } from '@tollgate/contract';
import { readPayload } from '../../../audit/search/payloads.queries.ts';
import type { AdminDependencies } from '../context.ts';
import { Masking } from './masking.ts';
import { PartWriter } from './part-writer.ts';
import { bodyOf, isAnswerUnread, isRequestWithheld } from './read-conversation.ts';

type Side = admin.InvocationDifferences['request'];

/** Larger bodies are not compared: indented and twice they would be many times that. */
const bytesMax = 4 * 1024 * 1024;

/** What was changed between what came and what went on, both ways. @throws CannotOpen */
export async function readDifferences(
  { pool, opener }: Pick<AdminDependencies, 'pool' | 'opener'>,
  call: Invocation,
  masking: Masking,
): Promise<admin.InvocationDifferences> {
  const read = async (name: PayloadName): Promise<Buffer | null> => {
    const payload = await readPayload(pool, opener, call.request_id, name);
    return payload.kind === 'found' ? payload.bytes : null;
  };
  const isWithheld = isRequestWithheld(call);
  const requests = [await read('request-received'), await read('request-sent')] as const;
  const [received, sent] = [await read('response-received'), await read('response-sent')];
  const ofAnswer = maskingOfAnswer(call, requests[0], received);
  return {
    request: changed(...requests, masking, isWithheld, true),
    response: changed(
      received,
      sent,
      ofAnswer,
      isWithheld || isAnswerUnread(call, false) || ofAnswer.leavesInAnswer(false),
      false,
    ),
  };
}

/** What was taken out of an answer is told by the answer before: that alone still holds it. */
function maskingOfAnswer(call: Invocation, request: Buffer | null, received: Buffer | null): Masking {
  const masking = new Masking(call.hits);
  const [asked, answer] = [request, received].map((bytes) => bytes && bodyOf(bytes.toString('utf8')));
  if (asked) masking.learnBody(asked.root, asked.text, 'request');
  if (answer) masking.learnBody(answer.root, answer.text, 'response');
  return masking;
}

function changed(
  before: Buffer | null,
  after: Buffer | null,
  masking: Masking,
  isHidden: boolean,
  isRequest: boolean,
): Side {
  if (before === null || after === null) return null;
  const sizes = { bytes_before: before.length, bytes_after: after.length };
  const none = { ...sizes, first_line: 1, before: null, after: null };
  if (before.equals(after)) return { ...none, is_equal: true };
  const lines = [linesOf(before, masking, isHidden, isRequest), linesOf(after, masking, isHidden, false)];
  const [one, other] = lines;
  if (!one || !other) return { ...none, is_equal: false };
  let first = 0;
  while (first < Math.min(one.length, other.length) && one[first] === other[first]) first++;
  let last = 0;
  const room = Math.min(one.length, other.length) - first;
  while (last < room && one.at(-1 - last) === other.at(-1 - last)) last++;
  const between = (all: readonly string[]): string => all.slice(first, all.length - last).join('\n');
  return { ...sizes, is_equal: false, first_line: first + 1, before: between(one), after: between(other) };
}

/** Null for what is no JSON: in the events of a stream a finding may stand in pieces, which nothing masks. */
function linesOf(bytes: Buffer, masking: Masking, isHidden: boolean, isRequest: boolean): string[] | null {
  if (isHidden || bytes.length > bytesMax) return null;
  const body = bodyOf(bytes.toString('utf8'));
  if (!body) return null;
  return new PartWriter(body.text, masking, { isRequest, withholds: false }).json(body.root).split('\n');
}
