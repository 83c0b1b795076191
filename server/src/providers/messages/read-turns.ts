import type { Part, Turn } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';
import { InvalidBody } from '../request/governed-request.ts';
import { contentOf } from './read-blocks.ts';

/** `system` and `messages` as turns. The results of tools, which stand in messages of the user, are turns of their own. */
export function turnsOf(body: MemberReader): Turn[] {
  const system = contentOf(body, 'system');
  const first: Turn = { role: 'system', parts: system, name: null, place: 'system' };
  return [...(system.length === 0 ? [] : [first]), ...body.objects('messages').flatMap(turnsIn)];
}

function turnsIn(message: MemberReader): Turn[] {
  const role = message.needString('role');
  if (role !== 'user' && role !== 'assistant' && role !== 'system') {
    throw new InvalidBody(`"${role}" is no role of a message.`, message.pathOf('role'));
  }
  const parts = contentOf(message, 'content');
  const about = { name: null, place: message.place };
  const whole: Turn = { role, parts, ...about, ...message.unknown() };
  if (role !== 'user' || !parts.some(isResult)) return [whole];
  const others = parts.filter((part) => !isResult(part));
  const results: Turn = { ...whole, role: 'tool', parts: parts.filter(isResult) };
  return others.length === 0 ? [results] : [results, { role, parts: others, ...about }];
}

function isResult({ kind }: Part): boolean {
  return kind === 'tool_result';
}
