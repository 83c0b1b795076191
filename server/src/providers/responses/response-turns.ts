import type { Part, Turn } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';
import { InvalidBody } from '../request/governed-request.ts';
import { callOf, reasoningParts, resultOf } from './response-items.ts';
import { partsIn } from './response-parts.ts';

export interface ReadTurns {
  readonly turns: readonly Turn[];
  /** Places of what is not in `turns`, since the conversation means the same without. */
  readonly leftOut: readonly string[];
}

/**
 * `instructions` and `input` as turns. The responses API makes an item of each thing that an answer holds (reasoning, a
 * message, each call): those that follow each other are one turn here, in their order.
 */
export function turnsOf(body: MemberReader): ReadTurns {
  const instructions = body.string('instructions');
  const text = body.stringIf('input');
  const turns = new TurnsReader();
  if (instructions) turns.add('system', 'instructions', [{ kind: 'text', text: instructions, place: 'instructions' }]);
  if (text !== null) turns.add('user', 'input', text === '' ? [] : [{ kind: 'text', text, place: 'input' }]);
  else for (const item of body.objects('input')) turns.addItem(item);
  return { turns: turns.read, leftOut: turns.leftOut };
}

const roles: Readonly<Record<string, Turn['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};

class TurnsReader {
  readonly read: Turn[] = [];
  readonly leftOut: string[] = [];
  /** The parts of the answer that the next item may go on with. */
  private answer: Part[] | null = null;

  add(role: Turn['role'], place: string, parts: readonly Part[], more: Pick<Turn, 'unknown'> = {}): void {
    this.answer = null;
    this.read.push({ role, parts, name: null, place, ...more });
  }

  addItem(item: MemberReader): void {
    const type = item.string('type') ?? 'message';
    // How the API keeps an item; it says nothing of what the item means.
    item.pass('id', 'status');
    switch (type) {
      case 'message':
        return this.addMessage(item);
      case 'function_call':
        return this.addToAnswer(item, [callOf(item)]);
      case 'reasoning':
        return this.addToAnswer(item, reasoningParts(item));
      case 'function_call_output':
        return this.add('tool', item.place, [resultOf(item)], item.unknown());
      case 'web_search_call':
        // What was found is not in it: it is in the answer after it.
        this.leftOut.push(item.place);
        return;
      default:
        return this.addToAnswer(null, [{ kind: 'other', type, place: item.place }]);
    }
  }

  private addMessage(item: MemberReader): void {
    const said = item.needString('role');
    const role = Object.hasOwn(roles, said) ? roles[said] : undefined;
    if (role === undefined) throw new InvalidBody(`"${said}" is no role of a message.`, item.pathOf('role'));
    const parts = partsIn(item, 'content');
    if (role === 'assistant') this.addToAnswer(item, parts);
    else this.add(role, item.place, parts, item.unknown());
  }

  /** @param item null when nothing of it is told apart */
  private addToAnswer(item: MemberReader | null, parts: readonly Part[]): void {
    for (const name of Object.keys(item?.rest() ?? {})) this.leftOut.push(item!.pathOf(name));
    const [first] = parts;
    if (first === undefined) return;
    if (this.answer === null) {
      const answer: Part[] = [];
      this.add('assistant', item?.place ?? first.place, answer);
      this.answer = answer;
    }
    this.answer.push(...parts);
  }
}
