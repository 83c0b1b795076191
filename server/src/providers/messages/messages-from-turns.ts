import type { Losses } from '../interchange/losses.ts';
import type { Turn } from '../interchange/prompt.ts';
import { type Block, blocksFromParts } from './blocks-from-parts.ts';
import { CallIds } from './call-ids.ts';

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Block[];
}

/**
 * Turns as Anthropic has them: the system's words in a place of their own, wherever they stood (only the newest models
 * take them within the conversation); neighbours of one role in one message; the results of calls first in the message
 * that follows them. Messages that would be empty are left out.
 */
export function messagesFromTurns(turns: readonly Turn[], losses: Losses): { system: Block[]; messages: Message[] } {
  const ids = new CallIds();
  const system: Block[] = [];
  const messages: { role: Message['role']; content: Block[] }[] = [];
  for (const turn of turns) {
    const blocks = blocksFromParts(turn.parts, ids, losses);
    if (blocks.length === 0) continue;
    if (turn.role === 'system') {
      system.push(...onlyTexts(turn, blocks, losses));
      continue;
    }
    const role = turn.role === 'assistant' ? 'assistant' : 'user';
    const last = messages.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else messages.push({ role, content: blocks });
  }
  const ordered = messages.map(({ role, content }) => ({ role, content: resultsFirst(content) }));
  // There is no request without messages: the system's words are all that is asked then.
  if (ordered.length === 0 && system.length > 0) return { system: [], messages: [{ role: 'user', content: system }] };
  return { system, messages: withoutLastBlanks(ordered) };
}

function onlyTexts(turn: Turn, blocks: readonly Block[], losses: Losses): readonly Block[] {
  const wrong = turn.parts.find(({ kind }) => kind !== 'text');
  return wrong ? losses.refuse(wrong.place) : blocks;
}

function resultsFirst(blocks: readonly Block[]): Block[] {
  const isResult = ({ type }: Block): boolean => type === 'tool_result';
  return [...blocks.filter(isResult), ...blocks.filter((block) => !isResult(block))];
}

/** Claude goes on from a last message of its own; it must not end in blanks. */
function withoutLastBlanks(messages: readonly Message[]): Message[] {
  const last = messages.at(-1);
  const block = last?.content.at(-1);
  if (last?.role !== 'assistant' || block?.text === undefined) return [...messages];
  const content = last.content.with(-1, { ...block, text: block.text.trimEnd() });
  return [...messages.slice(0, -1), { role: 'assistant', content }];
}
