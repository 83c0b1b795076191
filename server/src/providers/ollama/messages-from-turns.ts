import type { Json, JsonMembers } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { FilePart, ImagePart, Part, ToolResultPart, Turn } from '../interchange/prompt.ts';
import { argumentsObject } from '../interchange/tool-arguments.ts';

/** A message of `/api/chat` (docs.ollama.com/api/chat). */
export interface OllamaMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  readonly thinking?: string;
  /** base64 */
  readonly images?: readonly string[];
  readonly tool_calls?: readonly JsonMembers[];
  /** Older servers match results by name, newer ones by id. */
  readonly tool_name?: string;
  readonly tool_call_id?: string;
}

/** @throws CannotCarry */
export function messagesFromTurns(turns: readonly Turn[], losses: Losses): OllamaMessage[] {
  const names = new Map<string, string>();
  return joinedAnswers(turns).flatMap((turn) => {
    for (const part of turn.parts) if (part.kind === 'tool_call') names.set(part.id, part.name);
    const results = turn.parts.filter((part) => part.kind === 'tool_result');
    const said = turn.parts.filter((part) => part.kind !== 'tool_result');
    const messages = results.map((result) => resultMessage(result, names, losses));
    return said.length === 0 && messages.length > 0 ? messages : [...messages, messageOf(turn.role, said, losses)];
  });
}

/** Neighbouring turns of the assistant are one message: parallel calls stand together. */
function joinedAnswers(turns: readonly Turn[]): readonly Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last?.role !== 'assistant' || turn.role !== 'assistant') joined.push(turn);
    else joined[joined.length - 1] = { ...last, parts: [...last.parts, ...turn.parts] };
  }
  return joined;
}

function messageOf(role: OllamaMessage['role'], parts: readonly Part[], losses: Losses): OllamaMessage {
  const message = {
    texts: [] as string[],
    thinking: [] as string[],
    images: [] as string[],
    calls: [] as JsonMembers[],
  };
  for (const part of parts) {
    if (part.kind === 'text' || part.kind === 'refusal') message.texts.push(part.text);
    else if (part.kind === 'image') message.images.push(imageOf(part, losses));
    else if (part.kind === 'file') message.texts.push(textOf(part, losses));
    else if (part.kind === 'thinking' && part.by === null) message.thinking.push(part.text);
    else if (part.kind === 'thinking') losses.drop(part.place);
    else if (part.kind === 'tool_call') {
      const args: Json = argumentsObject(part.arguments);
      message.calls.push({ id: part.id, function: { name: part.name, arguments: args } });
    }
  }
  return {
    role,
    content: message.texts.join('\n'),
    ...(message.thinking.length === 0 ? {} : { thinking: message.thinking.join('\n') }),
    ...(message.images.length === 0 ? {} : { images: message.images }),
    ...(message.calls.length === 0 ? {} : { tool_calls: message.calls }),
  };
}

function resultMessage(result: ToolResultPart, names: ReadonlyMap<string, string>, losses: Losses): OllamaMessage {
  const name = names.get(result.id);
  if (name === undefined) {
    losses.refuse(result.place, `The tool result at "${result.place}" answers no call before it.`);
  }
  if (result.isError) losses.lose('resultIsError', `${result.place}.is_error`);
  return { ...messageOf('tool', result.parts, losses), tool_name: name, tool_call_id: result.id };
}

/** Ollama fetches nothing: an image is its bytes. */
function imageOf({ media, place }: ImagePart, losses: Losses): string {
  if (media.from === 'base64') return media.data;
  return losses.refuse(place, `"${place}" must hold the image itself, as base64: Ollama fetches no address.`);
}

/** A file of text is its text; there is no word for any other. */
function textOf({ media, about, name, nameMember = 'filename', place }: FilePart, losses: Losses): string {
  if (media.from !== 'text') losses.refuse(place);
  for (const member of Object.keys(about ?? {})) losses.drop(`${place}.${member}`);
  if (name !== null) losses.drop(`${place}.${nameMember}`);
  return media.text;
}
