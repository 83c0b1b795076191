import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import type { GovernedRequest } from '../../providers/request/governed-request.ts';
import type { Findings } from '../../risk/rule-set.ts';
import type { Call } from '../call.ts';
import type { Decision, Forwarded } from '../decide.ts';
import type { Gateway } from '../gateway.ts';
import { marksOf, windowUnits } from './marks.ts';
import type { Pin, PinKind, PinScope, PinsFound, TextMarks } from './pin.ts';

/** How many texts of a request are marked, and how densely; an answer is marked better, since a summary may be one. */
const requestTextsMax = 64;
const requestMarksMax = 16;
const answerMarksMax = 64;

export function pinScope({ user, instance }: KeyHolder): PinScope {
  return { userId: user.id, instanceId: instance?.id ?? '' };
}

/** The pins of a call; nothing is asked where no rule holds anything. */
export async function findPins(
  { draft }: Call,
  caller: KeyHolder,
  request: GovernedRequest,
  { stickiness }: Snapshot,
  { pins }: Pick<Gateway, 'pins'>,
): Promise<PinsFound> {
  const { trace_id: traceId, session_id: sessionId } = draft.head;
  if (!stickiness.isOn || traceId === null || sessionId === null) return { pinned: null, unknown: null };
  return pins.covering(pinScope(caller), { traceId, sessionId, texts: request.texts });
}

/**
 * Holds what follows from a call on the secure path, when a rule asks for it or the call is held itself: its run, its
 * session and its texts are entered under the pin, before anything is sent. The texts of a call that goes outside are
 * remembered as said there.
 */
export async function hold(
  call: Call,
  caller: KeyHolder,
  { request, findings, decision }: { request: GovernedRequest; findings: Findings; decision: Forwarded },
  policy: Snapshot,
  { pins }: Pick<Gateway, 'pins'>,
): Promise<void> {
  const { head } = call.draft;
  const { trace_id: traceId, session_id: sessionId } = head;
  if (!policy.stickiness.isOn || traceId === null || sessionId === null) return;
  const scope = pinScope(caller);
  const owner = ownerOf(scope);
  const pin = pinOf(call, decision, policy);
  if (pin === null) {
    if (decision.route === 'external') for (const { value } of said(request)) pins.outside.add(owner, value);
    return;
  }
  head.pin = {
    id: pin.id,
    kind: pin.kind,
    request_id: pin.requestId,
    rule: pin.rule,
    expires_at: new Date(pin.expiresAtMs).toISOString(),
  };
  const texts = pin.kind === 'session' ? requestMarks(request, findings, `${owner}\n${pin.id}`, owner, pins) : [];
  await pins.enter(scope, { pin, requestId: call.requestId, part: 'request', traceId, sessionId, texts });
}

/** What the answer of a held call says must be known again: before the caller gets the end of it. */
export async function holdAnswer(
  call: Call,
  caller: KeyHolder,
  canonicalAnswer: string | null,
  { pins }: Pick<Gateway, 'pins'>,
): Promise<void> {
  const { pin, trace_id: traceId, session_id: sessionId } = call.draft.head;
  if (pin?.kind !== 'session' || canonicalAnswer === null || traceId === null || sessionId === null) return;
  const scope = pinScope(caller);
  const texts = textsOfAnswer(canonicalAnswer).map((text) =>
    marksOf(pins.outside.newIn(ownerOf(scope), text), answerMarksMax),
  );
  await pins.enter(scope, {
    pin: {
      id: pin.id,
      kind: pin.kind,
      requestId: pin.request_id,
      rule: pin.rule,
      expiresAtMs: Date.parse(pin.expires_at),
    },
    requestId: call.requestId,
    part: 'answer',
    traceId,
    sessionId,
    texts: texts.filter((marks) => marks.length > 0),
  });
}

const strength: readonly PinKind[] = ['trace', 'session', 'instance'];

/**
 * The pin that a call goes under: the one that holds it, kept for longer when a rule asks anew, or a new one when what is
 * asked for is wider. Null when there is none, or when the call adds nothing to it.
 */
function pinOf(
  { requestId, atMs }: Call,
  { sticky, pinned }: Decision & { kind: 'forward' },
  policy: Snapshot,
): Pin | null {
  const holding = pinned && pinned.by !== 'marks_missing' ? pinned.pin : null;
  if (sticky === undefined) return holding?.kind === 'session' ? holding : null;
  const expiresAtMs = atMs + policy.stickiness.ttlMs;
  if (holding && strength.indexOf(holding.kind) >= strength.indexOf(sticky.kind)) {
    return { ...holding, expiresAtMs: Math.max(holding.expiresAtMs, expiresAtMs) };
  }
  return { id: requestId.replace('req_', 'pin_'), kind: sticky.kind, requestId, rule: sticky.rule, expiresAtMs };
}

/** Texts that people and tools wrote, and that are long enough to be told by. */
function said(request: GovernedRequest): { readonly value: string; readonly index: number }[] {
  return request.texts.flatMap(({ scope, value }, index) =>
    value.length >= windowUnits && (scope === 'user' || scope === 'tool_result' || scope === 'assistant')
      ? [{ value, index }]
      : [],
  );
}

function ownerOf({ userId, instanceId }: PinScope): string {
  return `${userId}\n${instanceId}`;
}

/**
 * The texts in which a rule found what is held, and the others, as far as they were not said outside. A process that
 * knows of nothing said outside cannot tell what is said in every session, so it takes the findings alone; and of what a
 * user says, the paragraphs that hold them: agents add paragraphs of their own.
 */
function requestMarks(
  request: GovernedRequest,
  { hits }: Findings,
  under: string,
  owner: string,
  { outside, marked }: Gateway['pins'],
): TextMarks[] {
  const held = Map.groupBy(
    hits.filter(({ action, is_reviewed }) => action === 'route_secure_model' && !is_reviewed),
    ({ text }) => text,
  );
  const knowsOthers = outside.knows(owner);
  const texts: TextMarks[] = [];
  for (const { value, index } of said(request).toReversed()) {
    if (texts.length >= requestTextsMax) break;
    const found = held.get(index);
    if (!found && !knowsOthers) continue;
    const isUsers = request.texts[index]?.scope === 'user';
    const telling = found && isUsers ? paragraphsWith(value, found) : value;
    const marks = marked.meet(under, telling) ? marksOf(outside.newIn(owner, telling), requestMarksMax) : [];
    if (marks.length > 0) texts.push(marks);
  }
  return texts;
}

function paragraphsWith(text: string, hits: readonly { readonly start: number; readonly end: number }[]): string {
  const paragraphs: string[] = [];
  let to = 0;
  for (const { start, end } of hits) {
    if (start < to) continue;
    const before = text.lastIndexOf('\n\n', start);
    const after = text.indexOf('\n\n', end);
    to = after < 0 ? text.length : after;
    paragraphs.push(text.slice(before < 0 ? 0 : before, to));
  }
  return paragraphs.join('\n\n');
}

/** What was said, and what tools were called with. */
function textsOfAnswer(canonicalAnswer: string): string[] {
  const [text = '', calls = []] = JSON.parse(canonicalAnswer) as [string?, [string, string][]?];
  return [text, ...calls.map(([, given]) => given)];
}
