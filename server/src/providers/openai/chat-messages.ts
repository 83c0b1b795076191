import { legalId } from '../interchange/legal-id.ts';
import type { Losses } from '../interchange/losses.ts';
import type { ToolCallPart, ToolResultPart, Turn } from '../interchange/prompt.ts';
import type { RequestContext } from '../wire.ts';
import { type ChatContentPart, contentOfParts, partsOf } from './chat-content.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  content: string | null | readonly ChatContentPart[];
  readonly name?: string;
  refusal?: string;
  tool_calls?: readonly ChatToolCall[];
  readonly tool_call_id?: string;
}

interface ChatToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
  readonly extra_content?: { readonly google: { readonly thought_signature: string } };
}

/** OpenAI answers 400 to longer ids of tool calls. */
const callIdMax = 40;

/**
 * Turns as chat messages. The messages of a tool's results must follow the calls at once and hold text only: what else is
 * in them (images, files) comes in a user message after the last of them, each part under a line that says whose it is.
 * Assistant turns are joined where calls would otherwise stand apart from what was said with them.
 */
export function messagesOf(turns: readonly Turn[], context: RequestContext, losses: Losses): ChatMessage[] {
  const messages = new ChatMessages(context, losses);
  for (const turn of turns) messages.add(turn);
  return messages.whole();
}

class ChatMessages {
  readonly #list: ChatMessage[] = [];
  readonly #context: RequestContext;
  readonly #losses: Losses;
  /** What tool results hold beside text, until the last of them is written. */
  #beside: ChatContentPart[] = [];

  constructor(context: RequestContext, losses: Losses) {
    this.#context = context;
    this.#losses = losses;
  }

  add(turn: Turn): void {
    if (turn.role === 'assistant') return this.#addAssistant(turn);
    if (turn.role === 'system') return this.#addSystem(turn);
    const results = turn.parts.filter((part) => part.kind === 'tool_result');
    const others = turn.parts.filter((part) => part.kind !== 'tool_result');
    for (const result of results) this.#addResult(result);
    if (others.length === 0 && results.length > 0) return;
    const parts = [...this.#takeBeside(), ...partsOf(others, this.#losses)];
    this.#list.push({ role: 'user', content: this.#content(parts), ...nameOf(turn) });
  }

  whole(): ChatMessage[] {
    this.#flush();
    return this.#list;
  }

  #addSystem(turn: Turn): void {
    this.#flush();
    const wrong = turn.parts.find(({ kind }) => kind !== 'text');
    if (wrong) this.#losses.refuse(wrong.place);
    this.#list.push({ role: 'system', content: this.#content(partsOf(turn.parts, this.#losses)), ...nameOf(turn) });
  }

  #addResult(result: ToolResultPart): void {
    if (result.isError) this.#losses.lose('resultIsError', `${result.place}.is_error`);
    const parts = partsOf(result.parts, this.#losses);
    const texts = parts.filter(({ type }) => type === 'text');
    const others = parts.filter(({ type }) => type !== 'text');
    const id = legalId(result.id, callIdMax);
    this.#list.push({ role: 'tool', content: this.#content(texts), tool_call_id: id });
    if (others.length > 0) this.#beside.push({ type: 'text', text: `Of the result of tool call ${id}:` }, ...others);
  }

  #addAssistant(turn: Turn): void {
    this.#flush();
    const { texts, refusals, calls } = this.#said(turn);
    const last = this.#list.at(-1);
    const before = last?.role === 'assistant' && (last.tool_calls ?? calls ?? !last.content) ? last : null;
    const message = before ?? { role: 'assistant', content: null, ...nameOf(turn) };
    if (before === null) this.#list.push(message);
    const content = [typeof message.content === 'string' ? message.content : '', texts.join('')]
      .filter(Boolean)
      .join('\n\n');
    if (calls) message.tool_calls = [...(message.tool_calls ?? []), ...calls];
    if (refusals.length > 0) message.refusal = [message.refusal, ...refusals].filter(Boolean).join('\n\n');
    message.content = content === '' && (message.tool_calls || message.refusal) ? null : content;
  }

  #said(turn: Turn): { texts: string[]; refusals: string[]; calls: ChatToolCall[] | null } {
    const { texts, refusals, calls } = { texts: [] as string[], refusals: [] as string[], calls: [] as ChatToolCall[] };
    for (const part of turn.parts) {
      if (part.kind === 'text') texts.push(part.text);
      else if (part.kind === 'tool_call') calls.push(this.#call(part));
      // Servers beside OpenAI's have no such member: there, the words are said.
      else if (part.kind === 'refusal') (this.#context.isCompatible ? texts : refusals).push(part.text);
      else if (this.#losses.table.parts[part.kind] === 'carried') this.#losses.refuse(part.place);
    }
    return { texts, refusals, calls: calls.length === 0 ? null : calls };
  }

  #call(part: ToolCallPart): ChatToolCall {
    const { isCompatible, signatureOf } = this.#context;
    const signature = part.signature ?? signatureOf(part.id);
    if (part.signature !== null && !isCompatible) this.#losses.drop(`${part.place}.extra_content`);
    const isSent = signature !== null && isCompatible;
    return {
      id: legalId(part.id, callIdMax),
      type: 'function',
      function: { name: part.name, arguments: part.arguments.trim() === '' ? '{}' : part.arguments },
      ...(isSent ? { extra_content: { google: { thought_signature: signature } } } : {}),
    };
  }

  #content(parts: readonly ChatContentPart[]): string | readonly ChatContentPart[] {
    return contentOfParts(parts, this.#context.isCompatible);
  }

  #takeBeside(): ChatContentPart[] {
    return this.#beside.splice(0);
  }

  #flush(): void {
    const parts = this.#takeBeside();
    if (parts.length > 0) this.#list.push({ role: 'user', content: parts });
  }
}

function nameOf(turn: Turn): { readonly name?: string } {
  return turn.name === null ? {} : { name: turn.name };
}
