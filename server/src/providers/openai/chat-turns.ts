import { isList } from '../../platform/lossless-json.ts';
import { InvalidBody } from '../request/governed-request.ts';
import { CannotCarry } from '../interchange/losses.ts';
import type { Part, ToolCallPart, Turn } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';
import { ChatCallIds } from './chat-call-ids.ts';
import { contentOf, placed } from './chat-parts.ts';

/** The `messages` of a chat request as turns; nothing is joined or moved. */
export function turnsOf(body: MemberReader): Turn[] {
  const ids = new ChatCallIds();
  return body.objects('messages').map((message) => turnOf(message, ids));
}

function turnOf(message: MemberReader, ids: ChatCallIds): Turn {
  const role = message.needString('role');
  switch (role) {
    case 'system':
    case 'developer':
      return finish(message, 'system', contentOf(message));
    case 'user':
      return finish(message, 'user', contentOf(message));
    case 'assistant':
      return finish(message, 'assistant', assistantParts(message, ids));
    case 'tool':
    case 'function':
      return toolTurn(message, ids);
    default:
      throw new InvalidBody(`"${role}" is no role of a message.`, message.pathOf('role'));
  }
}

/** A mark on a whole message (some clients set it there) is one on its last part. */
function finish(
  message: MemberReader,
  role: Turn['role'],
  parts: readonly Part[],
  name = message.string('name'),
): Turn {
  const last = parts.at(-1);
  const cache = last === undefined || last.cache !== undefined ? null : message.any('cache_control');
  const marked = last && cache !== null ? [...parts.slice(0, -1), { ...last, cache }] : parts;
  return { role, parts: marked, name, place: message.place, ...message.unknown() };
}

function toolTurn(message: MemberReader, ids: ChatCallIds): Turn {
  const called = message.string('name');
  const id = ids.ofResult(message.string('tool_call_id'), called);
  if (id === null) {
    throw new CannotCarry(
      message.pathOf('tool_call_id'),
      `"${message.place}" is the result of no call in these messages.`,
    );
  }
  const parts = contentOf(message);
  const name = called === ids.nameOf(id) ? null : called;
  return finish(message, 'tool', [{ kind: 'tool_result', id, parts, isError: false, place: message.place }], name);
}

function assistantParts(message: MemberReader, ids: ChatCallIds): Part[] {
  const refusal = message.string('refusal');
  const audio = message.any('audio');
  return [
    ...thinkingParts(message),
    ...cited(message, contentOf(message)),
    ...(refusal ? [{ kind: 'refusal', text: refusal, place: message.pathOf('refusal') } as const] : []),
    ...(audio === null ? [] : [{ kind: 'other', type: 'audio', place: message.pathOf('audio') } as const]),
    ...message.objects('tool_calls').map((call) => callOf(call, ids)),
    ...functionCall(message, ids),
  ];
}

/** Compatible servers give their thinking in one of two members; some give both, with the same words. */
function thinkingParts(message: MemberReader): Part[] {
  const found = ['reasoning_content', 'reasoning'].map((name) => ({ name, text: message.stringIf(name) }));
  const different = found.filter(({ text }, at) => text && found.findIndex((other) => other.text === text) === at);
  return different.map(({ name, text }) => ({
    kind: 'thinking',
    text: text ?? '',
    signature: null,
    by: null,
    place: message.pathOf(name),
  }));
}

/** OpenAI gives what a text cites beside it; clients send it back, an empty list mostly. */
function cited(message: MemberReader, parts: readonly Part[]): readonly Part[] {
  const said = message.peek('annotations');
  const at = parts.findLastIndex(({ kind }) => kind === 'text');
  const part = parts[at];
  const isEmpty = isList(said) && said.length === 0;
  if (isEmpty || part?.kind === 'text') message.pass('annotations');
  return said === null || isEmpty || part?.kind !== 'text' ? parts : parts.with(at, { ...part, citations: said });
}

function callOf(call: MemberReader, ids: ChatCallIds): Part {
  const type = call.string('type') ?? 'function';
  if (type !== 'function') return { kind: 'other', type, place: call.place };
  // Streamed calls are counted; clients that keep the fragments send the number back.
  call.pass('index');
  const google = call.object('extra_content')?.object('google');
  const signature = google?.string('thought_signature') ?? null;
  const part = calledIn(call.needObject('function'), call.place, call.string('id'), ids);
  return { ...part, signature, ...placed(call) };
}

function functionCall(message: MemberReader, ids: ChatCallIds): Part[] {
  const called = message.object('function_call');
  return called === null ? [] : [calledIn(called, called.place, null, ids)];
}

function calledIn(called: MemberReader, place: string, given: string | null, ids: ChatCallIds): ToolCallPart {
  const name = called.needString('name');
  const id = ids.ofCall(given, name, place);
  return { kind: 'tool_call', id, name, arguments: called.string('arguments') ?? '', signature: null, place };
}
